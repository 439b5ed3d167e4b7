package org.logicrl.backends.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The printable characters that stand for bytes in a byte-level tokenizer, as GPT-2 chose them
 * (Radford et al., 2019): every text is a text of these 256 characters, so none is unknown.
 */
final class ByteLevel {

  private static final char[] CHARACTERS = characters();

  private ByteLevel() {}

  /** All 256 characters, sorted. */
  static List<String> alphabet() {
    return new String(CHARACTERS).chars().sorted().mapToObj(Character::toString).toList();
  }

  /** The UTF-8 bytes of a text, each as one character. */
  static String printable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder printable = new StringBuilder(bytes.length);
    for (byte b : bytes) {
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
