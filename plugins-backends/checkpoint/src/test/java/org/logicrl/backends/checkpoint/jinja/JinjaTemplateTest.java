package org.logicrl.backends.checkpoint.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JinjaTemplateTest {

  /** The file holds what Jinja2 3.1 writes, in the set-up of transformers' chat templates. */
  @TestFactory
  List<DynamicTest> writesWhatJinja2Writes() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream stream =
        Objects.requireNonNull(getClass().getResourceAsStream("/jinja/expected.json"))) {
      JsonNode expected = mapper.readTree(stream);
      Map<String, @Nullable Object> variables = new HashMap<>();
      variables.put("messages", mapper.convertValue(expected.get("messages"), List.class));
      variables.put("tools", null);
      variables.put("documents", null);
      variables.put("add_generation_prompt", true);
      variables.put("bos_token", "<s>");
      for (JsonNode example : expected.get("cases")) {
        String source = example.get("template").textValue();
        tests.add(
            DynamicTest.dynamicTest(
                source,
                () ->
                    assertThat(new JinjaTemplate(source).render(variables))
                        .isEqualTo(example.get("text").textValue())));
      }
    }
    return tests;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{% include 'x' %}                  | the statement 'include' is not supported",
        "{% call m() %}{% endcall %}        | the statement 'call' is not supported",
        "{{ x !! shuffle }}                 | the filter 'shuffle' is not supported",
        "{{ x is prime }}                   | the test 'prime' is not supported",
        "{% for a in b recursive %}{% endfor %} | recursive loop is not supported",
        "{{ 1 < 2 < 3 }}                    | chain of comparisons is not supported",
        "{% if x %}a                        | the end of the template is there",
        "{% endif %}                        | the statement 'endif' is not supported",
        "{{ x                               | the tag does not end",
        "{# x                               | the comment does not end",
        "{% raw %} x                        | the raw block does not end",
        "{{ (1 }}                           | the tag does not end",
        "{{ }}                              | an expression was expected",
        "{{ a ? b }}                        | '?' is not understood",
        "{{ 2 ** 3 }}                       | '**' is there",
        "{{ '\\x4' }}                       | is cut short",
      })
  void refusesToParseByName(String source, String expected) {
    assertThatThrownBy(() -> new JinjaTemplate("\n" + source.replace("!!", "|")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("line 2: ")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ strftime_now('%d') }}           | the function 'strftime_now' is not supported",
        "{{ 'a'.zfill(3) }}                 | the string method 'zfill' is not supported",
        "{{ {}.update({}) }}                | the mapping method 'update' is not supported",
        "{{ raise_exception('roles!') }}    | roles!",
        "{{ missing.role }}                 | 'missing' is undefined",
        "{{ missing[0] }}                   | 'missing' is undefined",
        "{{ 'a' + 1 }}                      | '+' does not apply to 'a' and 1",
        "{{ none + 'a' }}                   | '+' does not apply to None and 'a'",
        "{{ 1 // 0 }}                       | division by zero",
        "{{ 'a' < 1 }}                      | have no order",
        "{{ 9223372036854775807 + 1 }}      | a number is too large",
        "{{ range(1000000) }}               | is refused",
        "{{ 'a' !! upper(1) }}              | 'upper' is called with more arguments",
        "{{ {'a': missing} !! tojson }}     | 'missing' is undefined",
        "{% for a, b in [[1]] %}{% endfor %}| 1 values are given to the 2 names",
        "{% set x = 1 %}{% set x.y = 2 %}   | 'x' is no namespace",
        "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }} | 'm' is called with more arguments",
        "{{ 1() }}                          | 1 is no function",
      })
  void refusesToRenderWithTheLine(String source, String expected) {
    JinjaTemplate template = new JinjaTemplate("\n" + source.replace("!!", "|"));

    assertThatThrownBy(() -> template.render(Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("line 2: ")
        .hasMessageContaining(expected);
  }

  @Test
  void keepsTheOrderOfKeys() {
    assertThat(new JinjaTemplate("{{ dict(z=1, a=2, m=3, b=4) | tojson }}").render(Map.of()))
        .isEqualTo("{\"z\": 1, \"a\": 2, \"m\": 3, \"b\": 4}");
  }
}
