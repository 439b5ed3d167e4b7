package org.logicrl.tasks.knightsandknaves;

import java.util.Collections;
import java.util.List;
import org.logicrl.api.Setting;

/**
 * The settings of the task {@code knights-and-knaves}.
 *
 * @param people the numbers of inhabitants; problem i has the entry at i modulo the list's length
 * @param depth the levels of a statement; 2 as published
 * @param width the most claims that 'and' or 'or' joins; 2 as published
 * @param trainProblems the size of the training split, unless there is a curriculum
 * @param heldOutProblems the size of each other split
 */
public record KnightsAndKnavesSettings(
    @Setting(
            help = "numbers of inhabitants; problems take them in turn",
            defaultValue = "[3]",
            min = 2,
            max = MOST_PEOPLE)
        List<Integer> people,
    @Setting(help = "levels of a statement", defaultValue = "2", min = 2, max = 10) int depth,
    @Setting(help = "most claims joined by 'and' or 'or'", defaultValue = "2", min = 2, max = 39)
        int width,
    @Setting(help = "new puzzles, or those of the published files", defaultValue = "generated")
        PuzzleSource source,
    @Setting(help = "the words for the two roles", defaultValue = "knight-knave") RolePair roles,
    @Setting(help = "what the inhabitants are called", defaultValue = "common") NameList names,
    @Setting(help = "the ways to report what somebody said", defaultValue = "varied")
        SayingStyle sayings,
    @Setting(help = "a change to every puzzle", defaultValue = "none") Perturbation perturbation,
    @Setting(help = "what stands around a puzzle", defaultValue = "qwen-instruct")
        PromptStyle prompt,
    @Setting(help = "the reasoning of worked solutions", defaultValue = "worked")
        ChainOfThought chainOfThought,
    @Setting(
            help = "probability with which worked reasoning gives a claim the wrong value",
            defaultValue = "0",
            min = 0,
            max = 1)
        double slips,
    @Setting(
            help = "probability with which worked reasoning leaves out the last person's check",
            defaultValue = "0",
            min = 0,
            max = 1)
        double haste,
    @Setting(
            help = "problems in the training split of generated puzzles",
            defaultValue = "1000000000",
            min = 1)
        long trainProblems,
    @Setting(
            help = "problems in each other split of generated puzzles",
            defaultValue = "1000",
            min = 0)
        long heldOutProblems,
    @Setting(help = "no generated puzzle twice in a split", defaultValue = "false")
        boolean distinct,
    @Setting(help = "train on fewer inhabitants first, in order", defaultValue = "false")
        boolean curriculum,
    @Setting(
            help = "generated problems per number of inhabitants in a curriculum",
            defaultValue = "1000",
            min = 1,
            max = MOST_PER_STAGE)
        long problemsPerStage) {

  /** The most people for whom puzzles are made. */
  static final int MOST_PEOPLE = 20;

  private static final long MOST_PER_STAGE = 1_000_000_000_000L;

  /** Copies the list and refuses settings that clash. */
  public KnightsAndKnavesSettings {
    people = List.copyOf(people);
    require(!people.isEmpty(), "people is empty: give at least one number of inhabitants");
    require(
        Collections.max(people) <= MOST_PEOPLE,
        "people must be at most %d, but is %s".formatted(MOST_PEOPLE, people));
    for (int count : people) {
      PuzzleShape.requirePossible(count, depth, width);
    }
    require(
        perturbation == Perturbation.NONE || perturbation.changes(names),
        "perturbation uncommon-name changes nothing with names: uncommon; set names: common");
    require(trainProblems >= 1, "trainProblems must be at least 1, but is " + trainProblems);
    require(heldOutProblems >= 0, "heldOutProblems must not be negative: " + heldOutProblems);
    require(
        problemsPerStage >= 1 && problemsPerStage <= MOST_PER_STAGE,
        "problemsPerStage must be 1 .. %d, but is %d".formatted(MOST_PER_STAGE, problemsPerStage));
    require(
        (slips == 0 && haste == 0) || chainOfThought == ChainOfThought.WORKED,
        "slips and haste are flaws of worked reasoning; set chainOfThought: worked");
    if (source == PuzzleSource.PUBLISHED) {
      require(
          Collections.max(people) <= PublishedPuzzles.MOST_PEOPLE,
          "people is %s, but the published files end at %d; set source: generated"
              .formatted(people, PublishedPuzzles.MOST_PEOPLE));
      require(
          depth == 2
              && width == 2
              && roles == RolePair.KNIGHT_KNAVE
              && names == NameList.COMMON
              && sayings == SayingStyle.VARIED,
          "depth, width, roles, names and sayings are fixed in the published files: leave them out,"
              + " choose a perturbation, or set source: generated");
    }
  }

  /** The number of people out of distribution: one more than any in training. */
  int peopleOutOfDistribution() {
    return Collections.max(people) + 1;
  }

  /** The numbers of people in a curriculum, each once, from small to large. */
  List<Integer> stages() {
    return people.stream().sorted().distinct().toList();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
