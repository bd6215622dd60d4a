package io.freehold.controlplane.service;

import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.IpAccessRules;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.service.IpAccess;
import io.freehold.model.service.ReleaseChannel;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ServiceSpec;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.service.Service;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a request says into a spec, and collects what it says wrongly. */
final class ServiceSpecReader {
  private ServiceSpecReader() {}

  /** The spec of a new service; its memory stands at the smallest where none was said. */
  static ServiceSpec create(Body<ServiceRequest> body) {
    ServiceRequest request = body.value();
    Violations violations = body.violations();
    body.require("name", "a name of 1 to 50 characters");
    body.require("minReplicaMemoryGb", "one of " + ReplicaSize.memorySizes());
    body.require("maxReplicaMemoryGb", "one of " + ReplicaSize.memorySizes());
    if (request.provider() != null && !request.provider().equals("aws")) {
      violations.add("provider", "provider-unsupported", "'" + request.provider() + "'", "aws");
    }
    NotOffered.check(request, violations);
    List<io.freehold.protocol.IpAccess> access =
        Objects.requireNonNullElse(request.ipAccessList(), List.of());
    IpAccessRules.check("ipAccessList", access, violations);
    Tags.check("tags", Objects.requireNonNullElse(request.tags(), List.of()), violations);
    int smallest = ReplicaSize.memorySizes().getFirst();
    int least = Objects.requireNonNullElse(request.minReplicaMemoryGb(), smallest);
    ServiceSpec spec =
        new ServiceSpec(
            Objects.requireNonNullElse(request.name(), "-"),
            replicas(
                "",
                request.numReplicas(),
                request.minReplicas(),
                request.maxReplicas(),
                ServiceSpec.DEFAULT_REPLICAS,
                violations),
            least,
            Objects.requireNonNullElse(request.maxReplicaMemoryGb(), least),
            request.ipAccessList() == null ? ServiceSpec.EVERYWHERE : access(access),
            Objects.requireNonNullElse(request.idleScaling(), true),
            request.idleTimeoutMinutes(),
            channel(request.releaseChannel(), ReleaseChannel.DEFAULT, violations));
    addRules(spec, violations);
    return spec;
  }

  /** The spec after a PATCH of name, access or channel. */
  static ServiceSpec change(ServiceSpec now, Body<ServiceRequest.Change> body) {
    ServiceRequest.Change request = body.value();
    Violations violations = body.violations();
    refuseFixed(body);
    NotOffered.check(request, violations);
    ServiceSpec next =
        new ServiceSpec(
            Objects.requireNonNullElse(request.name(), now.name()),
            now.replicas(),
            now.minReplicaMemoryGb(),
            now.maxReplicaMemoryGb(),
            access(now.ipAccessList(), request.ipAccessList(), violations),
            now.idleScaling(),
            now.idleTimeoutMinutes(),
            channel(request.releaseChannel(), now.releaseChannel(), violations));
    addRules(next, violations);
    return next;
  }

  /** The spec after a change of its size. */
  static ServiceSpec scale(ServiceSpec now, Body<ServiceRequest.Scaling> body) {
    ServiceRequest.Scaling request = body.value();
    Violations violations = body.violations();
    mode("", request.autoscalingMode(), violations);
    ServiceSpec next =
        now.scaled(
            replicas(
                "",
                request.numReplicas(),
                request.minReplicas(),
                request.maxReplicas(),
                now.replicas(),
                violations),
            Objects.requireNonNullElse(request.minReplicaMemoryGb(), now.minReplicaMemoryGb()),
            Objects.requireNonNullElse(request.maxReplicaMemoryGb(), now.maxReplicaMemoryGb()),
            Objects.requireNonNullElse(request.idleScaling(), now.idleScaling()),
            body.has("idleTimeoutMinutes")
                ? request.idleTimeoutMinutes()
                : now.idleTimeoutMinutes());
    addRules(next, violations);
    return next;
  }

  /** The same, with the memory of three replicas. */
  static ServiceSpec scaleInTotal(ServiceSpec now, Body<ServiceRequest.TotalScaling> body) {
    ServiceRequest.TotalScaling request = body.value();
    Violations violations = body.violations();
    ServiceSpec next =
        now.scaled(
            Objects.requireNonNullElse(request.numReplicas(), now.replicas()),
            ofThree(
                "minTotalMemoryGb",
                request.minTotalMemoryGb(),
                now.minReplicaMemoryGb(),
                violations),
            ofThree(
                "maxTotalMemoryGb",
                request.maxTotalMemoryGb(),
                now.maxReplicaMemoryGb(),
                violations),
            Objects.requireNonNullElse(request.idleScaling(), now.idleScaling()),
            body.has("idleTimeoutMinutes")
                ? request.idleTimeoutMinutes()
                : now.idleTimeoutMinutes());
    addRules(next, violations);
    return next;
  }

