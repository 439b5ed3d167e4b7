package org.logicrl.rewards;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import org.logicrl.api.reward.Completion;

/**
 * Minus the share of the response's words that hold a letter of a foreign script: 0 for a response
 * in one language family, -1 for one in quite another.
 *
 * <p>The shape is that of the language consistency reward of DeepSeek-R1 (arXiv 2501.12948, section
 * 2.3.2), which is the share of words in the target language, less 1. Scripts stand in for
 * languages: that tells Chinese from English, which is the mixing Logic-RL reports, and not French
 * from English. Words without letters, such as numbers, do not count.
 */
final class LanguageMixing extends StyleRule {

  private final Set<UnicodeScript> allowed = EnumSet.noneOf(UnicodeScript.class);

  LanguageMixing(LanguageMixingSettings settings) {
    super("language-mixing");
    settings.scripts().forEach(name -> allowed.add(LanguageMixingSettings.script(name)));
    allowed.add(UnicodeScript.COMMON);
    allowed.add(UnicodeScript.INHERITED);
  }

  @Override
  double measure(Completion completion) {
    int counted = 0;
    int foreign = 0;
    for (String word : Words.of(completion.response())) {
      boolean hasLetter = false;
      boolean isForeign = false;
      for (int at = 0; at < word.length(); at += Character.charCount(word.codePointAt(at))) {
        int c = word.codePointAt(at);
        if (Character.isLetter(c)) {
          hasLetter = true;
          isForeign |= !allowed.contains(UnicodeScript.of(c));
        }
      }
      counted += hasLetter ? 1 : 0;
      foreign += isForeign ? 1 : 0;
    }
    return foreign == 0 ? 0 : -(double) foreign / counted;
  }
}
