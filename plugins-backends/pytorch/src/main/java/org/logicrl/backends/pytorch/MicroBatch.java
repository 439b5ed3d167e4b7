package org.logicrl.backends.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.backend.Sequences;

/**
 * Some sequences of a batch as one forward pass reads them: all tokens one after the other, and
 * where the rows that attention sees lie among them. The layout is explained in {@code trunk.py}.
 *
 * <p>The last token of a sequence predicts nothing and is left out. A sequence is one row, its
 * stem; where prompts are shared, a prompt is a stem and each of its responses a tail.
 */
final class MicroBatch {

  private final Sequences sequences;
  private final int[] ids;
  private final int[] positions;
  private int used;
  private final List<Run> stems = new ArrayList<>();
  private final List<Run> tails = new ArrayList<>();
  private final List<Run> stemOfTail = new ArrayList<>();

  private MicroBatch(Sequences sequences, int capacity) {
    this.sequences = sequences;
    this.ids = new int[capacity];
    this.positions = new int[capacity];
  }

  /** Neighbouring tokens: {@code length} from the place {@code start}. */
  private record Run(int start, int length) {}

  /** Brings some sequences to the engine as the list of tensors that the program takes. */
  static List<PtNDArray> create(PtNDManager manager, Sequences sequences, PromptGroups.Part part) {
    int capacity = sequences.tokens().spans().select(part.rows()).total();
    MicroBatch batch = new MicroBatch(sequences, capacity);
    return batch.layout(manager, part);
  }

  private List<PtNDArray> layout(PtNDManager manager, PromptGroups.Part part) {
    int scored = sequences.responses().select(part.rows()).total();
    int[] sources = new int[rounded(scored)];
    long[] targets = new long[scored];
    Run[] stemOfRow = new Run[part.rows().length];
    Map<IntBuffer, Run> prompts = new HashMap<>();
    for (int i = 0; i < stemOfRow.length; i++) {
      int row = part.rows()[i];
      if (part.shared()) {
        int start = sequences.tokens().spans().start(row);
        IntBuffer prompt =
            IntBuffer.wrap(sequences.tokens().ids(), start, sequences.promptLength(row));
        stemOfRow[i] =
            prompts.computeIfAbsent(prompt, key -> stem(row, sequences.promptLength(row)));
      } else {
        stemOfRow[i] = stem(row, sequences.tokens().spans().length(row) - 1);
      }
    }
    int inStems = used;
    int at = 0;
    for (int i = 0; i < stemOfRow.length; i++) {
      int row = part.rows()[i];
      Run stem = stemOfRow[i];
      int start = sequences.tokens().spans().start(row);
      int length = sequences.tokens().spans().length(row);
      int prompt = sequences.promptLength(row);
      Run tail = append(row, stem.length(), length - 1);
      if (tail.length() > 0) {
        tails.add(tail);
        stemOfTail.add(stem);
      }
      for (int t = prompt - 1; t < length - 1; t++) {
        sources[at] = t < stem.length() ? stem.start() + t : tail.start() + t - stem.length();
        targets[at] = sequences.tokens().ids()[start + t + 1];
        at++;
      }
    }
    int stemWidth = width(stems);
    int tailWidth = width(tails);
    int keyWidth = rounded(longest(stemOfTail));
    int[] stemLengths = stemOfTail.stream().mapToInt(Run::length).toArray();
    return List.of(
        vector(manager, Arrays.copyOf(ids, rounded(used))),
        vector(manager, Arrays.copyOf(positions, rounded(used))),
        vector(manager, sources),
        (PtNDArray) manager.create(targets, new Shape(scored)),
        (PtNDArray) manager.create(places(stems, stemWidth), new Shape(stems.size(), stemWidth)),
        vector(manager, slots(stems, stemWidth, inStems)),
        (PtNDArray) manager.create(places(tails, tailWidth), new Shape(tails.size(), tailWidth)),
        (PtNDArray)
            manager.create(
                keys(keyWidth, tailWidth), new Shape(tails.size(), keyWidth + tailWidth)),
        vector(manager, slots(tails, tailWidth, used - inStems)),
        vector(manager, stemLengths));
  }

  /** That of the rectangle of some rows: their length where all have the same, else rounded. */
  private static int width(List<Run> rows) {
    int longest = longest(rows);
    boolean dense = rows.stream().allMatch(row -> row.length() == longest);
    return dense ? longest : rounded(longest);
  }

  /**
   * So many tokens, places or targets, or up to a thirty-second more. For so few sizes, the engine
   * prepares its products less often and keeps less of what it prepared: with every size there is,
   * and caches as large as its own, a process grows for hundreds of steps.
   */
  static int rounded(int tokens) {
    int step = Math.max(1, Integer.highestOneBit(tokens) / 32);
    return (tokens + step - 1) / step * step;
  }

  private static PtNDArray vector(PtNDManager manager, int[] values) {
    return (PtNDArray) manager.create(values, new Shape(values.length));
  }

  private Run stem(int row, int length) {
    Run stem = append(row, 0, length);
    stems.add(stem);
    return stem;
  }

  /** Adds the tokens of a sequence from one position up to another. */
  private Run append(int row, int from, int to) {
    int start = used;
    int first = sequences.tokens().spans().start(row);
    for (int t = from; t < to; t++) {
      ids[used] = sequences.tokens().ids()[first + t];
      positions[used] = t;
      used++;
    }
    return new Run(start, used - start);
  }

  private static int longest(List<Run> rows) {
    return rows.stream().mapToInt(Run::length).max().orElse(0);
  }

  /** The places of rows in a rectangle; what is left over shows place 0. */
  private static int[] places(List<Run> rows, int width) {
    int[] places = new int[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      fill(places, i * width, rows.get(i));
    }
    return places;
  }

  /** For each tail the places of its stem, then its own. */
  private int[] keys(int stemWidth, int tailWidth) {
    int width = stemWidth + tailWidth;
    int[] places = new int[tails.size() * width];
    for (int i = 0; i < tails.size(); i++) {
      fill(places, i * width, stemOfTail.get(i));
      fill(places, i * width + stemWidth, tails.get(i));
    }
    return places;
  }

  private static void fill(int[] places, int at, Run row) {
    for (int t = 0; t < row.length(); t++) {
      places[at + t] = row.start() + t;
    }
  }

  /** The slots in a rectangle that hold tokens, in the order of the tokens. */
  private static int[] slots(List<Run> rows, int width, int count) {
    int[] slots = new int[count];
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int t = 0; t < rows.get(i).length(); t++) {
        slots[at++] = i * width + t;
      }
    }
    return slots;
  }
}
