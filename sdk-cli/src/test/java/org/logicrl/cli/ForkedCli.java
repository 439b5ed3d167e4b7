package org.logicrl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, for what only a process can be told. */
final class ForkedCli implements AutoCloseable {

  /** Far beyond what a busy machine needs, so that a hanging test ends. */
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path err;

  private ForkedCli(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /**
   * Starts a command.
   *
   * @param folder its working directory, which gets what it prints
   */
  static ForkedCli start(Path folder, Object... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    line.add(Main.class.getName());
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    Path err = folder.resolve("stderr.txt");
    File out = folder.resolve("stdout.txt").toFile();
    return new ForkedCli(
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err.toFile())
            .start(),
        err);
  }

  /** Waits until the process has written a text to stderr. */
  void awaitMessage(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!err().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("the process has not written '" + text + "':\n" + err());
      }
      Thread.sleep(5);
    }
  }

  /** Asks the process to end, by SIGTERM: a build in the background may ignore SIGINT. */
  void interrupt() {
    process.destroy();
  }

  /** The exit code, once the process has ended. */
  int code() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process has not ended:\n" + err());
    }
    return process.exitValue();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
