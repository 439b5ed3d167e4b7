package org.logicrl.cli;

import org.jspecify.annotations.Nullable;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.Sections.Kind;
import picocli.CommandLine.Option;

/** The kind of a configuration. */
final class KindOption {

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "train or sft; default: sft where there is a section sft, otherwise train.")
  private @Nullable Kind kind;

  /** The kind that was given, or that of a configuration. */
  Kind of(LoadedConfig loaded) {
    return kind != null ? kind : Kind.of(loaded);
  }
}
