package io.freehold.simulator.cloudformation.resource;

import io.freehold.simulator.cloudformation.template.Template;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import io.freehold.simulator.cloudformation.template.Wrong;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds there are, by type. */
public final class ResourceKinds {
  private static final Map<String, ResourceKind> KINDS =
      Stream.of(
              new RoleKind(), new ManagedPolicyKind(), new RolePolicyKind(), new InlinePolicyKind())
          .collect(Collectors.toUnmodifiableMap(ResourceKind::type, Function.identity()));

  private ResourceKinds() {}

  /** The kind of a resource of a template that was checked. */
  public static ResourceKind of(ResourceDeclaration resource) {
    return Optional.ofNullable(KINDS.get(resource.type()))
        .orElseThrow(() -> unrecognized(Set.of(resource.type())));
  }

  /**
   * Refuses types that are not known.
   *
   * @throws io.freehold.simulator.aws.call.Refusal {@code ValidationError}
   * @throws UnsupportedOperationException for properties that AWS knows and this does not
   */
  public static void check(Template template) {
    Set<String> unknown = new LinkedHashSet<>();
    for (ResourceDeclaration resource : template.resources().values()) {
      ResourceKind kind = KINDS.get(resource.type());
      if (kind == null) {
        unknown.add(resource.type());
      } else {
        for (String property : resource.properties().entries().keySet()) {
          if (kind.unsimulated().contains(property)) {
            throw Wrong.unsimulated("the property " + property + " of " + resource.type());
          }
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw unrecognized(unknown);
    }
  }

  private static RuntimeException unrecognized(Set<String> types) {
    return Wrong.format("Unrecognized resource types: [" + String.join(", ", types) + "]");
  }

  /**
   * What the caller has to acknowledge: <a
   * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html">source</a>.
   */
  public static String capability(Template template) {
    boolean named =
        template.resources().values().stream()
            .anyMatch(resource ->
                of(resource)
                    .nameProperty()
                    .map(resource.properties().entries()::containsKey)
                    .orElse(false));
    return named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
  }
}