  private static int ofThree(
      String field, @Nullable Integer total, int otherwise, Violations violations) {
    if (total == null) {
      return otherwise;
    }
    if (total % 3 != 0 || ReplicaSize.ofMemoryGb(total / 3).isEmpty()) {
      violations.add(
          field,
          "memory-not-offered",
          total + " GB",
          "one of %s GB: three times the memory of a replica"
              .formatted(ReplicaSize.memorySizes().stream().map(size -> 3 * size).toList()));
      return otherwise;
    }
    return total / 3;
  }

  /**
   * @throws Refusal 409 with every fixed field that is named
   */
  private static void refuseFixed(Body<ServiceRequest.Change> body) {
    List<String> named = ServiceRequest.Change.FIXED.stream().filter(body::has).toList();
    if (!named.isEmpty()) {
      named.forEach(field ->
          body.violations()
              .add(
                  field,
                  "immutable-field",
                  "a change",
                  "what it was created with",
                  "Create another service instead."));
      throw Refusal.immutable(body.violations().list());
    }
  }

  /**
   * @param path before the field's name
   */
  static void mode(String path, @Nullable String mode, Violations violations) {
    if (mode != null && !mode.equals(ServiceView.VERTICAL)) {
      violations.add(
          path + "autoscalingMode", "not-supported", "'" + mode + "'", ServiceView.VERTICAL);
    }
  }

  /**
   * A band of equal ends is a fixed number.
   *
   * @param path before the fields' names
   */
  static int replicas(
      String path,
      @Nullable Integer number,
      @Nullable Integer least,
      @Nullable Integer most,
      int otherwise,
      Violations violations) {
    if (least == null && most == null) {
      return Objects.requireNonNullElse(number, otherwise);
    }
    if (number != null) {
      violations.add(
          path + "numReplicas",
          "replicas-twice",
          "numReplicas and a band",
          "numReplicas alone, or minReplicas and maxReplicas");
    }
    if (least == null || !least.equals(most)) {
      violations.add(
          path + "minReplicas",
          "not-supported",
          "a band from " + least + " to " + most,
          "both the same: the number of replicas is fixed");
    }
    return Objects.requireNonNullElse(least, otherwise);
  }

  private static ReleaseChannel channel(
      @Nullable String word, ReleaseChannel otherwise, Violations violations) {
    if (word == null) {
      return otherwise;
    }
    return ReleaseChannel.of(word)
        .orElseGet(() -> {
          violations.add(
              "releaseChannel", "unknown-value", "'" + word + "'", "slow, default or fast");
          return otherwise;
        });
  }

  private static List<IpAccess> access(List<io.freehold.protocol.IpAccess> list) {
    return list.stream()
        .filter(one -> one.source() != null)
        .map(one -> new IpAccess(one.source(), Objects.requireNonNullElse(one.description(), "")))
        .toList();
  }

  private static List<IpAccess> access(
      List<IpAccess> now, ServiceRequest.@Nullable IpAccessChange change, Violations violations) {
    if (change == null) {
      return now;
    }
    List<io.freehold.protocol.IpAccess> add = Objects.requireNonNullElse(change.add(), List.of());
    List<io.freehold.protocol.IpAccess> remove =
        Objects.requireNonNullElse(change.remove(), List.of());
    IpAccessRules.check("ipAccessList.add", add, violations);
    IpAccessRules.check("ipAccessList.remove", remove, violations);
    List<IpAccess> next = Lists.changed(now, access(add), access(remove), IpAccess::source);
    IpAccessRules.checkNumber("ipAccessList", next.size(), violations);
    return next;
  }

  static List<Service.Tag> tags(
      List<Service.Tag> now, ServiceRequest.@Nullable TagChange change, Violations violations) {
    if (change == null) {
      return now;
    }
    List<Service.Tag> add = Objects.requireNonNullElse(change.add(), List.of());
    List<Service.Tag> remove = Objects.requireNonNullElse(change.remove(), List.of());
    Tags.check("tags.add", add, violations);
    Tags.check("tags.remove", remove, violations);
    List<Service.Tag> next = Lists.changed(now, add, remove, Service.Tag::key);
    Tags.checkNumber("tags", next.size(), violations);
    return next;
  }

  /** What the rules say, but nothing twice about a field. */
  private static void addRules(ServiceSpec spec, Violations violations) {
    Set<String> known =
        violations.list().stream().map(Violation::field).collect(Collectors.toSet());
    violations.addAll(
        spec.violations().stream().filter(one -> !known.contains(one.field())).toList());
  }
}
