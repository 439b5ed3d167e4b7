package org.logicrl.backends.checkpoint;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Qwen2 cuts a text into words, within which its byte-pair encoding stays: in composed form
 * (NFC), a word with the one character before it that is no letter, digits one by one, line breaks
 * with what stands before them.
 */
final class Qwen2Words {

  /** The expression of Qwen2's {@code tokenizer.json}. */
  static final String REGEX =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** White space and case as Unicode defines them, as the tokenizers library has it. */
  private static final Pattern WORD = Pattern.compile(REGEX, Pattern.UNICODE_CHARACTER_CLASS);

  private Qwen2Words() {}

  /** The words of a text in order; together they are the text in composed form. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(composed(text));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** A text in composed form, which is all that the tokenizer can give back. */
  static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
