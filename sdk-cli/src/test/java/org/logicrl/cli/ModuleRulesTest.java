package org.logicrl.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which module may know which: looks at all modules of the distribution. */
final class ModuleRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.logicrl");

  private static final String API = "org.logicrl.api..";
  private static final String CORE = "org.logicrl.core..";
  private static final String CLI = "org.logicrl.cli..";
  private static final String[] PLUGINS = {
    "org.logicrl.tasks..",
    "org.logicrl.rewards..",
    "org.logicrl.algorithms..",
    "org.logicrl.backends.."
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.logicrl.api",
        "org.logicrl.core",
        "org.logicrl.cli",
        "org.logicrl.tasks",
        "org.logicrl.rewards",
        "org.logicrl.algorithms",
        "org.logicrl.backends.checkpoint",
        "org.logicrl.backends.pytorch",
        "org.logicrl.backends.onnxruntime",
        "org.logicrl.backends.openai"
      })
  void looksAtEveryModule(String module) {
    assertThat(CLASSES.that(resideInAPackage(module + ".."))).hasSizeGreaterThan(15);
    assertThat(CLASSES).hasSizeGreaterThan(300);
  }

  @Test
  void theApiKnowsNothingButJava() {
    classes()
        .that()
        .resideInAPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(API, "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNeitherPluginsNorCommands() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(resideInAnyPackage(PLUGINS).or(resideInAPackage(CLI)))
        .check(CLASSES);
  }

  @Test
  void commandsKnowNoPlugin() {
    noClasses()
        .that()
        .resideInAPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PLUGINS)
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.logicrl.tasks..",
        "org.logicrl.rewards..",
        "org.logicrl.algorithms..",
        "org.logicrl.backends.checkpoint.."
      })
  void aPluginKnowsOnlyTheApi(String plugin) {
    noClasses()
        .that()
        .resideInAPackage(plugin)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.logicrl..").and(resideOutsideOfPackages(API, plugin)))
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.logicrl.backends.pytorch..",
        "org.logicrl.backends.onnxruntime..",
        "org.logicrl.backends.openai.."
      })
  void anEngineKnowsModelFoldersToo(String engine) {
    noClasses()
        .that()
        .resideInAPackage(engine)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.logicrl..")
                .and(resideOutsideOfPackages(API, engine, "org.logicrl.backends.checkpoint..")))
        .check(CLASSES);
  }

  @Test
  void thePackagesOfTheCoreFormNoCycle() {
    slices().matching("org.logicrl.core.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyCommandsUseTheStandardStreams() {
    noClasses().that().resideOutsideOfPackage(CLI).should(ACCESS_STANDARD_STREAMS).check(CLASSES);
  }
}
