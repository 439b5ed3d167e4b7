package org.logicrl.core.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.task.Prompt;
import org.logicrl.core.experiment.Sections.Common;

/** A backend that generates, whose completions no token ends: each gets its full length. */
record UnstoppedBackend(Backend backend) implements Backend {

  /** Sections whose generating backend is such a one. */
  static Common in(Common sections) {
    return sections.withGenerating(sections.generating().map(UnstoppedBackend::new));
  }

  @Override
  public Set<Capability> capabilities() {
    return backend.capabilities();
  }

  @Override
  public boolean takesWeights() {
    return backend.takesWeights();
  }

  @Override
  public Map<String, String> environment() {
    return backend.environment();
  }

  @Override
  public Tokenizer tokenizer(Path model) throws IOException {
    return new UnstoppedTokenizer(backend.tokenizer(model));
  }

  @Override
  public Generator generator(Path model) throws IOException {
    return backend.generator(model);
  }

  @Override
  public void close() {
    backend.close();
  }

  private record UnstoppedTokenizer(Tokenizer tokenizer) implements Tokenizer {

    @Override
    public int[] encode(String text) {
      return tokenizer.encode(text);
    }

    @Override
    public String render(Prompt prompt) {
      return tokenizer.render(prompt);
    }

    @Override
    public String decode(int[] ids, int from, int to, boolean keepSpecial) {
      return tokenizer.decode(ids, from, to, keepSpecial);
    }

    @Override
    public List<Integer> stopTokens() {
      return List.of();
    }

    @Override
    public int size() {
      return tokenizer.size();
    }
  }
}
