package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.Deletes;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.Map;

/** Deletes the objects of a CustomResourceDefinition before it goes itself. */
final class DefinitionController implements Controller {
  @Override
  public void run(Round round) {
    for (ObjectNode definition : round.list(Resources.DEFINITIONS, "").values()) {
      if (!definition.path("metadata").has("deletionTimestamp")) {
        continue;
      }
      boolean empty = true;
      for (Map.Entry<ObjectKey, ObjectNode> one :
          round.list(ClusterState.resourceOf(definition), "").entrySet()) {
        if (!one.getValue().path("metadata").has("deletionTimestamp")) {
          round.delete(one.getKey());
        }
        empty &= round.get(one.getKey()) == null;
      }
      if (empty) {
        Finalizers.drop(round, Resources.DEFINITIONS, definition, Deletes.DEFINITION_CLEANUP);
      }
    }
  }
}
