package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.logicrl.api.Spans;

/**
 * Numbers worked out by published implementations (verl, OpenRLHF, TRL, NeMo-RL), from the test
 * resources: padded matrices with masks, and what comes out.
 *
 * <p>Token data here is ragged: the masked tail of a row is left out. Cases with a gap in the
 * <em>middle</em> of a response, where implementations disagree about what a tool's output does to
 * returns, cannot be expressed and are not among the resources.
 */
final class Vectors {

  private Vectors() {}

  static List<JsonNode> cases(String topic) {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream file =
        Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + topic + ".json"))) {
      new ObjectMapper().readTree(file).get("cases").forEach(cases::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  static JsonNode named(String topic, String id) {
    return cases(topic).stream()
        .filter(node -> node.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The ragged layout that a mask stands for. */
  static Spans spans(JsonNode mask) {
    int[] lengths = new int[mask.size()];
    for (int row = 0; row < lengths.length; row++) {
      for (int t = 0; t < mask.get(row).size(); t++) {
        if (mask.get(row).get(t).asInt() == 1) {
          assertThat(lengths[row]).as("no gap before token %d of row %d", t, row).isEqualTo(t);
          lengths[row]++;
        }
      }
    }
    return Spans.ofLengths(lengths);
  }

  /** The unmasked numbers of a matrix. */
  static double[] tokens(JsonNode matrix, Spans spans) {
    double[] tokens = new double[spans.total()];
    for (int row = 0; row < spans.count(); row++) {
      for (int t = 0; t < spans.length(row); t++) {
        tokens[spans.start(row) + t] = matrix.get(row).get(t).asDouble();
      }
    }
    return tokens;
  }

  static float[] floatTokens(JsonNode matrix, Spans spans) {
    return PerToken.floats(tokens(matrix, spans));
  }

  /** The score of each row of a matrix of token rewards, which stands at one token. */
  static float[] scores(JsonNode matrix) {
    float[] scores = new float[matrix.size()];
    for (int row = 0; row < scores.length; row++) {
      for (JsonNode reward : matrix.get(row)) {
        scores[row] += reward.floatValue();
      }
    }
    return scores;
  }

  static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }

  /** Group names as numbers. */
  static int[] groups(JsonNode names) {
    int[] groups = new int[names.size()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = names.get(i).asText().hashCode();
    }
    return groups;
  }

  /** Compares with the precision of the floats that went in. */
  static void assertClose(float[] actual, double[] expected) {
    assertClose(PerToken.doubles(actual), expected, 2e-6);
  }

  static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
    }
  }
}
