package org.logicrl.tasks.knightsandknaves;

import java.util.List;

/** What people may be called. */
public enum NameList {
  /** Names that many people bear. */
  COMMON,
  /** Names that few people bear. */
  UNCOMMON;

  private static final List<String> COMMON_NAMES =
      split(
          """
          Emma Liam Olivia Noah Ava Ethan Sophia Mason Isabella William Mia James Charlotte Benjamin \
          Amelia Lucas Harper Henry Evelyn Alexander Abigail Michael Emily Daniel Elizabeth Jacob \
          Sofia Logan Avery Jackson Ella Sebastian Scarlett Jack Grace Aiden Chloe Owen Victoria \
          Samuel Riley Matthew Aria Joseph Lily Luke Aurora David Zoey Oliver Penelope""");

  private static final List<String> UNCOMMON_NAMES =
      split(
          """
          Zephyr Elowen Caspian Isolde Osiris Vesper Thaddeus Ondine Lysander Xanthe Oberon Calliope \
          Leander Eulalia Florian Forsythe Nephele Peregrine Ianthe Lazarus Elodie Cillian Ottoline \
          Evander Saffron Caius Zora Cyprian Amaryllis Theron Perdita Ignatius Zephyrine Balthazar \
          Melisande Zinnia Sylvester Cosima Leocadio Percival Oceane Evanthe Zenobia Eurydice Quillan \
          Aeronwen Thorsten Xiomara Zephyrus Ysolde""");

  /** The names, in the order in which the published files draw them. */
  List<String> names() {
    return this == COMMON ? COMMON_NAMES : UNCOMMON_NAMES;
  }

  private static List<String> split(String names) {
    return List.of(names.split(" ", -1));
  }
}
