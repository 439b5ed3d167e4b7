package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, with a Java and a Maven that only say what they were asked. */
final class LauncherTest {

  private static final String BUILD =
      """
      echo build "$MAVEN_OPTS" "$@" >> "$LOG"
      sleep 1
      mkdir -p sdk-cli/target/logicrl/lib
      touch sdk-cli/target/logicrl/lib/new.jar
      """;

  @TempDir private Path folder = Path.of("");
  private @Nullable String profiles;
  private @Nullable String engineCache;

  @BeforeEach
  void copyTheScript() throws IOException {
    Files.copy(Path.of("..", "logicrl"), folder.resolve("logicrl"));
    Files.createFile(folder.resolve("pom.xml"));
    java("17.0.1");
    tool("mvn", BUILD);
    // What the script needs, so that a Maven beside it is out of sight.
    for (String name : List.of("dirname", "find", "mkdir", "mv", "rm", "sed", "sleep", "touch")) {
      tool(name, "PATH=/usr/bin:/bin exec %s \"$@\"\n".formatted(name));
    }
  }

  @Test
  void buildsWhatIsMissingAndRunsIt() throws Exception {
    Launch launch = launch("train", "x y");
    assertThat(launch.code()).as(launch.err()).isZero();
    assertThat(launch.out())
        .contains("--enable-native-access=ALL-UNNAMED")
        // What the user says counts, since it comes last.
        .containsSubsequence("-XX:MaxRAMPercentage=50", "-Dsome=option")
        .contains("-Dlogicrl.home=" + home(), "-Dlogicrl.root=" + folder)
        .contains("-cp " + home().resolve("lib/*"), "Main train x y");
    assertThat(launch.err()).contains("building the distribution", "downloads about");
  }

  @Test
  void boundsWhatTheEngineKeepsUnlessTheUserDoes() throws Exception {
    tool(
        "java",
        """
        if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2
        else echo "$ONEDNN_PRIMITIVE_CACHE_CAPACITY $LRU_CACHE_CAPACITY"; fi
        """);
    assertThat(launch().out()).isEqualTo("64 64\n");
    engineCache = "1024";
    assertThat(launch().out()).isEqualTo("1024 64\n");
  }

  @Test
  void mavenLeavesNoEscapeSequencesAndKeepsItsOptions() throws Exception {
    launch();
    assertThat(log()).last().asString().contains("-Xmx1g -Djansi.noreset=true");
  }

  @Test
  void buildsOnlyOnce() throws Exception {
    launch();
    assertThat(launch().err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsOnceForTwoThatAreStartedTogether() throws Exception {
    Process first = start();
    Process second = start();
    assertThat(result(first).code()).isZero();
    assertThat(result(second).code()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void anotherVersionLeavesNoJarOfTheOneBefore() throws Exception {
    launch();
    Path old = Files.createFile(home().resolve("lib/old.jar"));
    Files.setLastModifiedTime(
        folder.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    Launch launch = launch();
    assertThat(launch.err()).isEqualTo("building the distribution ...\n");
    assertThat(old).doesNotExist();
    assertThat(home().resolve("lib/new.jar")).exists();
  }

  @Test
  void buildsWithTheProfilesThatAreNamedUntilOthersAre() throws Exception {
    launch();
    assertThat(log()).last().asString().doesNotContain("-P");
    profiles = "cuda";
    launch();
    assertThat(log()).hasSize(2).last().asString().contains("-Pcuda package");
    profiles = null;
    assertThat(launch().err()).isEmpty();
    Files.setLastModifiedTime(
        folder.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    launch();
    assertThat(log()).hasSize(3).last().asString().contains("-Pcuda package");
    Files.setLastModifiedTime(folder.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
    profiles = "";
    launch();
    assertThat(log()).hasSize(4).last().asString().doesNotContain("-P");
  }

  @Test
  void aBuildThatFailsIsTriedAgain() throws Exception {
    tool("mvn", "exit 1\n");
    assertThat(launch().code()).isEqualTo(1);
    tool("mvn", BUILD);
    assertThat(launch().code()).isZero();
  }

  @Test
  void anOldJavaIsRefusedByItsVersion() throws Exception {
    java("11.0.2");
    Launch launch = launch();
    assertThat(launch.code()).isEqualTo(1);
    assertThat(launch.err()).contains("Java 17 or newer", "is 11");
  }

  @Test
  void aMissingMavenIsNamed() throws Exception {
    Files.delete(folder.resolve("bin/mvn"));
    Launch launch = launch();
    assertThat(launch.code()).isEqualTo(1);
    assertThat(launch.err()).contains("Maven 3.8 or newer");
  }

  private record Launch(int code, String out, String err) {}

  private Launch launch(String... arguments) throws Exception {
    return result(start(arguments));
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", folder.resolve("logicrl").toString());
    builder.command().addAll(List.of(arguments));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("JAVA_HOME", folder.toString());
    environment.put("LOGICRL_JAVA_OPTS", "-Dsome=option");
    environment.put("MAVEN_OPTS", "-Xmx1g");
    environment.put("LOG", folder.resolve("log").toString());
    if (profiles != null) {
      environment.put("LOGICRL_PROFILES", profiles);
    }
    if (engineCache != null) {
      environment.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", engineCache);
    }
    return builder.start();
  }

  private static Launch result(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Launch(process.exitValue(), out, err);
  }

  private Path home() {
    return folder.resolve("sdk-cli/target/logicrl");
  }

  private int builds() throws IOException {
    return log().size();
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }

  private void java(String version) throws IOException {
    tool(
        "java",
        """
        if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; else echo "$@"; fi
        """
            .formatted(version));
  }

  private void tool(String name, String script) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\nset -e\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
