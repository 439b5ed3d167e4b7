package org.logicrl.cli;

import java.util.Arrays;
import java.util.Iterator;
import org.logicrl.api.task.Split;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The splits as they are written in files. */
final class SplitNames implements ITypeConverter<Split>, Iterable<String> {

  @Override
  public Split convert(String value) {
    for (Split split : Split.values()) {
      if (split.label().equals(value)) {
        return split;
      }
    }
    throw new TypeConversionException(
        "'%s' is not a split; choose one of %s".formatted(value, String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Split.values()).map(Split::label).iterator();
  }
}
