package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.schedule.CronSchedule;
import io.freehold.simulator.kubernetes.status.Cause;
import io.freehold.simulator.kubernetes.store.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for built-in kinds that go beyond types: those that refuse what a control plane is most
 * likely to get wrong, above all changes of fields that cannot be changed.
 */
final class BuiltInRules {
  private static final Set<String> STATEFUL_SET_MUTABLE =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds",
          "revisionHistoryLimit");

  private BuiltInRules() {}

  static void check(
      ResourceKind kind, ObjectNode draft, @Nullable ObjectNode live, List<Cause> causes) {
    JsonNode spec = draft.path("spec");
    switch (kind.resource().toString()) {
      case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps" -> {
        workload(spec, causes);
        if (live != null) {
          immutable(live, draft, "spec", "selector", causes);
        }
      }
      case "jobs.batch" -> {
        podTemplate(spec.path("template"), "spec.template", causes);
        jobRestart(spec.path("template"), "spec.template.spec.restartPolicy", causes);
        if (live != null) {
          immutable(live, draft, "spec", "template", causes);
          immutable(live, draft, "spec", "completions", causes);
        }
      }
      case "cronjobs.batch" -> {
        required(spec, "schedule", "spec.schedule", causes);
        schedule(spec.path("schedule").asText(""), causes);
        JsonNode template = spec.path("jobTemplate").path("spec").path("template");
        podTemplate(template, "spec.jobTemplate.spec.template", causes);
      }
      case "pods" -> containers(spec, "spec", Set.of(), causes);
      case "services" -> service(spec, live, draft, causes);
      case "secrets" -> {
        if (live != null) {
          immutable(live, draft, "", "type", causes);
        }
        frozen(live, draft, causes);
      }
      case "configmaps" -> frozen(live, draft, causes);
      case "storageclasses.storage.k8s.io" -> {
        required(draft, "provisioner", "provisioner", causes);
        if (live != null) {
          forbidden(live, draft, "parameters", causes);
          forbidden(live, draft, "provisioner", causes);
          forbidden(live, draft, "reclaimPolicy", causes);
          immutable(live, draft, "", "volumeBindingMode", causes);
        }
      }
      case "rolebindings.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io" -> {
        required(draft.path("roleRef"), "name", "roleRef.name", causes);
        if (live != null && !live.path("roleRef").equals(draft.path("roleRef"))) {
          causes.add(
              new Cause(
                  "FieldValueInvalid",
                  "Invalid value: " + draft.path("roleRef") + ": cannot change roleRef",
                  "roleRef"));
        }
      }
      case "persistentvolumeclaims" -> claim(spec, live, causes);
      case "customresourcedefinitions.apiextensions.k8s.io" -> {
        Definitions.check(draft, causes);
        if (live != null) {
          immutable(live, draft, "spec", "scope", causes);
        }
      }
      default -> {
        // Nothing beyond the types.
      }
    }
    if (live != null && kind.resource().toString().equals("statefulsets.apps")) {
      statefulSet(live.path("spec"), spec, causes);
    }
  }

  private static void schedule(String text, List<Cause> causes) {
    try {
      var ignored = new CronSchedule(text);
    } catch (IllegalArgumentException e) {
      causes.add(
          new Cause("FieldValueInvalid", "Invalid value: " + e.getMessage(), "spec.schedule"));
    }
  }

  private static void workload(JsonNode spec, List<Cause> causes) {
    JsonNode template = spec.path("template");
    containers(template.path("spec"), "spec.template.spec", claimed(spec), causes);
    if (!spec.path("selector").isObject() || spec.path("selector").isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", "spec.selector"));
    } else if (!Selector.ofObject(spec.path("selector")).test(template)) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "Invalid value: "
                  + template.path("metadata").path("labels")
                  + ": `selector` does not match template `labels`",
              "spec.template.metadata.labels"));
    }
    if (spec.path("replicas").asInt(0) < 0) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "Invalid value: " + spec.path("replicas") + ": must be greater than or equal to 0",
              "spec.replicas"));
    }
    String restart = template.path("spec").path("restartPolicy").asText("Always");
    if (!restart.equals("Always")) {
      causes.add(
          new Cause(
              "FieldValueNotSupported",
              "Unsupported value: \"" + restart + "\": supported values: \"Always\"",
              "spec.template.spec.restartPolicy"));
    }
  }

  private static void jobRestart(JsonNode template, String path, List<Cause> causes) {
    String restart = template.path("spec").path("restartPolicy").asText();
    if (!restart.equals("OnFailure") && !restart.equals("Never")) {
      causes.add(
          new Cause(
              "FieldValueRequired",
              "Required value: valid values: \"OnFailure\", \"Never\"",
              path));
    }
  }

  private static void podTemplate(JsonNode template, String path, List<Cause> causes) {
    containers(template.path("spec"), path + ".spec", Set.of(), causes);
  }

  /** The volumes that each pod of a stateful set gets for itself. */
  private static Set<String> claimed(JsonNode spec) {
    Set<String> claimed = new HashSet<>();
    spec.path("volumeClaimTemplates")
        .forEach(claim -> claimed.add(claim.path("metadata").path("name").asText()));
    return claimed;
  }

  private static void containers(
      JsonNode spec, String path, Set<String> claimed, List<Cause> causes) {
    if (spec.path("containers").isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", path + ".containers"));
    }
    Set<String> volumes = new HashSet<>(claimed);
    spec.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    for (String list : List.of("containers", "initContainers")) {
      for (int i = 0; i < spec.path(list).size(); i++) {
        JsonNode container = spec.path(list).get(i);
        String at = path + "." + list + "[" + i + "]";
        required(container, "name", at + ".name", causes);
        required(container, "image", at + ".image", causes);
        for (int m = 0; m < container.path("volumeMounts").size(); m++) {
          String name = container.path("volumeMounts").get(m).path("name").asText();
          if (!volumes.contains(name)) {
            causes.add(
                new Cause(
                    "FieldValueNotFound",
                    "Not found: \"" + name + "\"",
                    at + ".volumeMounts[" + m + "].name"));
          }
        }
      }
    }
  }

  private static void service(
      JsonNode spec, @Nullable ObjectNode live, ObjectNode draft, List<Cause> causes) {
    boolean headless = spec.path("clusterIP").asText().equals("None");
    boolean external = spec.path("type").asText().equals("ExternalName");
    if (spec.path("ports").isEmpty() && !headless && !external) {
      causes.add(new Cause("FieldValueRequired", "Required value", "spec.ports"));
    }
    for (int i = 0; i < spec.path("ports").size(); i++) {
      JsonNode port = spec.path("ports").get(i);
      int number = port.path("port").asInt();
      String at = "spec.ports[" + i + "]";
      if (number < 1 || number > 65535) {
        causes.add(
            new Cause(
                "FieldValueInvalid",
                "Invalid value: " + number + ": must be between 1 and 65535, inclusive",
                at + ".port"));
      }
      if (spec.path("ports").size() > 1) {
        required(port, "name", at + ".name", causes);
      }
    }
    if (live != null && !external) {
      immutable(live, draft, "spec", "clusterIP", causes);
    }
  }

  private static void statefulSet(JsonNode before, JsonNode after, List<Cause> causes) {
    ObjectNode left = ((ObjectNode) before.deepCopy()).without(STATEFUL_SET_MUTABLE);
    ObjectNode right = ((ObjectNode) after.deepCopy()).without(STATEFUL_SET_MUTABLE);
    if (!left.equals(right)) {
      causes.add(
          new Cause(
              "FieldValueForbidden",
              "Forbidden: updates to statefulset spec for fields other than 'replicas',"
                  + " 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
              "spec"));
    }
  }

  private static void claim(JsonNode spec, @Nullable ObjectNode live, List<Cause> causes) {
    if (spec.path("accessModes").isEmpty()) {
      causes.add(
          new Cause(
              "FieldValueRequired",
              "Required value: at least 1 access mode is required",
              "spec.accessModes"));
    }
    required(spec.path("resources").path("requests"), "storage", "spec.resources[storage]", causes);
    if (live != null) {
      Set<String> mutable = Set.of("resources", "volumeName", "volumeAttributesClassName");
      ObjectNode left = ((ObjectNode) live.path("spec").deepCopy()).without(mutable);
      ObjectNode right = ((ObjectNode) spec.deepCopy()).without(mutable);
      if (!left.equals(right)) {
        causes.add(
            new Cause(
                "FieldValueForbidden",
                "Forbidden: spec is immutable after creation except resources.requests and"
                    + " volumeAttributesClassName for bound claims",
                "spec"));
      }
    }
  }

  private static void frozen(@Nullable ObjectNode live, ObjectNode draft, List<Cause> causes) {
    if (live != null
        && live.path("immutable").asBoolean()
        && (!live.path("data").equals(draft.path("data"))
            || !live.path("binaryData").equals(draft.path("binaryData"))
            || !draft.path("immutable").asBoolean())) {
      causes.add(
          new Cause(
              "FieldValueForbidden",
              "Forbidden: field is immutable when `immutable` is set",
              "data"));
    }
  }

  private static void required(JsonNode node, String field, String path, List<Cause> causes) {
    if (node.path(field).asText("").isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", path));
    }
  }

  private static void immutable(
      ObjectNode live, ObjectNode draft, String parent, String field, List<Cause> causes) {
    JsonNode before = (parent.isEmpty() ? live : live.path(parent)).path(field);
    JsonNode after = (parent.isEmpty() ? draft : draft.path(parent)).path(field);
    if (!before.equals(after)) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "Invalid value: " + after + ": field is immutable",
              parent.isEmpty() ? field : parent + "." + field));
    }
  }

  private static void forbidden(
      ObjectNode live, ObjectNode draft, String field, List<Cause> causes) {
    if (!live.path(field).equals(draft.path(field))) {
      causes.add(
          new Cause(
              "FieldValueForbidden", "Forbidden: updates to " + field + " are forbidden.", field));
    }
  }
}
