package org.logicrl.backends.checkpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns a byte-pair encoding (Sennrich et al., arXiv 1508.07909) that makes each of some words one
 * token.
 *
 * <p>Every step joins, wherever they stand side by side, the two parts that do so in the most
 * words; it ends when every word is one part. A word counts once, however often a corpus has it:
 * all become one token in the end, so the order of the merges decides only which parts they share
 * on the way, and the more they share, the smaller the vocabulary. Between equals the longer result
 * goes first, then the alphabet decides.
 *
 * <p>No text is made by two merges: where a part stands in a word, the steps that built it are
 * those that build it on its own. So there is one token per merge.
 */
final class BytePairTrainer {

  /** Two parts that become one. */
  record Merge(String left, String right) {

    /** The length of the result, in bytes. */
    int length() {
      return left.length() + right.length();
    }

    String joined() {
      return left + right;
    }
  }

  /** A merge, and the number of words that had it when it was queued. */
  private record Candidate(Merge merge, int words) {}

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingInt(Candidate::words)
          .thenComparingInt(candidate -> candidate.merge().length())
          .reversed()
          .thenComparing(candidate -> candidate.merge().left())
          .thenComparing(candidate -> candidate.merge().right());

  private final List<List<String>> words = new ArrayList<>();
  private final Map<Merge, Set<Integer>> wordsWith = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(BEST_FIRST);

  private BytePairTrainer(Set<String> distinct) {
    for (String word : distinct) {
      List<String> parts = word.chars().mapToObj(Character::toString).toList();
      neighbours(parts).forEach(merge -> add(merge, words.size()));
      words.add(parts);
    }
    queueAll(wordsWith.keySet());
  }

  /**
   * The merges in the order in which they apply.
   *
   * @param words texts whose characters stand for bytes
   */
  static List<Merge> train(Set<String> words) {
    return new BytePairTrainer(words).merges();
  }

  private List<Merge> merges() {
    List<Merge> merges = new ArrayList<>();
    for (Candidate best = queue.poll(); best != null; best = queue.poll()) {
      // A pair is queued anew whenever its count changes; what it was queued with before is stale.
      if (best.words() == wordsWith.getOrDefault(best.merge(), Set.of()).size()) {
        merges.add(best.merge());
        apply(best.merge());
      }
    }
    return List.copyOf(merges);
  }

  private void apply(Merge merge) {
    Set<Merge> changed = new HashSet<>();
    for (int word : List.copyOf(wordsWith.getOrDefault(merge, Set.of()))) {
      Set<Merge> before = neighbours(words.get(word));
      words.set(word, joined(words.get(word), merge));
      Set<Merge> after = neighbours(words.get(word));
      before.forEach(pair -> remove(pair, word));
      after.forEach(pair -> add(pair, word));
      changed.addAll(before);
      changed.addAll(after);
    }
    changed.retainAll(wordsWith.keySet());
    queueAll(changed);
  }

  private static List<String> joined(List<String> parts, Merge merge) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.equals(merge.left())
          && i + 1 < parts.size()
          && parts.get(i + 1).equals(merge.right())) {
        joined.add(merge.joined());
        i++;
      } else {
        joined.add(part);
      }
    }
    return joined;
  }

  private static Set<Merge> neighbours(List<String> parts) {
    Set<Merge> neighbours = new HashSet<>();
    for (int i = 1; i < parts.size(); i++) {
      neighbours.add(new Merge(parts.get(i - 1), parts.get(i)));
    }
    return neighbours;
  }

  private void add(Merge merge, int word) {
    wordsWith.computeIfAbsent(merge, unseen -> new HashSet<>()).add(word);
  }

  private void remove(Merge merge, int word) {
    Set<Integer> with = wordsWith.get(merge);
    if (with != null && with.remove(word) && with.isEmpty()) {
      wordsWith.remove(merge);
    }
  }

  private void queueAll(Collection<Merge> merges) {
    for (Merge merge : merges) {
      queue.add(new Candidate(merge, wordsWith.getOrDefault(merge, Set.of()).size()));
    }
  }
}
