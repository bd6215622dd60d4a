package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs: pods that run to their end. None fails but by a lever, or a backup for want of a server;
 * the next attempt follows at once.
 */
final class JobController implements Controller {
  @Override
  public void run(Round round) {
    for (ObjectNode job : round.list(Resources.JOBS, "").values()) {
      if (!PodTemplates.deleting(job)
          && !job.path("spec").path("suspend").asBoolean()
          && !Conditions.isTrue(job, "Complete")
          && !Conditions.isTrue(job, "Failed")) {
        if (round.givesUp(job)) {
          giveUp(round, job);
        } else {
          reconcile(round, job);
        }
      }
    }
  }

  private static void giveUp(Round round, ObjectNode job) {
    round.controlled(Resources.PODS, job).forEach(pod -> round.delete(PodTemplates.keyOf(pod)));
    fail(round, job);
  }

  private static void fail(Round round, ObjectNode job) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("startTime", job.path("status").path("startTime").asText(round.timestamp()));
    status.put("failed", job.path("spec").path("backoffLimit").asInt() + 1);
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("FailureTarget", "Failed")) {
      Conditions.add(
          conditions,
          type,
          true,
          "BackoffLimitExceeded",
          "Job has reached the specified backoff limit",
          round.timestamp());
    }
    round.status(Resources.JOBS, job, status);
  }

  private static void reconcile(Round round, ObjectNode job) {
    JsonNode spec = job.path("spec");
    int completions = spec.path("completions").asInt(1);
    int parallel = spec.path("parallelism").asInt(1);
    String name = job.path("metadata").path("name").asText();
    List<ObjectNode> pods = new ArrayList<>(round.controlled(Resources.PODS, job));
    int succeeded = number(pods, "Succeeded");
    int failed = number(pods, "Failed");
    if (failed > spec.path("backoffLimit").asInt(6)) {
      fail(round, job);
      return;
    }
    int active = pods.size() - succeeded - failed;
    if (PodTemplates.admitted(round, job, spec.path("template"))) {
      while (active < parallel && succeeded + active < completions) {
        ObjectNode pod =
            PodTemplates.pod(job, spec.path("template"), name + "-" + round.nameSuffix());
        pod.withObjectProperty("metadata")
            .withObjectProperty("labels")
            .put("batch.kubernetes.io/job-name", name)
            .put("job-name", name);
        round.put(Resources.PODS, pod);
        active++;
      }
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("startTime", job.path("status").path("startTime").asText(round.timestamp()));
    DeploymentController.put(status, "active", active);
    DeploymentController.put(status, "succeeded", succeeded);
    DeploymentController.put(status, "failed", failed);
    if (succeeded >= completions) {
      status.put("completionTime", round.timestamp());
      ArrayNode conditions = status.putArray("conditions");
      for (String type : List.of("SuccessCriteriaMet", "Complete")) {
        Conditions.add(
            conditions,
            type,
            true,
            "CompletionsReached",
            "Reached expected number of succeeded pods",
            round.timestamp());
      }
    }
    round.status(Resources.JOBS, job, status);
  }

  private static int number(List<ObjectNode> pods, String phase) {
    return (int)
        pods.stream()
            .filter(pod -> pod.path("status").path("phase").asText().equals(phase))
            .count();
  }
}
