package org.logicrl.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands; those that run long get the stop signal. */
final class CommandFactory implements IFactory {

  private final Interruption interruption;

  CommandFactory(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == TrainCommand.class) {
      return type.cast(new TrainCommand(interruption.signal()));
    }
    if (type == ResumeCommand.class) {
      return type.cast(new ResumeCommand(interruption.signal()));
    }
    if (type == SftCommand.class) {
      return type.cast(new SftCommand(interruption.signal()));
    }
    if (type == BenchStepCommand.class) {
      return type.cast(new BenchStepCommand(interruption.signal()));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
