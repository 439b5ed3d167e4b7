package org.logicrl.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.core.config.ConfigSection.Part;
import org.logicrl.core.config.ConfigSection.Selection;

/**
 * Describes configurations in JSON Schema, draft 2020-12, for editors and other tools.
 *
 * <p>The schema speaks of values as they are written plainly: it does not know the lookup {@code
 * ${env:NAME}}, nor what constructors check beyond types and ranges.
 */
public final class JsonSchema {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonSchema() {}

  /** The schema of one settings record. */
  public static ObjectNode of(SettingsRecord<?> settings) {
    ObjectNode schema = object(settings.keys());
    schema.put("additionalProperties", false);
    return schema;
  }

  static ObjectNode of(Collection<ConfigSection> sections) {
    ObjectNode schema = JSON.objectNode().put("$schema", DRAFT);
    schema.put("title", "Logic-RL experiment");
    for (ConfigSection section : sections) {
      if (section.name().isEmpty()) {
        schema.setAll(section(section));
      }
    }
    ArrayNode required = schema.withArray("required");
    for (ConfigSection section : sections) {
      if (!section.name().isEmpty()) {
        ObjectNode part = section(section);
        schema.withObjectProperty("properties").set(section.name(), part);
        if (!part.path("required").isEmpty()) {
          required.add(section.name());
        }
      }
    }
    if (required.isEmpty()) {
      schema.remove("required");
    }
    return schema;
  }

  private static ObjectNode section(ConfigSection section) {
    @Nullable Selection selection = section.selection();
    List<SettingsKey> keys = new ArrayList<>();
    for (Part part : section.parts()) {
      if (!part.chosen()) {
        keys.addAll(part.settings().keys());
      }
    }
    ObjectNode schema = object(keys);
    if (selection == null) {
      return schema.put("additionalProperties", false);
    }
    addChoice(schema, selection);
    return schema.put("unevaluatedProperties", false);
  }

  private static void addChoice(ObjectNode schema, Selection selection) {
    Selector selector = selection.selector();
    ObjectNode name = JSON.objectNode().put("type", "string").put("description", selector.help());
    ArrayNode branches = JSON.arrayNode();
    for (Factory<?, ?> factory : selection.factories()) {
      name.withArray("enum").add(factory.name());
      ObjectNode branch = branches.addObject();
      ObjectNode condition = branch.putObject("if");
      condition.putObject("properties").putObject(selector.key()).put("const", factory.name());
      if (!factory.name().equals(selector.defaultName())) {
        condition.putArray("required").add(selector.key());
      }
      branch.set("then", object(SettingsRecord.of(factory.settings()).keys()));
    }
    if (selector.defaultName().isEmpty()) {
      schema.withArray("required").add(selector.key());
    } else {
      name.put("default", selector.defaultName());
    }
    schema.withObjectProperty("properties").set(selector.key(), name);
    schema.set("allOf", branches);
  }

  private static ObjectNode object(List<SettingsKey> keys) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    for (SettingsKey key : keys) {
      properties.set(key.name(), property(key));
      if (key.required()) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static ObjectNode property(SettingsKey key) {
    ObjectNode property = type(key, key.type());
    property.put("description", key.help());
    if (!key.defaultText().isEmpty()) {
      property.set("default", json(key.type(), key.defaultValue()));
    }
    return property;
  }

  private static ObjectNode type(SettingsKey key, SettingType type) {
    if (type instanceof SettingType.Section section) {
      return of(section.settings());
    }
    if (type instanceof SettingType.ListOf list) {
      ObjectNode element = type(key, list.element());
      ObjectNode either = JSON.objectNode();
      ArrayNode options = either.putArray("anyOf");
      options.addObject().put("type", "array").set("items", element);
      options.add(element.deepCopy());
      return either;
    }
    SettingType.Scalar scalar = (SettingType.Scalar) type;
    ObjectNode schema = JSON.objectNode().put("type", scalar.jsonType());
    scalar.choices().forEach(choice -> schema.withArray("enum").add(choice));
    if (Double.isFinite(key.min())) {
      putNumber(schema, "minimum", key.min());
    }
    if (Double.isFinite(key.max())) {
      putNumber(schema, "maximum", key.max());
    }
    return schema;
  }

  private static JsonNode json(SettingType type, Object value) {
    if (type instanceof SettingType.ListOf list) {
      ArrayNode array = JSON.arrayNode();
      ((List<?>) value).forEach(element -> array.add(json(list.element(), element)));
      return array;
    }
    if (type instanceof SettingType.Section section) {
      ObjectNode object = JSON.objectNode();
      for (int i = 0; i < section.settings().keys().size(); i++) {
        SettingsKey key = section.settings().keys().get(i);
        @Nullable Object inner = section.settings().value((Record) value, i);
        if (inner != null) {
          object.set(key.name(), json(key.type(), inner));
        }
      }
      return object;
    }
    if (value instanceof Integer || value instanceof Long) {
      return JSON.numberNode(((Number) value).longValue());
    }
    if (value instanceof Double number) {
      return JSON.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    return JSON.textNode(
        value instanceof Enum<?> constant ? ScalarTypes.label(constant) : value.toString());
  }

  private static void putNumber(ObjectNode schema, String keyword, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      schema.put(keyword, (long) value);
    } else {
      schema.put(keyword, value);
    }
  }
}
