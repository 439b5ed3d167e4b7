package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.PluginContext;
import org.logicrl.api.task.Task;

final class KnightsAndKnavesSettingsTest {

  @Test
  void refusesOnePerson() {
    assertRefused(Fixtures.people(3, 1), "no puzzle for 1 people");
  }

  @Test
  void refusesMoreThanTwentyPeople() {
    assertRefused(Fixtures.people(21), "at most 20");
  }

  @Test
  void refusesNoPeopleAtAll() {
    assertRefused(Fixtures.people(), "people is empty");
  }

  @Test
  void refusesAWidthThatTheSmallestPuzzleCannotFill() {
    assertRefused(Fixtures.people(5, 2).with(s -> s.width = 4), "width must be at most 3");
  }

  @Test
  void refusesUncommonNamesTwice() {
    assertRefused(
        Fixtures.people(3)
            .with(s -> s.names = NameList.UNCOMMON)
            .with(s -> s.perturbation = Perturbation.UNCOMMON_NAME),
        "set names: common");
  }

  @Test
  void refusesPublishedPuzzlesThatWereNeverPublished() {
    assertRefused(published(s -> s.depth = 3), "fixed in the published files");
    assertRefused(published(s -> s.width = 3), "fixed in the published files");
    assertRefused(published(s -> s.roles = RolePair.SAGE_FOOL), "fixed in the published files");
    assertRefused(
        Fixtures.people(9).with(s -> s.source = PuzzleSource.PUBLISHED),
        "published files end at 8");
  }

  @Test
  void isOfferedByThePlugin() {
    List<Factory<?, Task>> factories =
        ServiceLoader.load(Plugin.class).stream()
            .filter(provider -> provider.type() == KnightsAndKnavesPlugin.class)
            .flatMap(provider -> provider.get().tasks().stream())
            .toList();
    assertThat(factories).singleElement().satisfies(KnightsAndKnavesSettingsTest::makesATask);
  }

  private static void makesATask(Factory<?, Task> factory) {
    assertThat(factory.name()).isEqualTo("knights-and-knaves");
    assertThat(factory.settings()).isEqualTo(KnightsAndKnavesSettings.class);
    Task task = create(factory);
    assertThat(task).isInstanceOf(KnightsAndKnavesTask.class);
  }

  private static <S extends Record> Task create(Factory<S, Task> factory) {
    S settings = factory.settings().cast(Fixtures.people(3).settings());
    return factory.create(settings, new PluginContext(1, Path.of(".")));
  }

  private static Fixtures.Builder published(Consumer<Fixtures.Builder> change) {
    return Fixtures.people(3).with(s -> s.source = PuzzleSource.PUBLISHED).with(change);
  }

  private static void assertRefused(Fixtures.Builder settings, String reason) {
    assertThatThrownBy(settings::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
