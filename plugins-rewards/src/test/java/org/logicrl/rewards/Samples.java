package org.logicrl.rewards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/** Problems, completions and a verifier that several tests use. */
final class Samples {

  static final String QUESTION =
      "A very special island is inhabited only by knights and knaves. Knights always tell the"
          + " truth, and knaves always lie. You meet 2 inhabitants: Zoey, and Oliver. Zoey said,"
          + " \"Oliver is a knave\". Oliver stated, \"Zoey is a knight and Oliver is a knight\". So"
          + " who is a knight and who is a knave?";
  static final String REFERENCE = "(1) Zoey is a knight\n(2) Oliver is a knave";
  static final String WRONG = "(1) Zoey is a knave\n(2) Oliver is a knave";
  static final Problem PROBLEM = problem(REFERENCE);
  static final String THOUGHT =
      "If Oliver told the truth both would be knights, but then Zoey lies. So Oliver lies.";
  static final String CHAT_PROMPT =
      "<|im_start|>system\nThink within <think> </think> and answer within <answer> </answer>."
          + "<|im_end|>\n<|im_start|>user\n"
          + QUESTION
          + "\n<|im_end|>\n<|im_start|>assistant\n";

  /**
   * The published parsing of Knights and Knaves answers, good for ASCII: as many role words as
   * people, and each person "is a" role.
   */
  static final Verifier KNIGHTS_AND_KNAVES =
      (problem, answer) -> {
        Map<String, String> solution = KnightsAndKnaves.solution(problem.reference());
        if (count(answer, "knight") + count(answer, "knave") != solution.size()
            || solution.isEmpty()) {
          return Verdict.unparseable("the number of roles is not that of people");
        }
        Verdict verdict = Verdict.correct();
        for (Map.Entry<String, String> person : solution.entrySet()) {
          Matcher matcher =
              Pattern.compile(
                      "\\b" + person.getKey() + "\\b\\s+is\\s+a\\s+\\b(knight|knave)\\b",
                      Pattern.CASE_INSENSITIVE)
                  .matcher(answer);
          if (!matcher.find()) {
            return Verdict.unparseable(person.getKey() + " has no role");
          }
          if (!matcher.group(1).equalsIgnoreCase(person.getValue())) {
            verdict = Verdict.wrong(person.getKey() + " should be a " + person.getValue());
          }
        }
        return verdict;
      };

  private Samples() {}

  static Problem problem(String reference) {
    return new Problem("test/1", QUESTION, reference, "2 people", null);
  }

  /** A response to {@link #CHAT_PROMPT}, whose thought is open. */
  static Completion chat(String response) {
    return new Completion(CHAT_PROMPT, "<think>", response);
  }

  /** A response to a bare question, whose thought is open. */
  static Completion bare(String response) {
    return new Completion(QUESTION + "\n", "<think>", response);
  }

  static String respond(String thought, String answer) {
    return thought + "</think>\n<answer>" + answer + "</answer>";
  }

  /** The cases of a file of vectors. */
  static Stream<JsonNode> cases(String file) {
    try (InputStream in = Samples.class.getResourceAsStream("/vectors/" + file)) {
      JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(in, file));
      return StreamSupport.stream(root.get("cases").spliterator(), false);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int count(String text, String word) {
    return text.toLowerCase(Locale.ROOT).split(word, -1).length - 1;
  }
}
