package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Calls a method of a TorchScript module with gradients possible.
 *
 * <p>DJL's public {@link IValueUtils#runMethod} runs every call in inference mode, whose tensors
 * can never be differentiated; the flag that prevents this is only on the package-private native
 * library. This class is in DJL's package for that one flag.
 */
public final class TrainingCalls {

  private TrainingCalls() {}

  /** Calls a method; the caller closes the arguments and the result. */
  public static IValue run(PtSymbolBlock module, String method, IValue... arguments) {
    long[] handles = new long[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      handles[i] = arguments[i].getHandle();
    }
    return new IValue(
        PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
  }
}
