package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Qwen2WordsTest {

  @Test
  void keepsTheOneCharacterBeforeAWord() {
    assertThat(Qwen2Words.of("Zoey said, (Ava  is)"))
        .containsExactly("Zoey", " said", ",", " (", "Ava", " ", " is", ")");
  }

  @Test
  void cutsContractionsOff() {
    assertThat(Qwen2Words.of("isn't THEY'VE Zoey's"))
        .containsExactly("isn", "'t", " THEY", "'VE", " Zoey", "'s");
  }

  @Test
  void cutsDigitsOneByOne() {
    assertThat(Qwen2Words.of("x 12")).containsExactly("x", " ", "1", "2");
  }

  @Test
  void leavesLineBreaksWithTheMarksBeforeThem() {
    assertThat(Qwen2Words.of("knave.\n\nYou \n\n x"))
        .containsExactly("knave", ".\n\n", "You", " \n\n", " x");
  }

  @Test
  void takesWhiteSpaceAsUnicodeDefinesIt() {
    assertThat(Qwen2Words.of("a \u0085\u3000b")).containsExactly("a", " \u0085", "\u3000b");
  }

  @Test
  void composesAccents() {
    assertThat(Qwen2Words.of("nai\u0308ve")).containsExactly("na\u00efve");
  }
}
