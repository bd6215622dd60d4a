package io.freehold.aws.onboarding;

import java.util.Map;
import java.util.Optional;

/**
 * What deploying a template or a module makes, in a form in which the same is equal.
 *
 * @param roleArn of the only role
 * @param boundary the ARN of the role's own boundary
 * @param trust normalized, like every other document
 * @param inline the role's own policies by name
 * @param attached the policies on the role by ARN
 * @param beside policies that are not on it, by ARN
 * @param tags of the role
 * @param output what is said at the end
 */
record Deployed(
    String roleArn,
    String description,
    Optional<String> boundary,
    String trust,
    Map<String, String> inline,
    Map<String, Policy> attached,
    Map<String, Policy> beside,
    Map<String, String> tags,
    String output) {

  /** A policy that is not a part of the role. */
  record Policy(String description, String document) {}
}
