package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.Map;

/**
 * JSON as Python's {@code json.dumps} prints it by default: {@code ", "} and {@code ": "} between,
 * everything outside ASCII escaped.
 */
final class PythonJson {

  private final StringBuilder text = new StringBuilder();

  private PythonJson() {}

  /** A value as one line, without a line feed at the end. */
  static String dumps(Object value) {
    PythonJson json = new PythonJson();
    json.append(value);
    return json.text.toString();
  }

  private void append(Object value) {
    if (value instanceof String string) {
      appendString(string);
    } else if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      text.append(value);
    } else if (value instanceof List<?> list) {
      text.append('[');
      String separator = "";
      for (Object element : list) {
        text.append(separator);
        append(element);
        separator = ", ";
      }
      text.append(']');
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      String separator = "";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(separator);
        appendString((String) entry.getKey());
        text.append(": ");
        append(entry.getValue());
        separator = ", ";
      }
      text.append('}');
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void appendString(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char character = string.charAt(i);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default -> {
          if (character < ' ' || character > '~') {
            text.append("\\u%04x".formatted((int) character));
          } else {
            text.append(character);
          }
        }
      }
    }
    text.append('"');
  }
}
