package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.backends.onnxruntime.WeightFormat.Stored;

/**
 * Runs on the processor, with weights that are constants of the session.
 *
 * <p>The engine reads the weights where they were written. It may also pack them for faster
 * products when a session is made; then new weights need a new session. See {@link
 * OnnxRuntimeSettings.WeightMode}.
 */
final class HostEngine implements Engine {

  private final byte[] model;
  private final boolean live;
  private final SessionOptions options;
  private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
  private @Nullable OrtSession session;

  /**
   * An engine without a session yet.
   *
   * @param model whose weights are external
   * @param constants all its weights, to be kept for as long as this
   * @param options taken over
   * @param live whether weights may change under the session
   */
  HostEngine(
      byte[] model, Map<Stored, ByteBuffer> constants, SessionOptions options, boolean live) {
    this.model = model;
    this.live = live;
    this.options = options;
    constants.forEach(
        (tensor, content) ->
            initializers.put(tensor.name(), Ort.tensor(content, tensor.kind(), tensor.shape())));
    Ort.run(this::complete);
  }

  private void complete() throws OrtException {
    if (live) {
      options.addConfigEntry("session.disable_prepacking", "1");
    }
    for (Map.Entry<String, OnnxTensor> initializer : initializers.entrySet()) {
      options.addInitializer(initializer.getKey(), initializer.getValue());
    }
    options.addExternalInitializers(Map.copyOf(initializers));
  }

  @Override
  public void load() {
    if (session == null || !live) {
      closeSession();
      session = Ort.call(environment -> environment.createSession(model, options));
    }
  }

  @Override
  public Map<String, OnnxTensor> inputs() {
    return Map.of();
  }

  @Override
  public KeyValueCache cache(ReusedMemory memory, String purpose, CacheShape shape, int rows) {
    return new HostCache(memory, purpose, shape, rows);
  }

  @Override
  public void run(Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs) {
    OrtSession opened = session;
    if (opened == null) {
      throw new IllegalStateException("no weights have been loaded");
    }
    Ort.run(() -> opened.run(inputs, outputs).close());
  }

  private void closeSession() {
    OrtSession opened = session;
    session = null;
    if (opened != null) {
      Ort.run(opened::close);
    }
  }

  @Override
  public void close() {
    closeSession();
    options.close();
    initializers.values().forEach(OnnxTensor::close);
    initializers.clear();
  }
}
