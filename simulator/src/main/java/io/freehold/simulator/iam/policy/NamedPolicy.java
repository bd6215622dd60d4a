package io.freehold.simulator.iam.policy;

/**
 * A policy by its name.
 *
 * @param name its ARN, or the name of an inline policy: for the reasons that a verdict gives
 */
public record NamedPolicy(String name, PolicyDocument document) {}
