package io.freehold.controlplane.service;

import io.freehold.model.violation.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public API has and Freehold has not: refused with the reason, so that nobody believes to
 * have what they do not.
 */
final class NotOffered {
  private static final String CODE = "not-supported";

  private NotOffered() {}

  static void check(ServiceRequest request, Violations violations) {
    refuse(
        "tier",
        request.tier(),
        "Say the size with minReplicaMemoryGb and numReplicas.",
        violations);
    refuse("minTotalMemoryGb", request.minTotalMemoryGb(), "Use minReplicaMemoryGb.", violations);
    refuse("maxTotalMemoryGb", request.maxTotalMemoryGb(), "Use maxReplicaMemoryGb.", violations);
    ServiceSpecReader.mode("", request.autoscalingMode(), violations);
    refuse(
        "dataWarehouseId",
        request.dataWarehouseId(),
        "A second service in a warehouse needs SharedMergeTree, which the open-source engine"
            + " lacks.",
        violations);
    refuse(
        "isReadonly",
        isTrue(request.isReadonly()),
        "Only a further service of a warehouse can be read-only.",
        violations);
    refuse(
        "backupId", request.backupId(), "Starting from a backup is not offered yet.", violations);
    String keys = "Volumes and buckets are encrypted with keys of the AWS account.";
    refuse("encryptionKey", request.encryptionKey(), keys, violations);
    refuse(
        "encryptionAssumedRoleIdentifier",
        request.encryptionAssumedRoleIdentifier(),
        keys,
        violations);
    refuse(
        "hasTransparentDataEncryption",
        isTrue(request.hasTransparentDataEncryption()),
        keys,
        violations);
    refuse(
        "complianceType",
        request.complianceType(),
        "Compliance of an account is the customer's own.",
        violations);
    if (request.profile() != null && !request.profile().equals(ServiceView.PROFILE)) {
      violations.add("profile", CODE, "'" + request.profile() + "'", ServiceView.PROFILE);
    }
    privateEndpoints(request.privateEndpointIds(), violations);
    endpoints(request.endpoints(), violations);
    coreDumps(request.enableCoreDumps(), violations);
  }

  static void check(ServiceRequest.Change request, Violations violations) {
    refuse(
        "transparentDataEncryptionKeyId",
        request.transparentDataEncryptionKeyId(),
        "Volumes and buckets are encrypted with keys of the AWS account.",
        violations);
    endpoints(request.endpoints(), violations);
    coreDumps(request.enableCoreDumps(), violations);
  }

  private static void privateEndpoints(@Nullable List<String> ids, Violations violations) {
    refuse(
        "privateEndpointIds",
        ids == null || ids.isEmpty() ? null : ids,
        "Make the service first; register endpoints for it with POST to its privateEndpoint.",
        violations);
  }

  private static void endpoints(
      @Nullable List<ServiceRequest.EndpointChange> changes, Violations violations) {
    for (int i = 0; changes != null && i < changes.size(); i++) {
      ServiceRequest.EndpointChange change = changes.get(i);
      if (!"mysql".equals(change.protocol())) {
        violations.add(
            "endpoints[" + i + "].protocol",
            "unknown-value",
            change.protocol() == null ? null : "'" + change.protocol() + "'",
            "mysql");
      }
      refuse(
          "endpoints[" + i + "].enabled",
          isTrue(change.enabled()),
          "MySQL's protocol is not offered: the gateway serves https and native TLS.",
          violations);
    }
  }

  private static void coreDumps(@Nullable Boolean wanted, Violations violations) {
    refuse("enableCoreDumps", isTrue(wanted), "Core dumps are not collected.", violations);
  }

  private static @Nullable Boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value) ? Boolean.TRUE : null;
  }

  private static void refuse(
      String field, @Nullable Object value, String remedy, Violations violations) {
    if (value != null) {
      violations.add(field, CODE, String.valueOf(value), "nothing", remedy);
    }
  }
}
