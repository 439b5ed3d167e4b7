package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelInputs;
import org.logicrl.backends.checkpoint.StopStrings;

/**
 * Generates with a cache of keys and values.
 *
 * <p>Each prompt is read once and its cache copied to its completions. All rows of a batch write
 * the same column of the caches, prompts being padded on the left. Tokens are drawn inside the
 * engine, a run of {@value #RUN} steps a call; between two calls rows that have ended are dropped.
 */
final class TorchGenerator implements Generator {

  /** Steps of one call: long enough to hide the cost of a call, short enough to drop ended rows. */
  private static final int RUN = 16;

  /** Ended rows stay in the batch, unread, until the live ones are at most this share. */
  private static final double COMPACT_BELOW = 0.85;

  private final PtNDManager manager;
  private final DecoderProgram program;
  private final Parameters parameters;
  private final StopStrings stopStrings;
  private final int maxRows;

  /** Takes over the manager, which owns everything. */
  TorchGenerator(
      PtNDManager manager,
      DecoderProgram program,
      Parameters parameters,
      StopStrings stopStrings,
      int maxRows) {
    this.manager = manager;
    this.program = program;
    this.parameters = parameters;
    this.stopStrings = stopStrings;
    this.maxRows = maxRows;
  }

  @Override
  public Weights.Stamp load(Weights weights) {
    parameters.set(weights.tensors());
    return parameters.stamp(weights.version());
  }

  @Override
  public Generation generate(Tokens prompts, int completions, Sampling sampling, long[] keys) {
    ModelInputs.requireGeneratable(program.config(), prompts, completions, sampling, keys);
    StopStrings.Finder finder = stopStrings.finder(sampling.stopStrings());
    List<Row> rows = new ArrayList<>();
    for (int[] owners : batches(prompts.spans().count(), completions, maxRows)) {
      List<Row> batch = new ArrayList<>();
      for (int i = 0; i < owners.length; i++) {
        batch.add(new Row(keys[rows.size() + i], sampling, finder));
      }
      generate(prompts, owners, sampling, batch);
      rows.addAll(batch);
    }
    return gather(rows, sampling.truncated());
  }

  /**
   * The rows that are written together, as the prompts that own them: whole prompts, or parts of
   * one that has more completions than may be written at once.
   */
  static List<int[]> batches(int prompts, int completions, int maxRows) {
    boolean parts = maxRows < completions;
    int most = parts ? maxRows : maxRows / completions * completions;
    List<int[]> batches = new ArrayList<>();
    int rows = prompts * completions;
    int from = 0;
    while (from < rows) {
      int end = Math.min(from + most, parts ? (from / completions + 1) * completions : rows);
      batches.add(IntStream.range(from, end).map(row -> row / completions).toArray());
      from = end;
    }
    return batches;
  }

  /** Writes some rows, of the prompts that own them. */
  private void generate(Tokens prompts, int[] owners, Sampling sampling, List<Row> batch) {
    int first = owners[0];
    int end = owners[owners.length - 1] + 1;
    int[] places = Arrays.stream(owners).map(owner -> owner - first).toArray();
    try (PtNDManager outer = TorchEngine.scratch(manager)) {
      State state = prefill(outer, prompts, first, end, sampling.maxTokens()).select(places);
      List<Row> live = new ArrayList<>(batch);
      for (int done = 0; done < sampling.maxTokens(); done += RUN) {
        int steps = Math.min(RUN, sampling.maxTokens() - done);
        state = decode(state, live, done, steps, sampling);
        int[] unfinished = unfinished(live);
        if (unfinished.length == 0) {
          break;
        }
        if (unfinished.length <= COMPACT_BELOW * live.size()) {
          state = state.select(unfinished);
          live = Arrays.stream(unfinished).mapToObj(live::get).toList();
        }
      }
      state.owner().close();
    }
  }

