package org.logicrl.tasks.knightsandknaves;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The words of a puzzle for its two roles.
 *
 * @param knight one who tells the truth
 * @param knave one who lies
 */
record Roles(String knight, String knave) {

  /** The word for a role. */
  String word(boolean isKnight) {
    return isKnight ? knight : knave;
  }

  /** The word for a role with its article: {@code an angel}. */
  String withArticle(boolean isKnight) {
    String word = word(isKnight);
    return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }

  /** The word for a role with a capital letter. */
  String capitalised(boolean isKnight) {
    String word = word(isKnight);
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** The same words with their meanings exchanged. */
  Roles flipped() {
    return new Roles(/* knight= */ knave, /* knave= */ knight);
  }

  /** All forms, under the keys of the published files. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("knight", knight);
    row.put("knave", knave);
    row.put("a_knight", withArticle(true));
    row.put("a_knave", withArticle(false));
    row.put("Knight", capitalised(true));
    row.put("Knave", capitalised(false));
    return row;
  }
}
