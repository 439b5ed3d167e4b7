package org.logicrl.rewards;

import java.util.List;
import org.logicrl.api.Setting;

/**
 * Settings of {@code language-mixing}.
 *
 * @param scripts names of the Unicode scripts that a response may use, such as {@code latin} or
 *     {@code han}
 */
public record LanguageMixingSettings(
    @Setting(
            help = "Unicode scripts that a response may use, such as latin, greek, han or cyrillic",
            defaultValue = "[latin, greek]")
        List<String> scripts) {

  /** Copies the list and checks its names. */
  public LanguageMixingSettings {
    scripts = List.copyOf(scripts);
    if (scripts.isEmpty()) {
      throw new IllegalArgumentException("scripts must name at least one script, such as latin");
    }
    scripts.forEach(LanguageMixingSettings::script);
  }

  /** The script of a name. */
  static Character.UnicodeScript script(String name) {
    try {
      return Character.UnicodeScript.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "scripts must hold names of Unicode scripts, such as latin, greek, han or cyrillic,"
              + " but one is '"
              + name
              + "'",
          unknown);
    }
  }
}
