package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.stream.IntStream;
import org.logicrl.api.backend.Sequences;
import org.logicrl.backends.checkpoint.ModelInputs;

/**
 * A model brought to the engine, and how it is run: the calls of the program that scoring and
 * training are made of.
 *
 * @param arguments the parameters in the program's slots
 * @param logits the most logits that a pass holds at once, but at least those of one token
 */
record TorchModel(
    PtNDManager manager,
    DecoderProgram program,
    List<PtNDArray> arguments,
    PyTorchSettings settings,
    long logits) {

  /** So many logits are 128 MiB, which the backward pass needs a few times over. */
  static final long LOGITS = 1L << 25;

  /** A model that holds the usual number of logits at once. */
  TorchModel(
      PtNDManager manager,
      DecoderProgram program,
      List<PtNDArray> arguments,
      PyTorchSettings settings) {
    this(manager, program, arguments, settings, LOGITS);
  }

  /** The micro-batches of some sequences. */
  List<PromptGroups.Part> split(Sequences sequences) {
    ModelInputs.requireReadable(program.config(), sequences.tokens());
    return PromptGroups.split(sequences, settings.microBatchTokens(), settings.sharedPrompts());
  }

  /** Log-probabilities and entropies first; with a graph also what {@link #backward} needs. */
  NDList score(PtNDManager scratch, List<PtNDArray> layout, double temperature, boolean graph) {
    return program.call(
        scratch,
        "score",
        layout,
        arguments,
        program.cos(),
        program.sin(),
        temperature,
        graph,
        settings.recompute(),
        logits);
  }

  /** Adds the gradients of what {@link #score} gave to sums in the program's slots. */
  void backward(
      PtNDManager scratch,
      List<PtNDArray> layout,
      double temperature,
      NDList scores,
      float[] byLogProbs,
      float[] byEntropies,
      List<PtNDArray> sums) {
    program.call(
        scratch,
        "backward",
        scratch.create(byLogProbs),
        scratch.create(byEntropies),
        tensors(scores),
        layout,
        arguments,
        sums,
        program.cos(),
        program.sin(),
        temperature,
        logits);
  }

  /** A critic's predictions first; with a graph also what {@link #backwardValues} needs. */
  NDList values(PtNDManager scratch, List<PtNDArray> layout, boolean graph) {
    return program.call(
        scratch,
        "values",
        layout,
        arguments,
        program.cos(),
        program.sin(),
        graph,
        settings.recompute());
  }

  /** Adds the gradients of what {@link #values} gave to sums in the program's slots. */
  void backwardValues(
      PtNDManager scratch,
      List<PtNDArray> layout,
      NDList values,
      float[] derivatives,
      List<PtNDArray> sums) {
    program.call(
        scratch,
        "backward_values",
        scratch.create(derivatives),
        tensors(values),
        layout,
        arguments,
        sums,
        program.cos(),
        program.sin());
  }

  /** Refuses derivatives that are not one for each response token of a micro-batch. */
  static void requireDerivatives(float[] derivatives, PtNDArray scores) {
    if (derivatives.length != scores.size()) {
      throw new IllegalArgumentException(
          "the loss gave %d derivatives for the %d response tokens of its micro-batch"
              .formatted(derivatives.length, scores.size()));
    }
  }

  private static List<PtNDArray> tensors(NDList list) {
    return IntStream.range(0, list.size()).mapToObj(i -> (PtNDArray) list.get(i)).toList();
  }
}
