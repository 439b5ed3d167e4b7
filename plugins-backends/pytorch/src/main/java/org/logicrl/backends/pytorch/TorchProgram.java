package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TrainingCalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A TorchScript program, loaded. */
final class TorchProgram {

  private final PtSymbolBlock module;

  private TorchProgram(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Loads a program; it lives as long as the manager.
   *
   * @param name of its one class
   */
  static TorchProgram load(PtNDManager manager, String name, String source) throws IOException {
    Path archive = ScriptArchive.write(name, source);
    try {
      return new TorchProgram(
          JniUtils.loadModule(manager, archive, false, new String[0], new String[0], true));
    } finally {
      Files.delete(archive);
    }
  }

  /** The text of a file beside this class. */
  static String text(String file) throws IOException {
    try (InputStream in = TorchProgram.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is missing from the jar of the PyTorch backend");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Calls a method of the program.
   *
   * @param manager owns the tensors of the result
   * @param arguments tensors, lists of tensors, Long, Double or Boolean
   */
  NDList call(PtNDManager manager, String method, Object... arguments) {
    // The profiling executor would recompile the program for each new shape, and batches are
    // ragged. The switch belongs to the calling thread.
    JniUtils.setGraphExecutorOptimize(false);
    List<IValue> values = new ArrayList<>(arguments.length);
    try {
      for (Object argument : arguments) {
        values.add(value(argument));
      }
      try (IValue result = TrainingCalls.run(module, method, values.toArray(IValue[]::new))) {
        return result.toNDList(manager);
      }
    } finally {
      values.forEach(IValue::close);
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof List<?> list) {
      return IValue.listFrom(list.toArray(PtNDArray[]::new));
    }
    if (argument instanceof Long number) {
      return IValue.from(number);
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    if (argument instanceof Boolean flag) {
      return IValue.from(flag);
    }
    throw new IllegalArgumentException("no TorchScript value for " + argument.getClass());
  }
}
