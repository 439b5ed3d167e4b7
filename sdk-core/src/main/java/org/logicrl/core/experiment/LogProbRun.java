package org.logicrl.core.experiment;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.logicrl.api.PluginContext;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
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
import org.logicrl.core.settings.RunSettings;

/**
 * Scores token sequences out of a file: rows with {@code tokens} get {@code logProbs} and {@code
 * entropies}, both in nats, of each token but the first.
 */
public final class LogProbRun implements AutoCloseable {

  /** Sequences of a call; the engine divides them as it likes. */
  private static final int CHUNK = 64;

  private final Resources resources = new Resources();
  private final int vocabulary;
  private final Scorer scorer;

  /**
   * Opens a model.
   *
   * @param loaded a configuration that has nothing but the section {@code learner}, with an engine
   *     and its settings
   */
  public LogProbRun(LoadedConfig loaded, PluginCatalog catalog, Path model) throws IOException {
    SettingsBinder binder = loaded.binder();
    Bound<RunSettings> run = binder.top(RunSettings.class);
    Choice<Backend> choice =
        binder.choice("learner", Selector.backend("The engine that scores."), catalog.backends());
    binder.finish();
    PluginContext context = Parts.context(run, loaded);
    try {
      Backend backend = Backends.create(choice, "learner", resources, context, Capability.SCORE);
      this.vocabulary = backend.tokenizer(model).size();
      this.scorer = resources.add(backend.scorer(model));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * A row to score.
   *
   * @param tokens at least one
   * @param values everything that the row held
   */
  public record Row(List<Integer> tokens, Map<String, Object> values) {

    /** Copies the list. */
    public Row {
      tokens = List.copyOf(tokens);
    }
  }

  /** Takes the tokens out of a row. */
  public Row row(long line, Map<String, Object> values) throws BadRowException {
    if (!(values.get("tokens") instanceof List<?> given) || given.isEmpty()) {
      throw new BadRowException("its \"tokens\" are not a list with at least one token");
    }
    int[] tokens = new int[given.size()];
    for (int i = 0; i < tokens.length; i++) {
      if (!(given.get(i) instanceof Integer token) || token < 0 || token >= vocabulary) {
        throw new BadRowException(
            "its token %d is %s, but must be a whole number from 0 to %d"
                .formatted(i, given.get(i), vocabulary - 1));
      }
      tokens[i] = token;
    }
    return new Row(Arrays.stream(tokens).boxed().toList(), values);
  }

  /**
   * Scores all rows.
   *
   * @param temperature divides the logits; greater than 0
   * @param progress hears how many have been scored so far
   */
  public long score(RowReader<Row> in, Writer out, double temperature, LongConsumer progress)
      throws IOException {
    long done = 0;
    for (List<Row> rows = in.next(CHUNK); !rows.isEmpty(); rows = in.next(CHUNK)) {
      Tokens tokens =
          Tokens.of(
              rows.stream()
                  .map(row -> row.tokens().stream().mapToInt(Integer::intValue).toArray())
                  .toList());
      int[] promptLengths = new int[rows.size()];
      Arrays.fill(promptLengths, 1);
      Sequences sequences = new Sequences(tokens, promptLengths);
      TokenScores scores = scorer.score(sequences, temperature);
      Spans spans = sequences.responses();
      for (int i = 0; i < rows.size(); i++) {
        Map<String, Object> row = new LinkedHashMap<>(rows.get(i).values());
        row.put("logProbs", Lists.of(scores.logProbs(), spans.start(i), spans.end(i)));
        row.put("entropies", Lists.of(scores.entropies(), spans.start(i), spans.end(i)));
        out.write(PythonJson.line(row) + "\n");
      }
      done += rows.size();
      progress.accept(done);
    }
    return done;
  }

  @Override
  public void close() {
    resources.close();
  }
}
