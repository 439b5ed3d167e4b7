package org.logicrl.backends.checkpoint.jinja;

import java.util.List;
import org.logicrl.backends.checkpoint.jinja.Token.Kind;

/** The tokens of a template, read from left to right. */
final class TokenStream {

  private final List<Token> tokens;
  private int next;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The token after the next one. */
  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean at(Kind kind) {
    return peek().kind() == kind;
  }

  boolean atOperator(String text) {
    return peek().is(Kind.OPERATOR, text);
  }

  boolean atWord(String text) {
    return peek().is(Kind.NAME, text);
  }

  boolean takeOperator(String text) {
    boolean there = atOperator(text);
    next += there ? 1 : 0;
    return there;
  }

  boolean takeWord(String text) {
    boolean there = atWord(text);
    next += there ? 1 : 0;
    return there;
  }

  void expectOperator(String text) {
    if (!takeOperator(text)) {
      throw expected("'" + text + "'");
    }
  }

  void expectWord(String text) {
    if (!takeWord(text)) {
      throw expected("'" + text + "'");
    }
  }

  String expectName() {
    return expect(Kind.NAME, "a name").text();
  }

  Token expect(Kind kind, String what) {
    if (!at(kind)) {
      throw expected(what);
    }
    return take();
  }

  TemplateException expected(String what) {
    return failure("%s was expected, but %s is there".formatted(what, peek()));
  }

  TemplateException failure(String message) {
    return new TemplateException(message).atLine(peek().line());
  }
}
