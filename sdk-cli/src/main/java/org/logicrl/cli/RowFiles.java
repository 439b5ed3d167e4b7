package org.logicrl.cli;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.run.RowReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Opens the files of commands that read or write rows; {@code -} is the standard stream. */
final class RowFiles {

  /** The help of every {@code --in}. */
  static final String IN = "JSONL file to read; - is standard input.";

  /** The help of every {@code --out}. */
  static final String OUT = "JSONL file to write; - is standard output.";

  private static final int BUFFER = 1 << 16;

  private RowFiles() {}

  /** Whether a name means the standard stream. */
  static boolean isStandard(Path file) {
    return file.toString().equals("-");
  }

  /**
   * Refuses to write into the file that is read.
   *
   * @throws ParameterException when both are the same file
   */
  static void requireDifferent(Path in, Path out, @Nullable CommandSpec spec) throws IOException {
    boolean same = !isStandard(out) && Files.exists(out) && Files.exists(in);
    if (spec != null && same && Files.isSameFile(in, out)) {
      throw new ParameterException(
          spec.commandLine(), "--in and --out are the same file: choose another one to write");
    }
  }

  /** Opens a file to read; rows that cannot be used are reported on stderr. */
  static <T> RowReader<T> read(Path file, RowReader.RowParser<T> parser) throws IOException {
    InputStream in =
        isStandard(file) ? new BufferedInputStream(System.in) : Files.newInputStream(file);
    return new RowReader<>(
        in,
        parser,
        (line, problem) ->
            System.err.println((isStandard(file) ? "line " : file + ":") + line + ": " + problem));
  }

  /** Opens a file to write, and makes the folders above it. */
  static Writer write(Path file) throws IOException {
    OutputStream out;
    if (isStandard(file)) {
      out = new StandardOutput();
    } else {
      @Nullable Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      out = Files.newOutputStream(file);
    }
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
  }

  /** Standard output, which stays open for whoever writes next. */
  private static final class StandardOutput extends FilterOutputStream {

    StandardOutput() {
      super(System.out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
