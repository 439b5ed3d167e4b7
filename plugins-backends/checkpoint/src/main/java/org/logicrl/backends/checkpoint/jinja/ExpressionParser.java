package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logicrl.backends.checkpoint.jinja.Token.Kind;

/** Parses expressions, one method for each level of precedence, loosest first. */
final class ExpressionParser {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");

  private final TokenStream tokens;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** {@code a if condition else b}. */
  Expression expression() {
    Expression value = or();
    if (!tokens.takeWord("if")) {
      return value;
    }
    Expression condition = or();
    Expression otherwise =
        tokens.takeWord("else") ? expression() : scope -> new Undefined("the missing else");
    return scope ->
        Values.truth(condition.evaluate(scope)) ? value.evaluate(scope) : otherwise.evaluate(scope);
  }

  /** An expression without a condition at its end, which belongs to the loop it stands in. */
  Expression or() {
    Expression left = and();
    while (tokens.takeWord("or")) {
      Expression first = left;
      Expression second = and();
      left =
          scope -> {
            Object value = first.evaluate(scope);
            return Values.truth(value) ? value : second.evaluate(scope);
          };
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.takeWord("and")) {
      Expression first = left;
      Expression second = not();
      left =
          scope -> {
            Object value = first.evaluate(scope);
            return Values.truth(value) ? second.evaluate(scope) : value;
          };
    }
    return left;
  }

  private Expression not() {
    if (tokens.takeWord("not")) {
      Expression value = not();
      return scope -> !Values.truth(value.evaluate(scope));
    }
    return comparison();
  }

  private Expression comparison() {
    Expression left = sum();
    String operator = takeComparison();
    if (operator.isEmpty()) {
      return left;
    }
    Expression right = sum();
    if (!takeComparison().isEmpty()) {
      throw tokens.failure("a chain of comparisons is not supported");
    }
    return scope -> compare(operator, left.evaluate(scope), right.evaluate(scope));
  }

  private String takeComparison() {
    if (tokens.at(Kind.OPERATOR) && COMPARISONS.contains(tokens.peek().text())) {
      return tokens.take().text();
    }
    if (tokens.takeWord("in")) {
      return "in";
    }
    if (tokens.atWord("not") && tokens.peekSecond().is(Kind.NAME, "in")) {
      tokens.take();
      tokens.take();
      return "not in";
    }
    return "";
  }

