package org.logicrl.core.train;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.backend.Sequences;

/** Where the solutions come from that supervised fine-tuning learns. */
public interface SolutionSource {

  /**
   * The solutions of a step, which depend on nothing but the step and the learner's weights.
   *
   * @param step the number of steps before it
   * @throws IOException where what they were chosen from could not be written
   */
  Batch take(long step) throws IOException;

  /**
   * Solutions, each after its prompt.
   *
   * @param sequences the solutions are the responses; there may be none at all
   * @param tokens all tokens of prompts and responses that it took to have them
   * @param metrics what is to be known about them
   */
  record Batch(Sequences sequences, int tokens, Map<String, Double> metrics) {

    /** Keeps a copy of the metrics, in their order. */
    public Batch {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }
}
