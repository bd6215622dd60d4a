package io.freehold.protocol.account;

import java.util.Map;

/**
 * What the template and the module of an account make, as AWS takes it.
 *
 * @param templateVersion by which of their versions
 * @param managementRoleArn the role that carries it: as reported, or as it is called by default
 * @param trust who may assume the role
 * @param policies of the role, by the part of its permissions that each is
 * @param boundary of the roles that it makes, where the customer has none of their own
 */
public record OnboardingPolicies(
    int templateVersion,
    String managementRoleArn,
    Map<String, Object> trust,
    Map<String, Map<String, Object>> policies,
    Map<String, Object> boundary) {}
