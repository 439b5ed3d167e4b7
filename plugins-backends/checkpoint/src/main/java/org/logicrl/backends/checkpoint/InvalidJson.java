package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import org.logicrl.api.backend.ModelException;

/** The refusal of a model's files that are not JSON, in the same words for every engine. */
public final class InvalidJson {

  private InvalidJson() {}

  /** Says what is wrong where, without the parser's notes on its own settings. */
  public static ModelException of(Path file, JsonProcessingException failure) {
    String text = failure.getOriginalMessage();
    int note = text.indexOf(" (start marker at");
    JsonLocation place = failure.getLocation();
    return new ModelException(
        "%s is not valid JSON: %s%s"
            .formatted(
                file,
                note < 0 ? text : text.substring(0, note),
                place == null
                    ? ""
                    : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr())),
        failure);
  }
}
