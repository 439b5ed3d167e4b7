package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.logicrl.core.bench.DecodeSweep;
import org.logicrl.core.bench.Figure;
import org.logicrl.core.run.Json;
import picocli.CommandLine.Option;

/** How figures are printed. */
final class BenchOptions {

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** Prints figures to stdout. */
  int print(List<Figure> figures) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(Json.line(Map.of("figures", figures)));
    } else {
      print(out, figures);
    }
    return ExitCode.DONE;
  }

  /** Prints a sweep to stdout. */
  int print(DecodeSweep sweep) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(Json.line(sweep));
      return ExitCode.DONE;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("sequences", "length", "tokens/s", "memory allows", "products allow"));
    for (DecodeSweep.Point point : sweep.points()) {
      rows.add(
          List.of(
              String.valueOf(point.sequences()),
              String.valueOf(point.length()),
              number(point.tokensPerSecond()),
              number(point.memoryAllows()),
              number(point.productsAllow())));
    }
    TextTable.printFigures(out, rows);
    out.println();
    print(out, sweep.figures());
    return ExitCode.DONE;
  }

  private static void print(PrintWriter out, List<Figure> figures) {
    List<String> numbers = figures.stream().map(figure -> number(figure.value())).toList();
    int width = numbers.stream().mapToInt(String::length).max().orElse(0);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      String number = " ".repeat(width - numbers.get(i).length()) + numbers.get(i);
      rows.add(List.of(figures.get(i).name(), number, figures.get(i).unit()));
    }
    TextTable.print(out, rows);
  }

  /** Three digits are more than a repetition agrees on. */
  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3f", value);
  }
}
