package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Setting;

final class SettingsRecordTest {

  @Test
  void listsTheKeysInDeclarationOrder() {
    assertThat(SettingsRecord.of(ExampleSettings.Training.class).names())
        .containsExactly("steps", "learningRate", "shuffle", "schedule", "note", "saving");
  }

  @Test
  void saysWhatAKeyMayHold() {
    assertThat(SettingsRecord.of(ExampleSettings.Puzzle.class).keys().get(0).allowed())
        .isEqualTo("a list; each a whole number, 2 to 8");
  }

  @Test
  void seesThatAComponentIsOptionalBesideACompactConstructor() {
    assertThat(SettingsRecord.of(Optional.class).keys().get(0).nullable()).isTrue();
  }

  @Test
  @SuppressWarnings("NullablePrimitive") // the mistake that is to be refused
  void refusesAnOptionalPrimitive() {
    record Wrong(@Setting(help = "Steps.") @Nullable int steps) {}

    refuses(Wrong.class, "a primitive is never null");
  }

  @Test
  void flattensTheHelpOfNestedRecords() {
    assertThat(SettingsRecord.of(ExampleSettings.Training.class).help())
        .extracting(SettingsRecord.KeyHelp::key)
        .endsWith("note", "saving.every", "saving.keep");
  }

  @Test
  void refusesAComponentWithoutSetting() {
    record Bare(int steps) {}

    refuses(Bare.class, "the component 'steps'", "has no @Setting");
  }

  @Test
  void refusesTypesThatCannotBeConfigured() {
    record Odd(
        @Setting(help = "A map.") Map<String, String> map,
        @Setting(help = "A float.") float number,
        @Setting(help = "Lists.") List<List<Integer>> lists) {}

    refuses(
        Odd.class,
        "the type java.util.Map<java.lang.String, java.lang.String>",
        "the type float",
        "the type java.util.List<java.util.List<java.lang.Integer>>");
  }

  @Test
  void refusesADefaultOutOfItsOwnRange() {
    record Wrong(@Setting(help = "Steps.", defaultValue = "0", min = 1) int steps) {}

    refuses(Wrong.class, "steps = 0", "is out of range", "at least 1");
  }

  @Test
  void refusesADefaultThatIsNotYaml() {
    record Wrong(@Setting(help = "Steps.", defaultValue = "[1") List<Integer> steps) {}

    refuses(Wrong.class, "is not valid YAML");
  }

  @Test
  void refusesADefaultThatIsNull() {
    record Wrong(@Setting(help = "Steps.", defaultValue = "null") int steps) {}

    refuses(Wrong.class, "is no default");
  }

  @Test
  void refusesADefaultThatDependsOnTheEnvironment() {
    record Wrong(@Setting(help = "Home.", defaultValue = "${env:HOME}") String home) {}

    refuses(Wrong.class, "HOME is not set");
  }

  @Test
  void refusesDefaultsThatTheConstructorRefusesTogether() {
    refuses(Clash.class, "least must be at most most");
  }

  @Test
  void refusesARangeOfText() {
    record Wrong(@Setting(help = "A name.", min = 1) String name) {}

    refuses(Wrong.class, "has a range, but holds no numbers");
  }

  @Test
  void refusesAnEmptyRange() {
    record Wrong(@Setting(help = "Steps.", min = 2, max = 1) int steps) {}

    refuses(Wrong.class, "empty range");
  }

  @Test
  void refusesAComponentWithoutHelp() {
    record Wrong(@Setting(help = " ") int steps) {}

    refuses(Wrong.class, "has no help");
  }

  @Test
  void refusesARecordThatContainsItself() {
    refuses(Endless.class, "contains itself");
  }

  @Test
  void refusesMistakesInNestedRecords() {
    record Inner(int bare) {}
    record Outer(@Setting(help = "Inner.") List<Inner> inner) {}

    refuses(Outer.class, "'bare'", "has no @Setting");
  }

  record Clash(
      @Setting(help = "Least.", defaultValue = "5") int least,
      @Setting(help = "Most.", defaultValue = "4") int most) {
    Clash {
      if (least > most) {
        throw new IllegalArgumentException("least must be at most most");
      }
    }
  }

  record Optional(@Setting(help = "Steps.", min = 1) @Nullable Integer steps) {
    Optional {
      if (steps != null && steps == 13) {
        throw new IllegalArgumentException("13 steps bring bad luck");
      }
    }
  }

  record Endless(@Setting(help = "More of it.") @Nullable Endless next) {}

  private static void refuses(Class<? extends Record> type, String... parts) {
    assertThatThrownBy(() -> SettingsRecord.of(type))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(parts);
  }
}
