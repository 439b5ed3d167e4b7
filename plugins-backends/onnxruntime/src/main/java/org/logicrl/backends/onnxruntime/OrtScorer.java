package org.logicrl.backends.onnxruntime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.backends.checkpoint.ModelInputs;

/** A frozen model, whose lanes take one group of sequences with the same prompt after the other. */
final class OrtScorer implements Scorer {

  private final DecoderSession session;
  private final OnnxRuntimeSettings settings;
  private final Lanes lanes;

  /** Takes over the session. */
  OrtScorer(DecoderSession session, OnnxRuntimeSettings settings) {
    this.session = session;
    this.settings = settings;
    this.lanes = new Lanes(session.lanes());
  }

  @Override
  public TokenScores score(Sequences sequences, double temperature) {
    ModelInputs.requireTemperature(temperature);
    ModelInputs.requireReadable(session.config(), sequences.tokens());
    float[] logProbs = new float[sequences.responses().total()];
    float[] entropies = new float[sequences.responses().total()];
    List<List<Integer>> byPrompt = sequences.byPrompt();
    if (!byPrompt.isEmpty()) {
      int longest = sequences.tokens().spans().longest();
      CacheBudget budget = CacheBudget.toScore(session, settings, longest);
      List<List<Integer>> groups = groups(sequences, byPrompt, budget.lanes());
      AtomicInteger next = new AtomicInteger();
      Lanes.Work work =
          (memory, cancelled) -> {
            budget.prepare(memory);
            try (SequenceScorer scorer =
                new SequenceScorer(session, memory, longest, temperature)) {
              // Which lane takes a group changes nothing about its numbers.
              for (int i = next.getAndIncrement();
                  i < groups.size() && !cancelled.getAsBoolean();
                  i = next.getAndIncrement()) {
                scorer.score(sequences, groups.get(i), logProbs, entropies);
              }
            }
          };
      lanes.run(Collections.nCopies(Math.min(groups.size(), budget.lanes()), work));
    }
    return new TokenScores(logProbs, entropies);
  }

  /**
   * Groups of sequences, each with one prompt: about as many as lanes at least; those that take
   * longest first, so that no lane begins one when the others are done.
   */
  private static List<List<Integer>> groups(
      Sequences sequences, List<List<Integer>> byPrompt, int lanes) {
    List<List<Integer>> groups = new ArrayList<>();
    for (List<Integer> group : byPrompt) {
      // Where prompts are fewer than lanes, several lanes read one; of one token nothing is shared.
      boolean apart = sequences.promptLength(group.get(0)) == 1;
      int count = group.size();
      int parts = apart ? count : Math.min(count, (lanes - 1) / byPrompt.size() + 1);
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) count * part / parts);
        groups.add(group.subList(from, (int) ((long) count * (part + 1) / parts)));
      }
    }
    groups.sort(Comparator.comparingLong((List<Integer> group) -> -work(sequences, group)));
    return groups;
  }

  /** The tokens that are read. */
  private static long work(Sequences sequences, List<Integer> group) {
    long tokens = sequences.promptLength(group.get(0));
    for (int row : group) {
      tokens += sequences.responses().length(row);
    }
    return tokens;
  }

  @Override
  public void close() {
    lanes.close();
    session.close();
  }
}
