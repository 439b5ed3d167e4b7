package org.logicrl.core.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logicrl.api.Factory;
import org.logicrl.api.backend.Backend;
import org.logicrl.core.config.Choice;
import org.logicrl.core.config.Offers;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;

/**
 * The engine that scores with the reference model of a KL term: the learner's, or one of its own
 * with the settings of the section {@code reference}.
 *
 * @param choice of the section; to be had once it is bound
 */
public record ReferenceEngine(Choice<Backend> choice) {

  /** The section of the configuration. */
  static final String SECTION = "reference";

  private static final String LEARNER = "learner";

  /** The keys of the learner's engine here: none, they stand in its own section. */
  record NoKeys() {}

  /** Declares the section. */
  static ReferenceEngine declare(SettingsBinder binder, Offers<Backend> backends) {
    Selector selector =
        Selector.backend(
            "The engine that scores with the reference model; learner is the one that learns, with"
                + " its settings.");
    return new ReferenceEngine(
        binder.choice(SECTION, selector.withDefault(LEARNER), withLearner(backends)));
  }

  private static Offers<Backend> withLearner(Offers<Backend> backends) {
    List<Factory<?, Backend>> all = new ArrayList<>();
    all.add(
        new Factory<>(
            LEARNER,
            "The learner's engine.",
            NoKeys.class,
            (none, context) -> {
              throw new IllegalStateException("the learner's engine is made by its own section");
            }));
    all.addAll(backends.factories());
    return new Offers<>() {
      @Override
      public List<Factory<?, Backend>> factories() {
        return all;
      }

      @Override
      public List<String> remarks(String name) {
        return backends.remarks(name);
      }
    };
  }

  /** The engine where it is not the learner's. */
  Optional<Choice<Backend>> own() {
    return choice.factory().name().equals(LEARNER) ? Optional.empty() : Optional.of(choice);
  }
}
