package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints rows in columns, which are as wide as their widest cell. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** Prints rows of the same number of cells, flush left. */
  static void print(PrintWriter out, List<List<String>> rows) {
    print(out, rows, rows.isEmpty() ? 0 : rows.get(0).size());
  }

  /** Prints rows of a label and the same number of figures, which are flush right. */
  static void printFigures(PrintWriter out, List<List<String>> rows) {
    print(out, rows, 1);
  }

  /** A share of 1, in percent. */
  static String share(double value) {
    return number(100 * value, 1) + " %";
  }

  /** A number with so many digits after the point. */
  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /**
   * Prints rows.
   *
   * @param left how many columns are flush left; those after them are flush right
   */
  private static void print(PrintWriter out, List<List<String>> rows, int left) {
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths[i] - cell.length());
        line.append(i < left ? cell + padding : padding + cell).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
