package org.logicrl.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.RandomStream;

/** Responses that a model may give and that break careless parsers. */
final class HostileTexts {

  private static final List<String> PIECES =
      List.of(
          "<think>",
          "</think>",
          "<answer>",
          "</answer>",
          "<answer",
          "</",
          "<",
          ">",
          "Assistant:",
          "<|im_start|>assistant",
          "<|im_end|>",
          " ",
          "\n",
          "\t",
          "\r\n",
          "(1) ",
          "Zoey is a knight",
          "knave",
          "\\boxed{",
          "}",
          "3.14",
          "-",
          "\u00A0",
          "\u2028",
          "\u0000",
          "\u0130",
          "\u017F",
          "\u212A",
          "e\u0301",
          "\u200D",
          "\u202E",
          "\u4E2D\u6587",
          "\uD83D\uDE00",
          "\uD83D",
          "\uDE00",
          "\uFFFD");

  private HostileTexts() {}

  /** Short texts, one trap each. */
  static List<String> fixed() {
    return List.of(
        "",
        " ",
        "\n\n\n",
        "\u0000",
        "\uD83D",
        "\uDE00\uD83D",
        "\u00A0\u2003\u0085",
        "<answer>",
        "</answer><answer>",
        "<answer></answer>",
        "</think><answer></answer>",
        "</think><answer>\u0000</answer>",
        "</think><answer> \u00A0\u2028 </answer>",
        "</think></think><answer><answer></answer></answer>",
        "<answer>x</answer></think>",
        "Assistant:",
        "Assistant: Assistant: <think></think><answer></answer>",
        "<|im_start|>assistant",
        "</THINK><ANSWER>x</ANSWER>",
        "%s %d $1 \\1 \\Q \\E (((((",
        "</think><answer>[a-z]+(</answer>");
  }

  /** Texts put together at random from pieces of tags, words and odd characters. */
  static List<String> random(long seed, int count) {
    RandomStream random = new RandomStream(RandomStream.key(seed, "hostile-texts"));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(40);
      for (int j = 0; j < pieces; j++) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  /** Texts of about the given number of characters, by name, that drive backtracking. */
  static Map<String, String> large(int length) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("blanks", repeat(" ", length));
    texts.put("one word", repeat("a", length));
    texts.put("words", repeat("is a knight ", length));
    texts.put("lines", repeat("\n", length));
    texts.put("opening tags", repeat("<answer>", length));
    texts.put("closing tags", repeat("</answer>", length));
    texts.put("pairs of tags", repeat("<answer>x</answer>", length));
    texts.put("beginnings of tags", repeat("<", length));
    texts.put("headers", repeat("Assistant:", length));
    texts.put("special tokens", "</think><answer>x</answer>" + repeat("<|im_end|>", length));
    texts.put(
        "a long thought", repeat("Suppose Zoey lies. ", length) + "</think><answer>x</answer>");
    texts.put("a long answer", "</think><answer>" + repeat("Zoey is a ", length) + "</answer>");
    texts.put("a blank answer", "</think><answer>" + repeat(" ", length) + "</answer>");
    texts.put("half characters", repeat("\uD83D", length));
    texts.put("ideographs", repeat("\u4E2D", length));
    texts.put("marks", repeat("\u0301", length));
    return texts;
  }

  private static String repeat(String piece, int length) {
    return piece.repeat(Math.max(1, length / piece.length()));
  }
}
