package io.freehold.simulator.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A role.
 *
 * @param facts what never changes
 * @param description empty where there is none
 * @param maxSession the longest session, in seconds
 * @param trust who may assume it, as a document
 * @param boundary the ARN of its permissions boundary
 * @param inline documents by name
 * @param attached ARNs of managed policies, in the order in which they were attached
 * @param tags its tags
 */
record IamRole(
    Facts facts,
    String description,
    int maxSession,
    String trust,
    Optional<String> boundary,
    Map<String, String> inline,
    List<String> attached,
    Map<String, String> tags) {

  /**
   * What never changes.
   *
   * @param usableFrom when AWS services can assume it, some seconds after it was made
   */
  record Facts(
      String name, String path, String id, String arn, Instant created, Instant usableFrom) {}

  String name() {
    return facts.name();
  }

  String arn() {
    return facts.arn();
  }

  IamRole described(String newDescription, int newMaxSession) {
    return new IamRole(
        facts, newDescription, newMaxSession, trust, boundary, inline, attached, tags);
  }

  IamRole trusting(String document) {
    return new IamRole(facts, description, maxSession, document, boundary, inline, attached, tags);
  }

  IamRole bounded(Optional<String> arn) {
    return new IamRole(facts, description, maxSession, trust, arn, inline, attached, tags);
  }

  IamRole withInline(String policyName, String document) {
    Map<String, String> next = new LinkedHashMap<>(inline);
    next.put(policyName, document);
    return new IamRole(facts, description, maxSession, trust, boundary, next, attached, tags);
  }

  IamRole withoutInline(String policyName) {
    Map<String, String> next = new LinkedHashMap<>(inline);
    next.remove(policyName);
    return new IamRole(facts, description, maxSession, trust, boundary, next, attached, tags);
  }

  IamRole attaching(String policyArn) {
    List<String> next = new ArrayList<>(attached);
    if (!next.contains(policyArn)) {
      next.add(policyArn);
    }
    return new IamRole(facts, description, maxSession, trust, boundary, inline, next, tags);
  }

  IamRole detaching(String policyArn) {
    List<String> next = new ArrayList<>(attached);
    next.remove(policyArn);
    return new IamRole(facts, description, maxSession, trust, boundary, inline, next, tags);
  }

  IamRole tagged(Map<String, String> next) {
    return new IamRole(facts, description, maxSession, trust, boundary, inline, attached, next);
  }

  /** Made by and for an AWS service; nobody else changes it. */
  boolean isServiceLinked() {
    return facts.path().startsWith("/aws-service-role/");
  }
}
