package org.logicrl.core.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
    @Nullable FileChannel channel = null;
    try {
      channel =
          FileChannel.open(run.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new RunLock(real, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process, through classes of another loader: the channel stays open.
      channel = null;
    } catch (IOException e) {
      release(real, channel);
      throw e;
    }
    release(real, channel);
    throw inUse(run);
  }

  private static void release(Path run, @Nullable FileChannel channel) throws IOException {
    HELD.remove(run);
    if (channel != null) {
      channel.close();
    }
  }

  private static RunException inUse(Path run) {
    return new RunException(
        run + " is in use: another process trains in this folder; wait until it has ended");
  }

  @Override
  public void close() throws IOException {
    release(run, channel);
  }
}
