package org.logicrl.backends.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Tokenizer;

/**
 * Finds texts that end a response while its tokens are written, with the tokenizer of a model
 * folder, which is opened when a text is first looked for. Safe for several threads.
 */
public final class StopStrings {

  private static final List<String> NOTHING = List.of();

  private final Path model;
  private Finder last = new Finder(NOTHING, null);

  /** For responses of the model in a folder. */
  public StopStrings(Path model) {
    this.model = model;
  }

  /**
   * A finder of some texts.
   *
   * @throws UnusableSettingsException when there are some, but the folder has no tokenizer
   */
  public synchronized Finder finder(List<String> strings) {
    if (!strings.equals(last.strings)) {
      last = new Finder(strings, strings.isEmpty() ? null : tokenizer());
    }
    return last;
  }

  private Tokenizer tokenizer() {
    try {
      return ModelTokenizer.open(model);
    } catch (IOException e) {
      throw new UnusableSettingsException(
          "stop strings need the model's tokenizer, which could not be opened (%s): leave them out"
              .formatted(e.getMessage()));
    }
  }

  /** Finds some texts. */
  public static final class Finder {

    private final List<String> strings;
    private final @Nullable Tokenizer tokenizer;
    private final int window;
    private final Ending[] endings;

    private Finder(List<String> strings, @Nullable Tokenizer tokenizer) {
      this.strings = List.copyOf(strings);
      this.tokenizer = tokenizer;
      // A token stands for a byte at least, so that no text has more tokens than bytes; and one
      // more, since some tokenizers drop a space at the beginning of what they decode.
      this.window =
          1
              + strings.stream()
                  .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                  .max()
                  .orElse(0);
      this.endings = new Ending[tokenizer == null ? 0 : tokenizer.size()];
    }

    /** Whether a text may end within a token. */
    private enum Ending {
      POSSIBLE,
      IMPOSSIBLE
    }

    /**
     * Whether a text is complete with the last token of a response.
     *
     * @param ids the response
     * @param length how many tokens it has, at least 1; without the last one, no text was found
     */
    public boolean found(int[] ids, int length) {
      if (tokenizer == null || !mayEnd(tokenizer, ids[length - 1])) {
        return false;
      }
      String text = tokenizer.decode(ids, Math.max(0, length - window), length, true);
      return strings.stream().anyMatch(text::contains);
    }

    /**
     * Decoding costs more than looking at the last token, which seldom ends a text. A space at its
     * beginning may be dropped where it is decoded alone, so that a text which ends with a space
     * may end with every token.
     */
    private boolean mayEnd(Tokenizer opened, int id) {
      if (id >= endings.length) {
        return false;
      }
      Ending known = endings[id];
      if (known == null) {
        String text = opened.decode(new int[] {id}, 0, 1, true);
        boolean possible =
            // A token of a part of a character, which could be the last one.
            text.indexOf('\uFFFD') >= 0
                || strings.stream()
                    .map(string -> string.codePointBefore(string.length()))
                    .anyMatch(last -> last == ' ' || text.indexOf(last) >= 0);
        known = possible ? Ending.POSSIBLE : Ending.IMPOSSIBLE;
        endings[id] = known;
      }
      return known == Ending.POSSIBLE;
    }
  }
}
