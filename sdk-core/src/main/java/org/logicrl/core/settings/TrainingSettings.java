package org.logicrl.core.settings;

import org.logicrl.api.Setting;

/**
 * The section {@code training}: how long, and what is written on the way.
 *
 * @param steps training steps of the whole run
 * @param saveEvery a checkpoint after every so many steps, and at the end; 0 means at the end only
 * @param keepCheckpoints how many of the newest checkpoints stay on disk
 * @param logEvery without a terminal, one line of progress for every so many steps
 * @param rolloutsEvery completions with their rewards are written every so many steps; 0 means
 *     never
 */
public record TrainingSettings(
    @Setting(help = "Training steps of the whole run.", defaultValue = "100", min = 1) int steps,
    @Setting(
            help = "Steps between checkpoints; 0 means one at the end only.",
            defaultValue = "50",
            min = 0)
        int saveEvery,
    @Setting(help = "Newest checkpoints that stay on disk.", defaultValue = "2", min = 1)
        int keepCheckpoints,
    @Setting(
            help = "Steps between lines of progress where there is no terminal.",
            defaultValue = "10",
            min = 1)
        int logEvery,
    @Setting(help = "Steps between written rollouts; 0 means never.", defaultValue = "10", min = 0)
        int rolloutsEvery) {

  /** Whether something that is due every so many steps is due after this many. */
  public static boolean due(long stepsDone, int every) {
    return every > 0 && stepsDone % every == 0;
  }
}
