package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes a folder so that a crash at any moment leaves it complete or absent: into a temporary
 * folder beside the target, forced to disk, then renamed.
 */
final class FolderWriter {

  private FolderWriter() {}

  /** Fills a folder with files, each forced to disk. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Writes a folder.
   *
   * @param target does not exist, is empty, or holds none of the files that are written
   * @param last the file that is moved last into a target that holds other files
   */
  static void write(Path target, String last, Content content) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = Objects.requireNonNull(absolute.getParent(), "the target is no root folder");
    Files.createDirectories(parent);
    String prefix = ".%s.tmp-".formatted(absolute.getFileName());
    Path temporary = parent.resolve(prefix + ProcessHandle.current().pid());
    deleteLeftovers(parent, prefix);
    deleteAll(temporary);
    Files.createDirectory(temporary);
    try {
      content.writeTo(temporary);
      sync(temporary);
      move(temporary, absolute, last);
      sync(parent);
    } finally {
      deleteAll(temporary);
    }
  }

  /** Removes what processes left behind that ended while they wrote the same folder. */
  private static void deleteLeftovers(Path parent, String prefix) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(parent)) {
      leftovers = entries.filter(entry -> isLeftover(entry, prefix)).toList();
    }
    for (Path leftover : leftovers) {
      deleteAll(leftover);
    }
  }

  private static boolean isLeftover(Path entry, String prefix) {
    String name = entry.getFileName().toString();
    return name.startsWith(prefix)
        && name.substring(prefix.length()).matches("[0-9]{1,18}")
        && ProcessHandle.of(Long.parseLong(name.substring(prefix.length()))).isEmpty();
  }

  /** Writes a new file and forces it to disk. */
  static void writeFile(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Writes a JSON file, indented by two spaces with the same line ends everywhere. */
  static void writeJson(Path file, ObjectNode json) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    String text = JsonSection.MAPPER.writer(printer).writeValueAsString(json) + "\n";
    writeFile(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void move(Path source, Path target, String last) throws IOException {
    boolean occupied = false;
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        occupied = entries.findAny().isPresent();
      }
    }
    if (occupied) {
      moveFiles(source, target, last);
    } else {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void moveFiles(Path source, Path target, String last) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(source)) {
      files = entries.sorted().toList();
    }
    for (Path file : files) {
      if (Files.exists(target.resolve(file.getFileName()))) {
        throw new FileAlreadyExistsException(
            target.resolve(file.getFileName()).toString(),
            null,
            "a model is saved only where there is none; choose another folder");
      }
    }
    for (Path file : files) {
      if (!file.endsWith(last)) {
        Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    sync(target);
    Files.move(source.resolve(last), target.resolve(last), StandardCopyOption.ATOMIC_MOVE);
    sync(target);
  }

  /** Forces a folder's list of names to disk; Windows does so by itself and opens no folder. */
  private static void sync(Path folder) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path entry : entries.toList()) {
          Files.delete(entry);
        }
      }
      Files.delete(folder);
    }
  }
}
