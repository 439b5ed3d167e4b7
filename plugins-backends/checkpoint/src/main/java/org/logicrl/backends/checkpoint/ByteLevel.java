package org.logicrl.backends.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byte-level pre-tokenisation of GPT-2 (Radford et al., 2019), as the {@code ByteLevel} step of
 * Hugging Face's tokenizers does it: text is cut into words, each with the space before it, and
 * every byte of a word's UTF-8 form is written as one printable character.
 */
final class ByteLevel {

  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
              + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

  private static final char[] CHARACTERS = characters();

  private ByteLevel() {}

  /** The words of a text in order, in their printable form. */
  static List<String> words(CharSequence text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(printable(matcher.group()));
    }
    return words;
  }

  private static String printable(String word) {
    StringBuilder printable = new StringBuilder();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      printable.append(CHARACTERS[b & 0xFF]);
    }
    return printable.toString();
  }

  /** Printable Latin-1 bytes stand for themselves; the others follow from U+0100 on, in order. */
  private static char[] characters() {
    char[] characters = new char[256];
    char next = 0x100;
    for (int b = 0; b < characters.length; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xFF && b != 0xAD);
      characters[b] = printable ? (char) b : next++;
    }
    return characters;
  }
}
