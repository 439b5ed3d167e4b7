package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a tokenizer that drops the space at the beginning of what it decodes, as Llama 2 has it. */
class StopStringsTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeATokenizer() throws IOException {
    Resources.copy("llama3-rope", folder.resolve("model"));
    Files.writeString(
        folder.resolve("model/tokenizer.json"),
        """
        {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
         "added_tokens": [{"id": 0, "content": "<|im_end|>", "single_word": false, "lstrip": false,
           "rstrip": false, "normalized": false, "special": true}],
         "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always",
           "split": true},
         "post_processor": null,
         "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always",
           "split": true},
         "model": {"type": "BPE", "dropout": null, "unk_token": null,
           "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
           "byte_fallback": false, "ignore_merges": true,
           "vocab": {"<|im_end|>": 0, "▁Answer": 1, ":": 2, "▁42": 3, "Stop": 4}, "merges": []}}
        """);
  }

  private boolean found(String text, int... ids) {
    return new StopStrings(folder.resolve("model")).finder(List.of(text)).found(ids, ids.length);
  }

  @Test
  void findsATextThatEndsWithAToken() {
    assertThat(found("Answer:", 4, 1, 2)).isTrue();
    assertThat(found("Answer:", 4, 2, 1)).isFalse();
  }

  @Test
  void findsATextWhoseLastSpaceBelongsToTheNextToken() {
    assertThat(found("Answer: ", 1, 2)).isFalse();
    assertThat(found("Answer: ", 1, 2, 3)).isTrue();
    assertThat(found(" Answer", 4, 1)).isTrue();
  }
}
