package io.freehold.simulator.cloudformation.resource;

import io.freehold.simulator.cloudformation.template.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How resources of one kind are made, changed and deleted. Each of these may be tried again after
 * it was broken off anywhere.
 */
public interface ResourceKind {
  /** Such as {@code AWS::IAM::Role}. */
  String type();

  /** Properties that AWS knows and this does not. */
  Set<String> unsimulated();

  /** Properties that cannot change: the resource is replaced. */
  Set<String> fixed();

  /** The property by which a resource gets a name of the template's choice. */
  Optional<String> nameProperty();

  /** The properties with the stack's tags among them, where the kind takes tags. */
  Value.Mapping tagged(Value.Mapping properties, Map<String, String> stackTags);

  /**
   * Holds properties to what the kind knows.
   *
   * @throws Mishap where they do not fit
   */
  void check(String logicalId, Value.Mapping properties);

  /**
   * Makes one.
   *
   * @throws Mishap for a reason of CloudFormation's own
   * @throws NotYet where it has to be tried again
   * @throws software.amazon.awssdk.core.exception.SdkException as IAM answers
   */
  Physical create(Handling handling, Draft draft, Value.Mapping properties);

  /** Makes one as {@code before} into one as {@code after}; throws the same. */
  Physical update(Handling handling, Physical physical, Value.Mapping before, Value.Mapping after);

  /** Deletes one, with what belongs to it and nothing else; throws the same. */
  void delete(Handling handling, String physicalId, Value.Mapping properties);
}
