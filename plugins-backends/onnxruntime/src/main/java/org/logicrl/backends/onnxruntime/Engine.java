package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.util.Map;

/** Runs the graph of a decoder, with weights and caches where they belong. */
interface Engine extends AutoCloseable {

  /**
   * Takes over the weights as they stand in the host's memory now. Until then nothing runs.
   *
   * @throws IllegalStateException when what the engine holds afterwards is something else
   */
  void load();

  /** The inputs of every run that do not change, which the caller must not close. */
  Map<String, OnnxTensor> inputs();

  /**
   * A cache of arbitrary content. Those that are open at the same time must be closed in the
   * reverse order.
   *
   * @param memory of the host, to be used again
   * @param purpose names the memory
   * @param shape what one sequence takes
   * @param rows the most sequences
   */
  KeyValueCache cache(ReusedMemory memory, String purpose, CacheShape shape, int rows);

  /** Runs the graph; several threads may. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs);

  @Override
  void close();

  /** The options of every session, to be closed. */
  static SessionOptions options(int threads, OptLevel level) throws OrtException {
    SessionOptions made = new SessionOptions();
    made.setIntraOpNumThreads(threads);
    made.setInterOpNumThreads(1);
    made.setOptimizationLevel(level);
    // Batches change their size all the time, so that remembered patterns would never fit.
    made.setMemoryPatternOptimization(false);
    // The operations of a step follow one another within microseconds, less than a thread takes to
    // wake up; but threads that wait actively for longer would take the learner's processors.
    made.addConfigEntry("session.intra_op.allow_spinning", "1");
    made.addConfigEntry("session.intra_op.spin_duration_us", "50");
    return made;
  }
}
