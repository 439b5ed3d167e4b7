package org.logicrl.core.plugin;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ConfigAndPluginRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.logicrl.core.config", "org.logicrl.core.plugin");

  @Test
  void looksAtAllClasses() {
    assertThat(CLASSES).hasSizeGreaterThan(40);
  }

  @Test
  void configurationKnowsNothingOfPlugins() {
    noClasses()
        .that()
        .resideInAPackage("..core.config")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..core.plugin")
        .check(CLASSES);
  }

  @Test
  void bothKnowNothingOfTheLoops() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.logicrl.core..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.logicrl.core.config",
                            "org.logicrl.core.plugin",
                            "org.logicrl.core.settings",
                            "org.logicrl.core.files"))))
        .check(CLASSES);
  }

  @Test
  void commonsConfigurationIsBehindOneClass() {
    noClasses()
        .that()
        .doNotHaveSimpleName("LayerMerger")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons..")
        .check(CLASSES);
  }
}
