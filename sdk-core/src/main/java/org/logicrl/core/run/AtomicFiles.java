package org.logicrl.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Files and folders that are either wholly there or not at all. */
public final class AtomicFiles {

  private AtomicFiles() {}

  /** Writes a text file by way of a neighbour that is synced and moved into place. */
  static void write(Path file, String text) throws IOException {
    Path neighbour = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            neighbour,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        neighbour, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(file.toAbsolutePath().getParent());
  }

  /** Forces every file below a folder, and the folders' own entries, to disk. */
  static void syncAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
              channel.force(true);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            sync(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Forces a folder's entries to disk where the system can open folders. */
  static void sync(@Nullable Path folder) throws IOException {
    if (folder != null && !System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Fills a folder that does not exist yet. */
  @FunctionalInterface
  public interface Content {
    /** Makes the folder and fills it. */
    void write(Path target) throws IOException;
  }

  /** Writes a folder; an older one in its place goes only once the new one is whole. */
  static void replaceFolder(Path folder, Content content) throws IOException {
    Path fresh = neighbour(folder, "new");
    Path old = neighbour(folder, "old");
    restoreFolder(folder);
    deleteTree(fresh);
    deleteTree(old);
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    content.write(fresh);
    syncAll(fresh);
    if (Files.exists(folder)) {
      Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    sync(parent);
    deleteTree(old);
  }

  /** Puts a folder back that was moved away to be replaced, where that was cut short. */
  static void restoreFolder(Path folder) throws IOException {
    Path old = neighbour(folder, "old");
    if (!Files.exists(folder) && Files.exists(old)) {
      Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      sync(folder.getParent());
    }
  }

  private static Path neighbour(Path folder, String suffix) {
    return folder.resolveSibling("." + folder.getFileName() + "." + suffix);
  }

  /** Removes a folder with all it holds; nothing happens where there is none. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
