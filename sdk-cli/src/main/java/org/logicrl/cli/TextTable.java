package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.List;

/** Prints rows in columns that are flush left. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** Prints rows of the same number of cells. */
  static void print(PrintWriter out, List<List<String>> rows) {
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
        line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
