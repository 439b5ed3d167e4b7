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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;
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
    requireNoFolder(file, "read");
    InputStream in =
        isStandard(file) ? new BufferedInputStream(System.in) : Files.newInputStream(file);
    return new RowReader<>(
        in,
        parser,
        (line, problem) ->
            System.err.println((isStandard(file) ? "line " : file + ":") + line + ": " + problem));
  }

  /**
   * Opens a file to write, and makes the folders above it.
   *
   * @throws UnusableSettingsException when there cannot be such a file
   */
  static Writer write(Path file) throws IOException {
    OutputStream out = isStandard(file) ? new StandardOutput() : create(file);
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
  }

  private static OutputStream create(Path file) throws IOException {
    requireNoFolder(file, "write");
    try {
      @Nullable Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return Files.newOutputStream(file);
    } catch (FileSystemException e) {
      throw new UnusableSettingsException(
          "%s cannot be written (%s): choose another file".formatted(file, e), e);
    }
  }

  private static void requireNoFolder(Path file, String purpose) {
    if (!isStandard(file) && Files.isDirectory(file)) {
      throw new UnusableSettingsException(
          "%s is a folder: name a file in it to %s".formatted(file, purpose));
    }
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
