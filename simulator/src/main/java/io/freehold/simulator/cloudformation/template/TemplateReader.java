package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.cloudformation.template.Template.DeletionPolicy;
import io.freehold.simulator.cloudformation.template.Template.OutputDeclaration;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the structure of a template, section by section. */
final class TemplateReader {
  private static final String VERSION = "2010-09-09";
  private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]{1,255}");
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Resources",
          "Outputs");
  private static final Set<String> PARAMETER =
      Set.of(
          "Type",
          "Description",
          "Default",
          "NoEcho",
          "AllowedValues",
          "AllowedPattern",
          "MinLength",
          "MaxLength",
          "MinValue",
          "MaxValue",
          "ConstraintDescription");
  private static final Set<String> RESOURCE =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "Metadata");
  private static final Set<String> OUTPUT = Set.of("Description", "Value", "Condition", "Export");

  private TemplateReader() {}

  static Template read(Value root) {
    Fields fields = Fields.of("", root, "unsupported structure.");
    for (String section : List.of("Rules", "Transform", "Hooks")) {
      if (fields.mapping().entries().containsKey(section)) {
        throw Wrong.unsimulated("the section " + section);
      }
    }
    List<String> unknown =
        fields.mapping().entries().keySet().stream()
            .filter(name -> !SECTIONS.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw Wrong.invalid(
          "Invalid template property or properties [" + String.join(", ", unknown) + "]");
    }
    String version = fields.scalar("AWSTemplateFormatVersion").orElse(VERSION);
    if (!version.equals(VERSION)) {
      throw Wrong.format(version + " is not a supported value for AWSTemplateFormatVersion.");
    }
    Optional<String> description = fields.scalar("Description");
    if (description.map(String::length).orElse(0) > 1024) {
      throw Wrong.format("'Description' length is greater than 1024.");
    }
    if (fields.section("Resources").isEmpty()) {
      throw Wrong.format("At least one Resources member must be defined.");
    }
    return new Template(
        description,
        each(fields, "Parameters", "Parameter", TemplateReader::parameter),
        each(fields, "Mappings", "Mapping", TemplateReader::mapping),
        each(fields, "Conditions", "Condition", (name, value) -> ExpressionReader.condition(value)),
        each(fields, "Resources", "Resource", TemplateReader::resource),
        each(fields, "Outputs", "Output", TemplateReader::output));
  }

  private static <T> Map<String, T> each(
      Fields fields, String section, String singular, BiFunction<String, Value, T> reader) {
    Map<String, T> all = new LinkedHashMap<>();
    fields
        .section(section)
        .forEach((name, value) -> {
          if (!ALPHANUMERIC.matcher(name).matches()) {
            throw Wrong.format(singular + " name " + name + " is non alphanumeric.");
          }
          all.put(name, reader.apply(name, value));
        });
    return all;
  }

  private static ParameterDeclaration parameter(String name, Value value) {
    Fields fields =
        Fields.of(
                "/Parameters/" + name, value, "Every Parameters object must contain a Type member.")
            .only(PARAMETER, "Invalid template parameter property");
    return new ParameterDeclaration(
        name,
        ParameterDeclaration.Type.of(
            fields
                .scalar("Type")
                .orElseThrow(
                    () -> Wrong.format("Every Parameters object must contain a Type member."))),
        fields.scalar("Description"),
        fields.scalar("Default"),
        fields.flag("NoEcho"),
        fields.strings("AllowedValues"),
        fields.scalar("AllowedPattern"),
        number(fields, "MinLength").map(BigDecimal::intValue),
        number(fields, "MaxLength").map(BigDecimal::intValue),
        number(fields, "MinValue"),
        number(fields, "MaxValue"),
        fields.scalar("ConstraintDescription"));
  }

  private static Optional<BigDecimal> number(Fields fields, String key) {
    return fields
        .scalar(key)
        .map(text -> {
          try {
            return new BigDecimal(text);
          } catch (NumberFormatException e) {
            throw Wrong.format("[" + fields.path() + "/" + key + "] must be a number.");
          }
        });
  }

  private static Value.Mapping mapping(String name, Value value) {
    String wrong = "Every Mappings member " + name + " must be a map of maps.";
    if (value instanceof Value.Mapping first
        && first.entries().values().stream().allMatch(TemplateReader::isFlat)) {
      return first;
    }
    throw Wrong.format(wrong);
  }

  private static boolean isFlat(Value value) {
    return value instanceof Value.Mapping second
        && second.entries().values().stream().allMatch(leaf -> !(leaf instanceof Value.Mapping));
  }

  private static ResourceDeclaration resource(String name, Value value) {
    String path = "/Resources/" + name;
    Fields fields = Fields.of(path, value, "Any Resources member must be an object.");
    for (String attribute : List.of("CreationPolicy", "UpdatePolicy")) {
      if (fields.mapping().entries().containsKey(attribute)) {
        throw Wrong.unsimulated("the resource attribute " + attribute);
      }
    }
    fields.only(RESOURCE, "Invalid template resource property");
    Value properties = fields.mapping().get("Properties").orElse(Value.Mapping.EMPTY);
    if (!(properties instanceof Value.Mapping)
        || !(ExpressionReader.read(properties) instanceof Expression.MapOf read)) {
      throw Wrong.format("[" + path + "] Every Properties member must be an object.");
    }
    return new ResourceDeclaration(
        name,
        fields
            .scalar("Type")
            .orElseThrow(() ->
                Wrong.format("[" + path + "] Every Resources object must contain a Type member.")),
        read,
        fields.scalar("Condition"),
        fields.strings("DependsOn"),
        policy(fields, "DeletionPolicy"),
        policy(fields, "UpdateReplacePolicy") != DeletionPolicy.DELETE);
  }

  private static DeletionPolicy policy(Fields fields, String attribute) {
    String written = fields.scalar(attribute).orElse("Delete");
    return DeletionPolicy.of(written)
        .orElseThrow(() ->
            Wrong.format(
                "Unrecognized "
                    + attribute
                    + " "
                    + written
                    + " for resource ["
                    + fields.path()
                    + "]"));
  }

  private static OutputDeclaration output(String name, Value value) {
    Fields fields =
        Fields.of("/Outputs/" + name, value, "Every Outputs member must be an object.")
            .only(OUTPUT, "Invalid template output property");
    Value written =
        fields
            .mapping()
            .get("Value")
            .orElseThrow(() -> Wrong.format("Every Outputs member must contain a Value object"));
    Optional<Expression> export =
        fields
            .mapping()
            .get("Export")
            .map(one ->
                Fields.of("/Outputs/" + name + "/Export", one, "Export must be an object.")
                    .only(Set.of("Name"), "Invalid template export property")
                    .mapping()
                    .get("Name")
                    .orElseThrow(() -> Wrong.format("Every Export must contain a Name member.")))
            .map(ExpressionReader::read);
    return new OutputDeclaration(
        fields.scalar("Description"),
        ExpressionReader.read(written),
        fields.scalar("Condition"),
        export);
  }
}
