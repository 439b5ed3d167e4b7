package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints figures in columns: the first to the left, all others to the right. */
final class TextColumns {

  private TextColumns() {}

  static String share(double value) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }

  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Prints rows of as many cells as the first. */
  static void print(PrintWriter out, List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
