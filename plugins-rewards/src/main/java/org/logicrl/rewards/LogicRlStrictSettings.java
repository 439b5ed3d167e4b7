package org.logicrl.rewards;

import java.util.List;
import org.logicrl.api.Setting;

/**
 * Settings of {@code logic-rl-strict}: the numbers of the scale, and one section for each check.
 *
 * @param scores the numbers; a violated check counts as a format error
 */
public record LogicRlStrictSettings(
    @Setting(help = "the numbers of the scale") Scores scores,
    @Setting(help = "refuses a response that writes headers of turns") RoleHeaders roleHeaders,
    @Setting(help = "refuses text outside the tags") TextOutsideTags textOutsideTags,
    @Setting(help = "refuses a thought with next to no words") EmptyThought emptyThought,
    @Setting(help = "refuses a thought of stock phrases") PlaceholderThought placeholderThought,
    @Setting(help = "refuses a thought copied from prompt or answer") CopiedThought copiedThought,
    @Setting(help = "refuses reasoning inside the answer") ReasoningInAnswer reasoningInAnswer) {

  /**
   * The check {@code role-headers}: a response must not begin a new turn, which would discard what
   * stands before it.
   *
   * @param enabled whether to check
   * @param headers what begins a turn
   */
  public record RoleHeaders(
      @Setting(help = "whether to check", defaultValue = "true") boolean enabled,
      @Setting(
              help = "texts that begin a turn",
              defaultValue =
                  "['Assistant:', 'User:', 'Human:', '<|im_start|>', '<|start_header_id|>',"
                      + " '<start_of_turn>', '[INST]']")
          List<String> headers) {

    /** Copies the list. */
    public RoleHeaders {
      headers = withoutEmpty("roleHeaders.headers", headers);
    }
  }

  /**
   * The check {@code text-outside-tags}: nothing but white space may stand before the thought,
   * between thought and answer, and after the answer.
   *
   * @param enabled whether to check
   * @param endTokens what may end the text nevertheless
   */
  public record TextOutsideTags(
      @Setting(help = "whether to check", defaultValue = "true") boolean enabled,
      @Setting(
              help = "special tokens that may end the text",
              defaultValue =
                  "['<|im_end|>', '<|endoftext|>', '<|eot_id|>', '<|end_of_text|>', '</s>',"
                      + " '<eos>', '<|eos|>', '<end_of_turn>', '<|return|>',"
                      + " '<｜end▁of▁sentence｜>', '<pad>']")
          List<String> endTokens) {

    /** Copies the list. */
    public TextOutsideTags {
      endTokens = withoutEmpty("textOutsideTags.endTokens", endTokens);
    }
  }

  /**
   * The check {@code empty-thought}: a thought must have some different words.
   *
   * @param enabled whether to check
   * @param minWords how many
   */
  public record EmptyThought(
      @Setting(help = "whether to check", defaultValue = "true") boolean enabled,
      @Setting(help = "least number of different words", defaultValue = "8", min = 1)
          int minWords) {}

  /**
   * The check {@code placeholder-thought}: a thought must have some different words besides stock
   * phrases.
   *
   * @param enabled whether to check
   * @param minWords how many
   * @param phrases the stock phrases
   */
  public record PlaceholderThought(
      @Setting(help = "whether to check", defaultValue = "true") boolean enabled,
      @Setting(
              help = "least number of different words besides the phrases",
              defaultValue = "3",
              min = 1)
          int minWords,
      @Setting(
              help = "stock phrases that stand for reasoning without being any, in any case",
              defaultValue =
                  "[reasoning process here, thinking process here, thought process here,"
                      + " reasoning process, thinking process, thought process, reasoning here,"
                      + " thinking here, thoughts here, your reasoning, your thoughts,"
                      + " my reasoning, my thoughts, insert reasoning, insert, here is the,"
                      + " let me think, let us think, let's think, i will think, i need to think,"
                      + " about this, about the problem, step by step, carefully, answer here,"
                      + " the answer is, as follows, hmm, okay]")
          List<String> phrases) {

    /** Copies the list. */
    public PlaceholderThought {
      phrases = withoutEmpty("placeholderThought.phrases", phrases);
    }
  }

  /**
   * The check {@code copied-thought}: enough of a thought must be its own words. A run of five or
   * more words that stands so in the prompt, the question or the answer is copied.
   *
   * @param enabled whether to check
   * @param minOwnShare the least share of words that are not copied
   */
  public record CopiedThought(
      @Setting(help = "whether to check", defaultValue = "true") boolean enabled,
      @Setting(
              help = "least share of the thought's words that are not copied",
              defaultValue = "0.2",
              min = 0,
              max = 1)
          double minOwnShare) {}

  /**
   * The check {@code reasoning-in-answer}: an answer must not argue, nor be much longer than the
   * reference.
   *
   * @param enabled whether to check
   * @param words words that only an argument uses
   * @param lengthFactor how many times as many words as the reference an answer may have
   * @param lengthSlack how many words more it may have besides
   */
  public record ReasoningInAnswer(
      @Setting(help = "whether to check", defaultValue = "true") boolean enabled,
      @Setting(
              help = "words or phrases that only an argument uses, in any case",
              defaultValue =
                  "[because, since, therefore, thus, hence, suppose, assume, assuming, if, then,"
                      + " implies, contradiction, but, wait, let's, let me]")
          List<String> words,
      @Setting(
              help = "how many times the reference's number of words an answer may have",
              defaultValue = "2",
              min = 1,
              max = 1000)
          double lengthFactor,
      @Setting(
              help = "how many words more an answer may have besides",
              defaultValue = "10",
              min = 0)
          int lengthSlack) {

    /** Copies the list. */
    public ReasoningInAnswer {
      words = withoutEmpty("reasoningInAnswer.words", words);
    }
  }

  private static List<String> withoutEmpty(String name, List<String> texts) {
    if (texts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(name + " must not hold a blank text");
    }
    return List.copyOf(texts);
  }
}
