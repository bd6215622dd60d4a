package io.freehold.simulator.aws.access;

import java.util.Map;
import java.util.Set;

/**
 * One question to IAM: may this action be done to this resource? A call asks one or several, and
 * each must be granted.
 *
 * @param action such as {@code ec2:CreateTags}
 * @param resource an ARN, or {@code *}; things that do not exist yet end in {@code /*}
 * @param context condition keys as IAM spells them, with their values; keys compare without regard
 *     to case
 */
public record AccessRequest(String action, String resource, Map<String, Set<String>> context) {
  public AccessRequest {
    context = Map.copyOf(context);
  }
}
