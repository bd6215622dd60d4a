package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether the operators behind custom resources need a Deployment of their own to act. */
public enum Operators {
  /** They act as soon as their definitions are installed. */
  BUILT_IN,
  /**
   * They act while a Deployment is available that has their name, or carries it as the label {@code
   * app.kubernetes.io/name}: {@code clickhouse-operator}, {@code aws-load-balancer-controller},
   * {@code cert-manager}, {@code cluster-autoscaler}.
   */
  BY_DEPLOYMENT;

  static final String NAME = "app.kubernetes.io/name";

  boolean act(Round round, String operator) {
    return switch (this) {
      case BUILT_IN -> true;
      case BY_DEPLOYMENT -> deployed(round, operator);
    };
  }

  private static boolean deployed(Round round, String operator) {
    for (ObjectNode deployment : round.list(Resources.DEPLOYMENTS, "").values()) {
      JsonNode metadata = deployment.path("metadata");
      if ((metadata.path("labels").path(NAME).asText().equals(operator)
              || metadata.path("name").asText().equals(operator))
          && deployment.path("status").path("availableReplicas").asInt() > 0) {
        return true;
      }
    }
    return false;
  }
}
