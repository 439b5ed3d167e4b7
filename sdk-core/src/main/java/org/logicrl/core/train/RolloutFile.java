package org.logicrl.core.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.core.rollout.RewardRow;
import org.logicrl.core.rollout.Rollouts;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.run.RunFolder;

/** The file of a run that holds the rollouts of a step, one completion a line. */
final class RolloutFile {

  private RolloutFile() {}

  /**
   * Writes the file, anew if it is there.
   *
   * @param done steps done, this one included
   * @param learned the rows that were learned from; null where all were, and nothing is said of it
   */
  static void write(
      RunFolder run,
      long done,
      Rollouts rollouts,
      List<Reward> rewards,
      @Nullable Set<Integer> learned)
      throws IOException {
    Path file = run.rollouts(done);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    try (JsonLines rows = JsonLines.append(file)) {
      for (int row = 0; row < rollouts.count(); row++) {
        Map<String, Object> line = line(done, rollouts, rewards.get(row), row);
        if (learned != null) {
          line.put("learned", learned.contains(row));
        }
        rows.write(line);
      }
    }
  }

  private static Map<String, Object> line(long done, Rollouts rollouts, Reward reward, int row) {
    Completion completion = rollouts.texts().get(row);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", done);
    line.put("problem", rollouts.problem(row).id());
    line.put("prompt", completion.prompt() + completion.responsePrefix());
    line.put("response", completion.response());
    line.put("answer", rollouts.problem(row).reference());
    line.put("tokens", rollouts.sequences().responses().length(row));
    line.put("finish", rollouts.generation().finishes().get(row).label());
    line.put("reward", RewardRow.of(reward));
    return line;
  }
}
