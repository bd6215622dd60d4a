package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.schedule.CronSchedule;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Cron jobs: a job at each time of the schedule, in UTC; of times that were missed the latest
 * alone, if it is not too late for it. A job that still runs holds the next one up, as with {@code
 * Forbid}.
 */
final class CronJobController implements Controller {
  private static final int SECONDS_OF_A_MINUTE = 60;

  @Override
  public void run(Round round) {
    for (ObjectNode cron : round.list(Resources.CRON_JOBS, "").values()) {
      if (!PodTemplates.deleting(cron)) {
        step(round, cron);
      }
    }
  }

  private static void step(Round round, ObjectNode cron) {
    JsonNode spec = cron.path("spec");
    List<ObjectNode> jobs = new ArrayList<>(round.controlled(Resources.JOBS, cron));
    Predicate<ObjectNode> complete = job -> Conditions.isTrue(job, "Complete");
    Predicate<ObjectNode> failed = job -> Conditions.isTrue(job, "Failed");
    forget(round, jobs, complete, spec.path("successfulJobsHistoryLimit").asInt(3));
    forget(round, jobs, failed, spec.path("failedJobsHistoryLimit").asInt(1));
    List<ObjectNode> active = jobs.stream().filter(complete.or(failed).negate()).toList();
    String last = cron.path("status").path("lastScheduleTime").asText("");
    if (!spec.path("suspend").asBoolean() && active.isEmpty()) {
      Optional<Instant> missed = missed(round, cron);
      if (missed.isPresent()) {
        begin(round, cron, missed.get());
        last = missed.get().toString();
      }
    }
    show(round, cron, last);
    if (!spec.path("suspend").asBoolean()) {
      round.due(new CronSchedule(spec.path("schedule").asText()).nextAfter(round.now()));
    }
  }

  /** The time for which a job is to be made now. */
  private static Optional<Instant> missed(Round round, ObjectNode cron) {
    JsonNode spec = cron.path("spec");
    Instant after =
        Instant.parse(
            cron.path("status")
                .path("lastScheduleTime")
                .asText(cron.path("metadata").path("creationTimestamp").asText()));
    if (spec.has("startingDeadlineSeconds")) {
      Instant earliest = round.now().minusSeconds(spec.path("startingDeadlineSeconds").asLong());
      after = earliest.isAfter(after) ? earliest : after;
    }
    return new CronSchedule(spec.path("schedule").asText()).latest(after, round.now());
  }

  private static void begin(Round round, ObjectNode cron, Instant scheduled) {
    JsonNode metadata = cron.path("metadata");
    JsonNode template = cron.path("spec").path("jobTemplate");
    String namespace = metadata.path("namespace").asText();
    String name =
        metadata.path("name").asText() + "-" + scheduled.getEpochSecond() / SECONDS_OF_A_MINUTE;
    if (round.get(new ObjectKey(Resources.JOBS, namespace, name)) != null) {
      return;
    }
    ObjectNode job = NamespaceController.object("batch/v1", "Job", namespace, name);
    if (template.path("metadata").has("labels")) {
      job.withObjectProperty("metadata")
          .set("labels", template.path("metadata").path("labels").deepCopy());
    }
    job.set("spec", template.path("spec").deepCopy());
    PodTemplates.own(job, cron);
    round.put(Resources.JOBS, job);
  }

  /** The oldest of those that are over, beyond so many. */
  private static void forget(
      Round round, List<ObjectNode> jobs, Predicate<ObjectNode> over, int limit) {
    List<ObjectNode> all =
        jobs.stream()
            .filter(over)
            .sorted(Comparator.comparing(job -> job.path("status").path("startTime").asText()))
            .toList();
    for (ObjectNode job : all.subList(0, Math.max(0, all.size() - limit))) {
      JsonNode metadata = job.path("metadata");
      round.delete(
          new ObjectKey(
              Resources.JOBS, metadata.path("namespace").asText(), metadata.path("name").asText()));
      jobs.remove(job);
    }
  }

  private static void show(Round round, ObjectNode cron, String last) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    if (!last.isEmpty()) {
      status.put("lastScheduleTime", last);
    }
    ArrayNode active = JsonNodeFactory.instance.arrayNode();
    for (ObjectNode job : round.controlled(Resources.JOBS, cron)) {
      if (!Conditions.isTrue(job, "Complete") && !Conditions.isTrue(job, "Failed")) {
        JsonNode metadata = job.path("metadata");
        active
            .addObject()
            .put("apiVersion", "batch/v1")
            .put("kind", "Job")
            .put("namespace", metadata.path("namespace").asText())
            .put("name", metadata.path("name").asText())
            .put("uid", metadata.path("uid").asText());
      }
    }
    if (!active.isEmpty()) {
      status.set("active", active);
    }
    round.status(Resources.CRON_JOBS, cron, status);
  }
}
