package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A way to report what somebody said: a sentence with one place for the name and one for the claim.
 *
 * @param before up to the first place
 * @param between from the first to the second place
 * @param after from the second place on
 * @param nameFirst whether the name takes the first place
 */
record Saying(String before, String between, String after, boolean nameFirst) {

  /** The ways of the published files, in the order in which they draw them. */
  static final List<Saying> ALL =
      Stream.of(
              "{name} said that {content}.",
              "{name} told you that {content}.",
              "{name} said, \"{content}.\"",
              "{name} stated, \"{content}\".",
              "According to {name}, \"{content}\".",
              "In {name}'s words: \"{content}\".",
              "{name} remarked, \"{content}\".",
              "\"{content},\" {name} declared.",
              "{name} was heard saying, \"{content}\".",
              "{name} expressed that {content}.",
              "\"{content}\" - {name}.",
              "As {name} put it, \"{content}\".",
              "{name} asserted: \"{content}\".",
              "\"{content},\" {name} mentioned.",
              "{name} commented, \"{content}\".",
              "In a statement by {name}: \"{content}\".",
              "{name} noted, \"{content}\".",
              "\"{content},\" {name} claimed.")
          .map(Saying::of)
          .toList();

  private static Saying of(String template) {
    String[] pieces = template.split("\\{name}|\\{content}", -1);
    boolean nameFirst = template.indexOf("{name}") < template.indexOf("{content}");
    return new Saying(pieces[0], pieces[1], pieces[2], nameFirst);
  }

  /** Adds the sentence to a text; between quotation marks a claim begins with a capital letter. */
  void append(StringBuilder text, String name, String claim) {
    boolean quoted = (nameFirst ? between : before).endsWith("\"");
    String said =
        quoted ? claim.substring(0, 1).toUpperCase(Locale.ROOT) + claim.substring(1) : claim;
    text.append(before)
        .append(nameFirst ? name : said)
        .append(between)
        .append(nameFirst ? said : name)
        .append(after);
  }
}