  private static boolean compare(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Values.equal(left, right);
      case "!=" -> !Values.equal(left, right);
      case "in" -> Values.contains(right, left);
      case "not in" -> !Values.contains(right, left);
      case "<" -> Values.compare(left, right) < 0;
      case ">" -> Values.compare(left, right) > 0;
      case "<=" -> Values.compare(left, right) <= 0;
      default -> Values.compare(left, right) >= 0;
    };
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.atOperator("+") || tokens.atOperator("-")) {
      left = arithmetic(tokens.take().text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = product();
    while (tokens.takeOperator("~")) {
      Expression first = left;
      Expression second = product();
      left = scope -> Values.text(first.evaluate(scope)) + Values.text(second.evaluate(scope));
    }
    return left;
  }

  private Expression product() {
    Expression left = unary(true);
    while (tokens.atOperator("*")
        || tokens.atOperator("/")
        || tokens.atOperator("//")
        || tokens.atOperator("%")) {
      left = arithmetic(tokens.take().text(), left, unary(true));
    }
    return left;
  }

  private static Expression arithmetic(String operator, Expression left, Expression right) {
    return scope -> Operators.arithmetic(operator, left.evaluate(scope), right.evaluate(scope));
  }

  private Expression unary(boolean withFilters) {
    Expression value;
    if (tokens.takeOperator("-")) {
      Expression negated = unary(false);
      value = scope -> Operators.negate(negated.evaluate(scope));
    } else {
      value = postfix(primary());
    }
    return withFilters ? filtered(value) : value;
  }

  private Expression primary() {
    Token token = tokens.take();
    return switch (token.kind()) {
      case STRING -> constant(adjacentStrings(token));
      case INTEGER -> constant(Long.valueOf(token.text()));
      case FLOAT -> constant(Double.valueOf(token.text()));
      case NAME -> name(token.text());
      default -> bracket(token);
    };
  }

  private String adjacentStrings(Token first) {
    StringBuilder text = new StringBuilder(first.text());
    while (tokens.at(Kind.STRING)) {
      text.append(tokens.take().text());
    }
    return text.toString();
  }

  private static Expression name(String name) {
    return switch (name) {
      case "true", "True" -> constant(true);
      case "false", "False" -> constant(false);
      case "none", "None" -> constant(None.NONE);
      default -> scope -> scope.get(name);
    };
  }

  private static Expression constant(Object value) {
    return scope -> value;
  }

  private Expression bracket(Token token) {
    if (token.is(Kind.OPERATOR, "(")) {
      Expression inner = expression();
      if (!tokens.atOperator(",")) {
        tokens.expectOperator(")");
        return inner;
      }
      tokens.take();
      return list(inner, ")");
    }
    if (token.is(Kind.OPERATOR, "[")) {
      return tokens.takeOperator("]") ? constant(List.of()) : list("]");
    }
    if (token.is(Kind.OPERATOR, "{")) {
      return mapping();
    }
    throw new TemplateException("an expression was expected, but %s is there".formatted(token))
        .atLine(token.line());
  }

  private Expression list(String end) {
    Expression first = expression();
    tokens.takeOperator(",");
    return list(first, end);
  }

  /** The elements after the first, whose comma has been read. */
  private Expression list(Expression first, String end) {
    List<Expression> elements = new ArrayList<>(List.of(first));
    while (!tokens.takeOperator(end)) {
      elements.add(expression());
      if (!tokens.atOperator(end)) {
        tokens.expectOperator(",");
      }
    }
    return scope -> elements.stream().map(element -> element.evaluate(scope)).toList();
  }

  private Expression mapping() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!tokens.takeOperator("}")) {
      Expression key = expression();
      tokens.expectOperator(":");
      entries.put(key, expression());
      if (!tokens.atOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return scope -> {
      Map<String, Object> map = new LinkedHashMap<>();
      entries.forEach(
          (key, value) -> map.put(Values.requireText(key.evaluate(scope)), value.evaluate(scope)));
      return map;
    };
  }

  private Expression postfix(Expression start) {
    Expression value = start;
    while (true) {
      Expression base = value;
      if (tokens.takeOperator(".")) {
        String name = tokens.expectName();
        if (tokens.atOperator("(")) {
          Args arguments = arguments();
          value = scope -> Methods.call(base.evaluate(scope), name, arguments.evaluate(scope));
        } else {
          value = scope -> Operators.attribute(base.evaluate(scope), name);
        }
      } else if (tokens.takeOperator("[")) {
        value = subscript(base);
      } else if (tokens.atOperator("(")) {
        value = call(base);
      } else {
        return value;
      }
    }
  }

  private Expression call(Expression function) {
    Args arguments = arguments();
    return scope -> {
      Object value = function.evaluate(scope);
      if (value instanceof Callable callable) {
        return callable.call(arguments.evaluate(scope));
      }
      throw new TemplateException(
          value instanceof Undefined undefined
              ? "the function '%s' is not supported".formatted(undefined.name())
              : "%s is no function".formatted(Values.describe(value)));
    };
  }

  private Expression subscript(Expression base) {
    Expression none = constant(None.NONE);
    Expression from = tokens.atOperator(":") ? none : expression();
    if (tokens.takeOperator("]")) {
      return scope -> Operators.element(base.evaluate(scope), from.evaluate(scope));
    }
    tokens.expectOperator(":");
    Expression to = tokens.atOperator(":") || tokens.atOperator("]") ? none : expression();
    Expression step = tokens.takeOperator(":") && !tokens.atOperator("]") ? expression() : none;
    tokens.expectOperator("]");
    return scope ->
        Operators.slice(
            base.evaluate(scope), from.evaluate(scope), to.evaluate(scope), step.evaluate(scope));
  }

  private Expression filtered(Expression start) {
    Expression value = start;
    while (true) {
      Expression base = value;
      if (tokens.takeOperator("|")) {
        Filters.Filter filter = Filters.named(tokens.expectName());
        Args arguments = tokens.atOperator("(") ? arguments() : scope -> Arguments.NONE;
        value = scope -> filter.apply(base.evaluate(scope), arguments.evaluate(scope));
      } else if (tokens.takeWord("is")) {
        value = test(base);
      } else {
        return value;
      }
    }
  }

  private Expression test(Expression base) {
    boolean wanted = !tokens.takeWord("not");
    String name = tokens.expectName();
    ValueTests.Test test = ValueTests.named(name);
    Args arguments = scope -> Arguments.NONE;
    if (tokens.atOperator("(")) {
      arguments = arguments();
    } else if (ValueTests.takesArgument(name)) {
      Expression argument = postfix(primary());
      arguments = scope -> new Arguments(List.of(argument.evaluate(scope)), Map.of());
    }
    Args given = arguments;
    return scope -> test.holds(base.evaluate(scope), given.evaluate(scope)) == wanted;
  }

  /** The arguments in brackets. */
  Args arguments() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.takeOperator(")")) {
      if (tokens.at(Kind.NAME) && tokens.peekSecond().is(Kind.OPERATOR, "=")) {
        String name = tokens.expectName();
        tokens.take();
        named.put(name, expression());
      } else {
        positional.add(expression());
      }
      if (!tokens.atOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return scope -> {
      Map<String, Object> values = new LinkedHashMap<>();
      named.forEach((name, value) -> values.put(name, value.evaluate(scope)));
      return new Arguments(
          positional.stream().map(value -> value.evaluate(scope)).toList(), values);
    };
  }

  /** Arguments still to be evaluated. */
  @FunctionalInterface
  interface Args {
    Arguments evaluate(Scope scope);
  }
}
