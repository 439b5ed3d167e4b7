package org.logicrl.backends.checkpoint;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.task.Prompt;
import org.logicrl.backends.checkpoint.jinja.TemplateException;

/**
 * The tokenizer of a model folder: {@code tokenizer.json} run by Hugging Face's own library, and
 * the folder's chat template.
 *
 * <p>Texts are neither truncated nor padded, and no special tokens are added: what a model reads is
 * decided by the task's prompt and the template alone.
 */
public final class ModelTokenizer implements Tokenizer {

  private static final Map<String, String> OPTIONS =
      Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

  static {
    // The library downloads and reports its use unless told not to, before it is first touched.
    // An environment variable wins over these, as the library has it.
    setIfAbsent("ai.djl.offline");
    setIfAbsent("OPT_OUT_TRACKING");
  }

  private final Path folder;
  private final HuggingFaceTokenizer tokenizer;
  private final List<Integer> stopTokens;
  private final int size;
  private final @Nullable ChatTemplate template;

  private ModelTokenizer(Path folder) throws IOException {
    TokenizerConfig config = TokenizerConfig.read(folder);
    this.folder = folder;
    this.tokenizer = load(folder.resolve(CompanionFiles.TOKENIZER));
    this.size = config.size();
    this.stopTokens = config.stopTokens(folder);
    this.template = template(config, folder);
  }

  /**
   * Opens the tokenizer of a model folder; its weights are not looked at.
   *
   * @throws ModelException where the folder or its tokenizer is missing or damaged
   */
  public static ModelTokenizer open(Path folder) throws IOException {
    return new ModelTokenizer(folder);
  }

  private static @Nullable ChatTemplate template(TokenizerConfig config, Path folder)
      throws ModelException {
    String source = config.template();
    try {
      return source == null ? null : new ChatTemplate(source, config.specialTokens());
    } catch (TemplateException e) {
      throw new ModelException(
          "the chat template of %s is not supported: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static HuggingFaceTokenizer load(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return HuggingFaceTokenizer.newInstance(stream, OPTIONS);
    } catch (RuntimeException e) {
      throw new ModelException(file + " is no valid tokenizer: " + e.getMessage(), e);
    }
  }

  private static void setIfAbsent(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }

  @Override
  public int[] encode(String text) {
    long[] wide = tokenizer.encode(text, false, false).getIds();
    int[] ids = new int[wide.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) wide[i];
    }
    return ids;
  }

  @Override
  public String render(Prompt prompt) {
    if (prompt instanceof Prompt.Text text) {
      return text.text() + text.responsePrefix();
    }
    Prompt.Chat chat = (Prompt.Chat) prompt;
    if (template == null) {
      throw new UnusableSettingsException(
          folder
              + " has no chat template, so it cannot be given chat messages; use a model that has"
              + " one, or a prompt of plain text in the section task");
    }
    try {
      return template.render(chat.messages(), true) + chat.responsePrefix();
    } catch (TemplateException e) {
      throw new UnusableSettingsException(
          "the chat template of %s refuses the task's prompt: %s; use another model or prompt"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  @Override
  public String decode(int[] ids, int from, int to, boolean keepSpecial) {
    long[] wide = new long[to - from];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = ids[from + i];
    }
    return tokenizer.decode(wide, !keepSpecial);
  }

  @Override
  public List<Integer> stopTokens() {
    return stopTokens;
  }

  @Override
  public int size() {
    return size;
  }
}
