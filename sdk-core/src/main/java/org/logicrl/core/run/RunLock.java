package org.logicrl.core.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run's folder for one loop at a time. The system releases it when the process ends,
 * however it ends; the file itself stays as long as its folder, because removing it would let two
 * processes lock different files.
 */
public final class RunLock implements AutoCloseable {

  /** The file that is locked. */
  static final String FILE = ".lock";

  /**
   * The folders that this process holds. Where it tried to lock one of them again it would lose it:
   * on POSIX systems a process loses its locks on a file with the first channel that it closes.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path run;
  private final FileChannel channel;

  private RunLock(Path run, FileChannel channel) {
    this.run = run;
    this.channel = channel;
  }

  static RunLock of(Path run) throws IOException {
    Path real = run.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(run);
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(run.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = tryLock(channel) != null;
      if (!locked) {
        channel.close();
        throw inUse(run);
      }
      return new RunLock(real, channel);
    } finally {
      if (!locked) {
        HELD.remove(real);
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process, through classes of another loader
    }
  }

  private static RunException inUse(Path run) {
    return new RunException(
        run + " is in use: another process trains in this folder; wait until it has ended");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(run);
  }
}