  private static int[] unfinished(List<Row> rows) {
    int[] unfinished = new int[rows.size()];
    int count = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).ended()) {
        unfinished[count++] = i;
      }
    }
    return Arrays.copyOf(unfinished, count);
  }

  /** Reads the prompts {@code from .. to - 1}, each once. */
  private State prefill(PtNDManager outer, Tokens prompts, int from, int to, int maxTokens) {
    Spans spans = prompts.spans();
    int count = to - from;
    int width = 0;
    for (int i = from; i < to; i++) {
      width = Math.max(width, spans.length(i));
    }
    int[] ids = new int[count * width];
    long[] pads = new long[count];
    for (int i = 0; i < count; i++) {
      int length = spans.length(from + i);
      pads[i] = (long) width - length;
      System.arraycopy(
          prompts.ids(), spans.start(from + i), ids, i * width + width - length, length);
    }
    PtNDManager owner = TorchEngine.scratch(outer);
    long capacity = width + (long) maxTokens;
    Shape cache =
        new Shape(count, program.config().keyValueHeads(), capacity, program.config().headDim());
    List<PtNDArray> caches = new ArrayList<>();
    for (int i = 0; i < 2 * program.config().layers(); i++) {
      caches.add(owner.create(cache, DataType.FLOAT32));
    }
    PtNDArray padding = (PtNDArray) owner.create(pads);
    PtNDArray logits =
        (PtNDArray)
            program
                .call(
                    owner,
                    "prefill",
                    (PtNDArray) owner.create(ids, new Shape(count, width)),
                    padding,
                    parameters.arguments(),
                    caches,
                    program.cos(),
                    program.sin())
                .get(0);
    return new State(owner, outer, program, width, padding, logits, caches);
  }

  /** Writes some more tokens of each row. */
  private State decode(State state, List<Row> rows, int done, int steps, Sampling sampling) {
    float[] uniforms = new float[rows.size() * steps];
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).uniforms(done, steps, uniforms, i * steps);
    }
    try (PtNDManager scratch = TorchEngine.scratch(state.owner())) {
      NDList result =
          program.call(
              scratch,
              "decode",
              state.logits(),
              (PtNDArray) scratch.create(uniforms, new Shape(rows.size(), steps)),
              (long) state.position(),
              state.pads(),
              parameters.arguments(),
              state.caches(),
              program.cos(),
              program.sin(),
              sampling.temperature(),
              (long) Math.min(sampling.topK(), program.config().vocabSize()),
              sampling.topP(),
              sampling.minP());
      long[] tokens = result.get(0).toLongArray();
      float[] logProbs = result.get(1).toFloatArray();
      float[] keptMass = result.get(2).toFloatArray();
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).append(tokens, logProbs, keptMass, i * steps, steps);
      }
      result.get(3).attach(state.owner());
      state.logits().close();
      return state.moved(steps, (PtNDArray) result.get(3));
    }
  }

  private static Generation gather(List<Row> rows, boolean truncated) {
    Spans spans = Spans.ofLengths(rows.stream().mapToInt(Row::length).toArray());
    int[] ids = new int[spans.total()];
    float[] logProbs = new float[spans.total()];
    float[] keptMass = new float[spans.total()];
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).copyTo(ids, logProbs, keptMass, spans.start(i));
    }
    return new Generation(
        new Tokens(ids, spans),
        logProbs,
        truncated ? keptMass : null,
        rows.stream().map(Row::finish).toList());
  }

  @Override
  public void close() {
    manager.close();
  }

  /**
   * The engine's side of a batch: everything belongs to its owner.
   *
   * @param position the column of the caches that the next token is written to
   */
  private record State(
      PtNDManager owner,
      PtNDManager outer,
      DecoderProgram program,
      int position,
      PtNDArray pads,
      PtNDArray logits,
      List<PtNDArray> caches) {

    /** Keeps some rows, in the given order and possibly several times; closes this. */
    State select(int[] rows) {
      PtNDManager next = TorchEngine.scratch(outer);
      List<PtNDArray> tensors = new ArrayList<>(caches);
      tensors.add(pads);
      tensors.add(logits);
      List<PtNDArray> chosen =
          program.call(next, "select", tensors, (PtNDArray) next.create(rows)).stream()
              .map(PtNDArray.class::cast)
              .toList();
      owner.close();
      int count = caches.size();
      return new State(
          next,
          outer,
          program,
          position,
          chosen.get(count),
          chosen.get(count + 1),
          chosen.subList(0, count));
    }

    State moved(int steps, PtNDArray newLogits) {
      return new State(owner, outer, program, position + steps, pads, newLogits, caches);
    }
  }
}
