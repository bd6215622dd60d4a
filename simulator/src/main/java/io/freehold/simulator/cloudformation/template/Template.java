package io.freehold.simulator.cloudformation.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template whose structure and references are right.
 *
 * @param description of the whole
 * @param parameters by name, in the order in which they were written, as everything here
 * @param mappings first level by name; two more levels below
 * @param conditions by name
 * @param resources by logical id
 * @param outputs by name
 */
public record Template(
    Optional<String> description,
    Map<String, ParameterDeclaration> parameters,
    Map<String, Value.Mapping> mappings,
    Map<String, Expression> conditions,
    Map<String, ResourceDeclaration> resources,
    Map<String, OutputDeclaration> outputs) {

  /**
   * One resource.
   *
   * @param condition without which it is not there
   * @param dependsOn logical ids that it names for order alone
   * @param deletion what becomes of it when it leaves the stack
   * @param keptWhenReplaced whether it outlives its successor
   */
  public record ResourceDeclaration(
      String logicalId,
      String type,
      Expression.MapOf properties,
      Optional<String> condition,
      List<String> dependsOn,
      DeletionPolicy deletion,
      boolean keptWhenReplaced) {}

  /** What becomes of a resource when it leaves its stack. */
  public enum DeletionPolicy {
    DELETE("Delete"),
    RETAIN("Retain"),
    /** Kept, save where the operation that made it is rolled back. */
    RETAIN_EXCEPT_ON_CREATE("RetainExceptOnCreate");

    private final String written;

    DeletionPolicy(String written) {
      this.written = written;
    }

    static Optional<DeletionPolicy> of(String text) {
      return Arrays.stream(values()).filter(policy -> policy.written.equals(text)).findFirst();
    }
  }

  /**
   * One output.
   *
   * @param export the name under which other stacks can import it
   */
  public record OutputDeclaration(
      Optional<String> description,
      Expression value,
      Optional<String> condition,
      Optional<Expression> export) {}

  /**
   * Reads a body.
   *
   * @throws io.freehold.simulator.aws.call.Refusal {@code ValidationError}, in CloudFormation's
   *     words
   * @throws UnsupportedOperationException for what CloudFormation knows and this does not
   */
  public static Template read(String body) {
    Value root = body.strip().startsWith("{") ? JsonReader.read(body) : YamlReader.read(body);
    Template template = TemplateReader.read(root);
    TemplateCheck.check(template);
    return template;
  }
}
