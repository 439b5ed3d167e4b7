package org.logicrl.backends.onnxruntime;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelInputs;
import org.logicrl.backends.checkpoint.StopStrings;

/**
 * Generates with a cache of keys and values, in one or more batches side by side.
 *
 * <p>Which batch a response goes to depends on its place alone, not on which is free first: the
 * engine's sums may differ in their last bits between batches of different sizes, and the same call
 * must give the same numbers.
 */
final class OrtGenerator implements Generator {

  private final DecoderSession session;
  private final StopStrings stopStrings;
  private final OnnxRuntimeSettings settings;
  private final Lanes lanes;

  /** Takes over the session. */
  OrtGenerator(DecoderSession session, StopStrings stopStrings, OnnxRuntimeSettings settings) {
    this.session = session;
    this.stopStrings = stopStrings;
    this.settings = settings;
    this.lanes = new Lanes(session.lanes());
  }

  @Override
  public Weights.Stamp load(Weights weights) {
    return session.load(weights);
  }

  @Override
  public Generation generate(Tokens prompts, int completions, Sampling sampling, long[] keys) {
    ModelInputs.requireGeneratable(session.config(), prompts, completions, sampling, keys);
    StopStrings.Finder finder = stopStrings.finder(sampling.stopStrings());
    Spans spans = prompts.spans();
    List<Response> responses = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      int prompt = i / completions;
      responses.add(new Response(prompt, spans.length(prompt), keys[i], sampling, finder));
    }
    if (!responses.isEmpty()) {
      write(prompts, sampling, responses);
    }
    return gather(responses, sampling.truncated());
  }

  private void write(Tokens prompts, Sampling sampling, List<Response> responses) {
    int longest = prompts.spans().longest();
    int capacity = longest + sampling.maxTokens();
    int count = responses.size();
    CacheBudget budget = CacheBudget.toGenerate(session, settings, count, longest, capacity);
    List<Lanes.Work> work = new ArrayList<>();
    for (int lane = 0; lane < budget.lanes(); lane++) {
      // Two lanes may share a prompt, which both then read.
      int from = (int) ((long) count * lane / budget.lanes());
      int to = (int) ((long) count * (lane + 1) / budget.lanes());
      List<Response> part = responses.subList(from, to);
      work.add(
          (memory, cancelled) -> {
            budget.prepare(memory);
            try (ContinuousBatch batch =
                new ContinuousBatch(
                    session, memory, prompts, part, sampling, budget.sequences(), capacity)) {
              batch.run(cancelled);
            }
          });
    }
    lanes.run(work);
  }

  private static Generation gather(List<Response> responses, boolean truncated) {
    Spans spans = Spans.ofLengths(responses.stream().mapToInt(Response::length).toArray());
    int[] ids = new int[spans.total()];
    float[] logProbs = new float[spans.total()];
    float[] keptMass = new float[spans.total()];
    for (int i = 0; i < responses.size(); i++) {
      responses.get(i).copyTo(ids, logProbs, keptMass, spans.start(i));
    }
    return new Generation(
        new Tokens(ids, spans),
        logProbs,
        truncated ? keptMass : null,
        responses.stream().map(Response::finish).toList());
  }

  @Override
  public void close() {
    lanes.close();
    session.close();
  }
}
