package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.logicrl.testkit.TaskContract;

/** The example that plugin authors start from keeps working with this version of the SDK. */
final class CountdownExampleTest {

  @TempDir private Path folder;

  @Test
  void passesItsOwnTestsWithTheTaskContractAmongThem() throws Exception {
    Path jar = PluginJar.ofProject(folder.resolve("countdown.jar"), CountdownExample.folder());
    Path tests = Files.createDirectory(folder.resolve("tests"));
    Path sources = CountdownExample.folder().resolve("src/test/java");
    Sources.compile(
        sources, tests, Sources.join(jar.toString(), System.getProperty("java.class.path", "")));
    URL[] path = {jar.toUri().toURL(), tests.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      List<ClassSelector> classes = testClasses(sources, loader);
      assertThat(classes)
          .anySatisfy(type -> assertThat(type.getJavaClass()).isAssignableTo(TaskContract.class));
      TestExecutionSummary summary = run(classes);
      assertThat(summary.getTotalFailureCount()).describedAs(failures(summary)).isZero();
      assertThat(summary.getTestsSucceededCount())
          .isEqualTo(summary.getTestsFoundCount())
          .isGreaterThan(50);
    }
  }

  @Test
  void canBeInstalled() throws Exception {
    Path jar = PluginJar.ofProject(folder.resolve("countdown.jar"), CountdownExample.folder());
    Cli.Result result = Cli.run("plugins", "verify", jar);
    assertThat(result.code()).describedAs(result.out()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains(jar + ": can be used", "task countdown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sft.yaml", "experiment.yaml"})
  void hasValidConfigurations(String file) throws Exception {
    PluginJar.ofProject(folder.resolve("countdown.jar"), CountdownExample.folder());
    Cli.Result result =
        Cli.run("config", "validate", CountdownExample.folder().resolve(file), "--plugins", folder);
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
  }

  private static List<ClassSelector> testClasses(Path sources, ClassLoader loader)
      throws Exception {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> sources.relativize(file).toString())
          .filter(file -> file.endsWith("Test.java"))
          .map(file -> file.replaceAll("\\.java$", "").replaceAll("[/\\\\]", "."))
          .map(name -> selectClass(loader, name))
          .toList();
    }
  }

  private static TestExecutionSummary run(List<ClassSelector> classes) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(classes).build(), listener);
    return listener.getSummary();
  }

  private static String failures(TestExecutionSummary summary) {
    StringWriter text = new StringWriter();
    summary.printFailuresTo(new PrintWriter(text, true));
    return text.toString();
  }
}
