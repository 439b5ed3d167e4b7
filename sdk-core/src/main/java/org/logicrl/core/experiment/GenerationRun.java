package org.logicrl.core.experiment;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.logicrl.api.PluginContext;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.Choice;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.BadRowException;
import org.logicrl.core.run.PythonJson;
import org.logicrl.core.run.RowReader;
import org.logicrl.core.settings.RolloutSettings;
import org.logicrl.core.settings.RunSettings;

/**
 * Completes prompts out of a file: rows with the text {@code prompt}, which is used as it is, get a
 * {@code response}, its {@code tokens} and their {@code logProbs} (null where the engine cannot
 * know them) and {@code keptMass} (where it was drawn from a part of the distribution, and the
 * engine knows which), and why it ended, {@code finish}. With several completions a row is written
 * once for each.
 */
public final class GenerationRun implements AutoCloseable {

  private final Resources resources = new Resources();
  private final RolloutSettings settings;
  private final long seed;
  private final Tokenizer tokenizer;
  private final Generator generator;

  /**
   * Opens a model.
   *
   * @param loaded a configuration that has nothing but the section {@code rollout}
   */
  public GenerationRun(LoadedConfig loaded, PluginCatalog catalog, Path model) throws IOException {
    SettingsBinder binder = loaded.binder();
    Bound<RunSettings> run = binder.top(RunSettings.class);
    Choice<Backend> choice =
        binder.choice(
            "rollout", Selector.backend("The engine that generates."), catalog.backends());
    Bound<RolloutSettings> rollout = binder.section("rollout", RolloutSettings.class);
    binder.finish();
    PluginContext context = Parts.context(run, loaded);
    this.settings = rollout.value();
    this.seed = context.seed();
    try {
      Backend backend = Backends.create(choice, "rollout", resources, context, Capability.GENERATE);
      this.tokenizer = backend.tokenizer(model);
      this.generator = resources.add(backend.generator(model));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * A row to complete.
   *
   * @param line its line in the file: the random numbers of a row depend on no other row
   * @param values everything that the row held
   */
  public record Row(long line, String prompt, Map<String, Object> values) {

    /** Takes the prompt out of a row. */
    public static Row of(long line, Map<String, Object> values) throws BadRowException {
      String prompt = RowReader.text(values, "prompt");
      if (prompt.isEmpty()) {
        throw new BadRowException("its \"prompt\" is empty");
      }
      return new Row(line, prompt, values);
    }
  }

  /**
   * Completes all rows, {@code rollout.prompts} at a time.
   *
   * @param progress hears how many have been completed so far
   */
  public long complete(RowReader<Row> in, Writer out, LongConsumer progress) throws IOException {
    Sampling sampling = settings.sampling(tokenizer.stopTokens());
    int completions = settings.completions();
    long done = 0;
    for (List<Row> rows = in.next(settings.prompts());
        !rows.isEmpty();
        rows = in.next(settings.prompts())) {
      long[] keys = new long[rows.size() * completions];
      for (int i = 0; i < keys.length; i++) {
        long line = rows.get(i / completions).line();
        keys[i] = RandomStream.key(seed, "generate", line, i % completions);
      }
      Tokens prompts = Tokens.of(rows.stream().map(row -> tokenizer.encode(row.prompt())).toList());
      Generation generation = generator.generate(prompts, completions, sampling, keys);
      for (int i = 0; i < keys.length; i++) {
        Map<String, Object> row = new LinkedHashMap<>(rows.get(i / completions).values());
        addCompletion(row, generation, i);
        out.write(PythonJson.line(row) + "\n");
      }
      done += rows.size();
      progress.accept(done);
    }
    return done;
  }

  private void addCompletion(Map<String, Object> row, Generation generation, int index) {
    Tokens responses = generation.responses();
    Spans spans = responses.spans();
    Generation.Finish finish = generation.finishes().get(index);
    int end = finish == Generation.Finish.STOP ? spans.end(index) - 1 : spans.end(index);
    row.put("response", tokenizer.decode(responses.ids(), spans.start(index), end, true));
    row.put("tokens", Lists.of(responses.ids(), spans.start(index), spans.end(index)));
    row.put("logProbs", Lists.of(generation.logProbs(), spans.start(index), spans.end(index)));
    float[] keptMass = generation.keptMass();
    if (keptMass != null) {
      row.put("keptMass", Lists.of(keptMass, spans.start(index), spans.end(index)));
    }
    row.put("finish", finish.label());
  }

  @Override
  public void close() {
    resources.close();
  }
}
