package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logicrl.backends.checkpoint.jinja.Token.Kind;

/**
 * Cuts a template into tokens, with the white space control that transformers asks of Jinja2:
 * {@code trim_blocks} takes the line end after a statement or comment, {@code lstrip_blocks} the
 * spaces before one that stands first on its line, {@code -} all white space on its side, and one
 * line end at the end of the template is dropped.
 */
final class Lexer {

  private static final Pattern TAG =
      Pattern.compile(
          "(?<raw>\\{%(?<rawSign>[-+]?)\\s*raw\\s*(?:-%}\\s*|%}))|\\{(?<kind>[%{#])(?<sign>[-+]?)");
  private static final Pattern RAW_END =
      Pattern.compile(
          "\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern COMMENT_END =
      Pattern.compile("\\+#}|-#}\\s*|#}\\n?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern BLOCK_END =
      Pattern.compile("\\+%}|-%}\\s*|%}\\n?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern PRINT_END =
      Pattern.compile("-}}\\s*|}}", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern PART =
      Pattern.compile(
          "(?<float>\\d[\\d_]*(?:\\.\\d+(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+))"
              + "|(?<integer>\\d[\\d_]*)"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "|(?<string>'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")"
              + "|(?<operator>//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,])",
          Pattern.DOTALL);

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|U(\\p{XDigit}{8})|(.))", Pattern.DOTALL);

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private boolean lineStart = true;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String template) {
    String source = template.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer =
        new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
    lexer.run();
    return List.copyOf(lexer.tokens);
  }

  private void run() {
    Matcher tag = TAG.matcher(source);
    while (tag.find(position)) {
      int textStart = position;
      boolean raw = tag.group("raw") != null;
      boolean print = "{".equals(tag.group("kind"));
      addText(textStart, tag.start(), raw ? tag.group("rawSign") : tag.group("sign"), !print);
      position = tag.end();
      if (raw) {
        skipRaw();
      } else if ("#".equals(tag.group("kind"))) {
        skipTo(COMMENT_END, "comment");
      } else if (print) {
        addTag(tag.start(), Kind.PRINT_BEGIN, Kind.PRINT_END, PRINT_END);
      } else {
        addTag(tag.start(), Kind.BLOCK_BEGIN, Kind.BLOCK_END, BLOCK_END);
      }
      lineStart = source.charAt(position - 1) == '\n';
    }
    add(Kind.TEXT, source.substring(position), position);
    add(Kind.END, "", source.length());
  }

  private void addText(int from, int to, String sign, boolean stripsLine) {
    String text = source.substring(from, to);
    if (sign.equals("-")) {
      text = PythonText.strip(text, None.NONE, false, true);
    } else if (sign.isEmpty() && stripsLine) {
      int lastLine = text.lastIndexOf('\n') + 1;
      if ((lastLine > 0 || lineStart)
          && text.substring(lastLine).codePoints().allMatch(PythonText::isSpace)) {
        text = text.substring(0, lastLine);
      }
    }
    add(Kind.TEXT, text, from);
  }

  private void skipRaw() {
    Matcher end = RAW_END.matcher(source);
    if (!end.find(position)) {
      throw failure("the raw block does not end", position);
    }
    lineStart = false;
    addText(position, end.start(), end.group(1), true);
    position = end.end();
  }

  private void skipTo(Pattern pattern, String what) {
    Matcher end = pattern.matcher(source);
    if (!end.find(position)) {
      throw failure("the " + what + " does not end", position);
    }
    position = end.end();
  }

  /** The tokens between two tag marks; within brackets, an end mark is none. */
  private void addTag(int start, Kind begin, Kind end, Pattern endMark) {
    add(begin, source.substring(start, position), start);
    Matcher matcher = PART.matcher(source);
    Matcher space = SPACE.matcher(source);
    Matcher close = endMark.matcher(source);
    int depth = 0;
    while (true) {
      if (space.find(position) && space.start() == position) {
        position = space.end();
      }
      if (depth == 0 && close.find(position) && close.start() == position) {
        add(end, close.group(), position);
        position = close.end();
        return;
      }
      if (!matcher.find(position) || matcher.start() != position) {
        throw failure(
            position < source.length()
                ? "'%s' is not understood".formatted(source.substring(position, position + 1))
                : "the tag does not end",
            position);
      }
      depth += addPart(matcher);
      position = matcher.end();
    }
  }

  /** Adds one token and says by how much it changes the depth of brackets. */
  private int addPart(Matcher part) {
    String text = part.group();
    if (part.group("string") != null) {
      add(Kind.STRING, unescape(text.substring(1, text.length() - 1)), part.start());
    } else if (part.group("float") != null) {
      add(Kind.FLOAT, text.replace("_", ""), part.start());
    } else if (part.group("integer") != null) {
      add(Kind.INTEGER, text.replace("_", ""), part.start());
    } else if (part.group("name") != null) {
      add(Kind.NAME, text, part.start());
    } else {
      add(Kind.OPERATOR, text, part.start());
      return "([{".contains(text) ? 1 : ")]}".contains(text) ? -1 : 0;
    }
    return 0;
  }

  /** The escapes of a Python string; a backslash before anything else stays. */
  private String unescape(String text) {
    StringBuilder out = new StringBuilder();
    Matcher escape = ESCAPE.matcher(text);
    while (escape.find()) {
      escape.appendReplacement(out, "");
      String other = escape.group(4);
      if (other == null) {
        out.appendCodePoint(Integer.parseInt(escape.group().substring(2), 16));
      } else if ("xuU".contains(other)) {
        throw failure("an escape '\\%s' is cut short".formatted(other), position);
      } else {
        out.append(simpleEscape(other.charAt(0)));
      }
    }
    return escape.appendTail(out).toString();
  }

  private static String simpleEscape(char escaped) {
    return switch (escaped) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'a' -> "\u0007";
      case 'v' -> "\u000B";
      case '0' -> "\0";
      case '\n' -> "";
      case '\\', '\'', '"' -> String.valueOf(escaped);
      default -> "\\" + escaped;
    };
  }

  private void add(Kind kind, String text, int at) {
    if (kind != Kind.TEXT || !text.isEmpty()) {
      tokens.add(new Token(kind, text, line(at)));
    }
  }

  private TemplateException failure(String message, int at) {
    return new TemplateException(message).atLine(line(at));
  }

  private int line(int at) {
    return 1
        + (int)
            source
                .substring(0, Math.min(at, source.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
  }
}
