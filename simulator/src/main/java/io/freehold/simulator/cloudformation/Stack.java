package io.freehold.simulator.cloudformation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/**
 * A stack as it is shown.
 *
 * @param id its ARN
 * @param status as CloudFormation names it
 * @param reason of the status; empty where there is none
 * @param outputs by the last operation that was completed
 * @param events oldest first
 * @param resources by logical id, as the latest event of each tells
 */
record Stack(
    String id,
    String name,
    Asked asked,
    Instant created,
    Optional<Instant> updated,
    Optional<Instant> deleted,
    String status,
    String reason,
    List<Output> outputs,
    List<StackEvent> events,
    Map<String, StackResource> resources) {

  static Stack created(String id, String name, Asked asked, Instant now) {
    return new Stack(
        id,
        name,
        asked,
        now,
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        List.of(),
        List.of(),
        Map.of());
  }

  boolean isDeleted() {
    return status.equals("DELETE_COMPLETE");
  }

  Stack asking(Asked other) {
    return new Stack(
        id, name, other, created, updated, deleted, status, reason, outputs, events, resources);
  }

  Stack updatedAt(Instant now) {
    return new Stack(
        id,
        name,
        asked,
        created,
        Optional.of(now),
        deleted,
        status,
        reason,
        outputs,
        events,
        resources);
  }

  Stack deletedAt(Instant now) {
    return new Stack(
        id,
        name,
        asked,
        created,
        updated,
        Optional.of(now),
        status,
        reason,
        outputs,
        events,
        resources);
  }

  Stack giving(List<Output> others) {
    return new Stack(
        id, name, asked, created, updated, deleted, status, reason, others, events, resources);
  }

  /** Showing no other resources than these. */
  Stack holding(Set<String> logicalIds) {
    Map<String, StackResource> left = new LinkedHashMap<>(resources);
    left.keySet().retainAll(logicalIds);
    return new Stack(
        id, name, asked, created, updated, deleted, status, reason, outputs, events, left);
  }

  /** After an event of the stack itself. */
  Stack after(StackEvent event) {
    String said = event.resourceStatusReason();
    return new Stack(
        id,
        name,
        asked,
        created,
        updated,
        deleted,
        event.resourceStatusAsString(),
        said == null ? "" : said,
        outputs,
        with(event),
        resources);
  }

  /**
   * After an event of one of its resources.
   *
   * @param current whether it is about what the stack holds, not about what it replaced
   */
  Stack after(StackEvent event, boolean current) {
    Map<String, StackResource> next = new LinkedHashMap<>(resources);
    if (current) {
      next.put(
          event.logicalResourceId(),
          StackResource.builder()
              .stackId(id)
              .stackName(name)
              .logicalResourceId(event.logicalResourceId())
              .physicalResourceId(event.physicalResourceId())
              .resourceType(event.resourceType())
              .timestamp(event.timestamp())
              .resourceStatus(event.resourceStatusAsString())
              .resourceStatusReason(event.resourceStatusReason())
              .build());
    }
    return new Stack(
        id, name, asked, created, updated, deleted, status, reason, outputs, with(event), next);
  }

  private List<StackEvent> with(StackEvent event) {
    List<StackEvent> all = new ArrayList<>(events);
    all.add(event);
    return all;
  }
}
