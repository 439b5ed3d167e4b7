package org.logicrl.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands; those that can stop cleanly hear of interruptions. */
final class CommandFactory implements IFactory {

  private final Interruption interruption;

  CommandFactory(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == TrainCommand.class) {
      return type.cast(new TrainCommand(interruption));
    }
    if (type == ResumeCommand.class) {
      return type.cast(new ResumeCommand(interruption));
    }
    if (type == SftCommand.class) {
      return type.cast(new SftCommand(interruption));
    }
    if (type == BenchStepCommand.class) {
      return type.cast(new BenchStepCommand(interruption));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
