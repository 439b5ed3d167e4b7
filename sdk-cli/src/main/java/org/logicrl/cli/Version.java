package org.logicrl.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "logicrl " + (version == null ? "(not from a jar)" : version),
      "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
