package org.logicrl.tasks.knightsandknaves;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives puzzles names and words.
 *
 * @param names what people are called, unless the perturbation says otherwise
 * @param roles what the roles are called, unless the perturbation says otherwise
 * @param sayings how what people said is reported
 */
record Storyteller(NameList names, RolePair roles, SayingStyle sayings, Perturbation perturbation) {

  /**
   * Tells a puzzle.
   *
   * @param index where the puzzle stands in its source
   * @param language draws names, then other words for the roles if the perturbation asks for them,
   *     then the sayings
   * @param order draws the order of the sayings if the perturbation asks for it
   */
  Story tell(long index, Puzzle puzzle, Draws language, Draws order) {
    int people = puzzle.people();
    NameList list = perturbation == Perturbation.UNCOMMON_NAME ? NameList.UNCOMMON : names;
    List<String> chosen =
        Arrays.stream(language.distinct(people, list.names().size()))
            .mapToObj(list.names()::get)
            .toList();
    Wording wording = new Wording(chosen, rolesFor(language));
    List<Saying> drawn =
        IntStream.range(0, people).mapToObj(person -> language.pick(sayings.sayings())).toList();
    String quiz = wording.quiz(puzzle.statements(), drawn, orderOf(people, order));
    return new Story(index, puzzle, chosen, wording.roles(), quiz);
  }

  private Roles rolesFor(Draws language) {
    return switch (perturbation) {
      case RANDOM_PAIR -> language.pick(roles.others()).roles();
      case FLIP_ROLE -> roles.roles().flipped();
      default -> roles.roles();
    };
  }

  private int[] orderOf(int people, Draws draws) {
    int[] original = IntStream.range(0, people).toArray();
    if (perturbation != Perturbation.REORDER_STATEMENT) {
      return original;
    }
    int[] order = original.clone();
    do {
      draws.shuffle(order);
    } while (Arrays.equals(order, original));
    return order;
  }
}
