package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.resource.Physical;
import io.freehold.simulator.cloudformation.resource.ResourceKind;
import io.freehold.simulator.cloudformation.template.Template.DeletionPolicy;
import io.freehold.simulator.cloudformation.template.Value;
import java.util.Set;

/**
 * A resource that a stack holds.
 *
 * @param properties what it was made of, with all functions worked out
 * @param needs the logical ids that it was made after
 * @param deletion what becomes of it when it leaves the stack
 * @param keptWhenReplaced whether it outlives its successor
 */
record Made(
    ResourceKind kind,
    Physical physical,
    Value.Mapping properties,
    Set<String> needs,
    DeletionPolicy deletion,
    boolean keptWhenReplaced) {}
