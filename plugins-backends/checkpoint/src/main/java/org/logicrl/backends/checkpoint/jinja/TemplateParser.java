package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logicrl.backends.checkpoint.jinja.Statement.Flow;
import org.logicrl.backends.checkpoint.jinja.Token.Kind;

/** Parses text, expressions to print, and statements. */
final class TemplateParser {

  private final TokenStream tokens;
  private final ExpressionParser expressions;

  private TemplateParser(TokenStream tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  static Statement parse(String source) {
    TokenStream tokens = new TokenStream(Lexer.tokens(source));
    try {
      return new TemplateParser(tokens).body(Set.of());
    } catch (TemplateException e) {
      throw e.isPlaced() ? e : e.atLine(tokens.peek().line());
    }
  }

  /** Statements up to a tag with one of these names; the tag's name is read, its end is not. */
  private Statement body(Set<String> ends) {
    List<Statement> statements = new ArrayList<>();
    while (!tokens.at(Kind.END)) {
      Token token = tokens.take();
      switch (token.kind()) {
        case TEXT -> statements.add(text(token.text()));
        case PRINT_BEGIN -> statements.add(print(token.line()));
        default -> {
          if (ends.contains(tokens.peek().text())) {
            return Statement.sequence(statements);
          }
          statements.add(placed(token.line(), statement(tokens.expectName(), token.line())));
        }
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.expected("one of " + ends);
    }
    return Statement.sequence(statements);
  }

  private static Statement text(String text) {
    return (scope, out) -> {
      out.append(text);
      return Flow.NEXT;
    };
  }

  private Statement print(int line) {
    Expression value = expressions.expression();
    tokens.expect(Kind.PRINT_END, "'}}'");
    return placed(
        line,
        (scope, out) -> {
          out.append(Values.text(value.evaluate(scope)));
          return Flow.NEXT;
        });
  }

  /** Names the line of the innermost statement that fails. */
  private static Statement placed(int line, Statement statement) {
    return (scope, out) -> {
      try {
        return statement.render(scope, out);
      } catch (ArithmeticException e) {
        throw new TemplateException("a number is too large").atLine(line);
      } catch (TemplateException e) {
        throw e.isPlaced() ? e : e.atLine(line);
      }
    };
  }

  private Statement statement(String name, int line) {
    return switch (name) {
      case "if" -> branch();
      case "for" -> loop();
      case "set" -> assignment();
      case "macro" -> macro();
      case "generation" -> generation();
      case "break" -> jump(Flow.BREAK);
      case "continue" -> jump(Flow.CONTINUE);
      default ->
          throw new TemplateException("the statement '%s' is not supported".formatted(name))
              .atLine(line);
    };
  }

  private void endTag() {
    tokens.expect(Kind.BLOCK_END, "'%}'");
  }

  private Statement jump(Flow flow) {
    endTag();
    return (scope, out) -> flow;
  }

  private Statement branch() {
    Expression condition = expressions.expression();
    endTag();
    Statement then = body(Set.of("elif", "else", "endif"));
    Statement otherwise = (scope, out) -> Flow.NEXT;
    String end = tokens.expectName();
    if (end.equals("elif")) {
      otherwise = branch();
    } else {
      endTag();
      if (end.equals("else")) {
        otherwise = lastBody("endif");
      }
    }
    Statement rest = otherwise;
    return (scope, out) ->
        (Values.truth(condition.evaluate(scope)) ? then : rest).render(scope, out);
  }

  /** Statements up to an end tag, which is read as well. */
  private Statement lastBody(String end) {
    Statement body = body(Set.of(end));
    tokens.expectWord(end);
    endTag();
    return body;
  }

  private Statement loop() {
    List<String> targets = targets();
    tokens.expectWord("in");
    Expression elements = expressions.or();
    Expression condition = tokens.takeWord("if") ? expressions.expression() : scope -> true;
    if (tokens.atWord("recursive")) {
      throw tokens.failure("a recursive loop is not supported");
    }
    endTag();
    Statement body = body(Set.of("else", "endfor"));
    Statement otherwise = (scope, out) -> Flow.NEXT;
    if (tokens.expectName().equals("else")) {
      endTag();
      otherwise = lastBody("endfor");
    } else {
      endTag();
    }
    return new Loop(targets, elements, condition, body, otherwise);
  }

  private List<String> targets() {
    List<String> targets = new ArrayList<>();
    do {
      targets.add(tokens.expectName());
    } while (tokens.takeOperator(","));
    return targets;
  }

  private Statement assignment() {
    String name = tokens.expectName();
    String attribute = tokens.takeOperator(".") ? tokens.expectName() : "";
    Expression value;
    if (tokens.takeOperator("=")) {
      value = expressions.expression();
      endTag();
    } else {
      endTag();
      Statement body = lastBody("endset");
      value =
          scope -> {
            StringBuilder text = new StringBuilder();
            body.render(new Scope(scope), text);
            return text.toString();
          };
    }
    return (scope, out) -> {
      Object assigned = value.evaluate(scope);
      if (attribute.isEmpty()) {
        scope.set(name, assigned);
      } else if (scope.get(name) instanceof Namespace namespace) {
        namespace.attributes().put(attribute, assigned);
      } else {
        throw new TemplateException("'%s' is no namespace".formatted(name));
      }
      return Flow.NEXT;
    };
  }

  private Statement macro() {
    String name = tokens.expectName();
    Map<String, Expression> parameters = new LinkedHashMap<>();
    tokens.expectOperator("(");
    while (!tokens.takeOperator(")")) {
      String parameter = tokens.expectName();
      parameters.put(
          parameter,
          tokens.takeOperator("=") ? expressions.expression() : scope -> new Undefined(parameter));
      if (!tokens.atOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    endTag();
    Statement body = lastBody("endmacro");
    return (scope, out) -> {
      scope.set(name, macro(name, parameters, body, scope.root()));
      return Flow.NEXT;
    };
  }

  private static Callable macro(
      String name, Map<String, Expression> parameters, Statement body, Scope root) {
    String[] names = parameters.keySet().toArray(String[]::new);
    return arguments -> {
      arguments.limit(name, names.length, names);
      Scope scope = new Scope(root);
      for (int i = 0; i < names.length; i++) {
        Object ifMissing = parameters.getOrDefault(names[i], s -> None.NONE).evaluate(scope);
        scope.set(names[i], arguments.get(i, names[i], ifMissing));
      }
      StringBuilder text = new StringBuilder();
      body.render(scope, text);
      return text.toString();
    };
  }

  /** Marks what the model writes, for masks; its text is the text between the tags. */
  private Statement generation() {
    endTag();
    Statement body = lastBody("endgeneration");
    return (scope, out) -> body.render(new Scope(scope), out);
  }
}
