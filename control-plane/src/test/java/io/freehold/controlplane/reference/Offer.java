package io.freehold.controlplane.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of the public API's requests is refused, with the reason. */
final class Offer {
  /** Whatever is said there is refused: {@code Schema.property}. */
  static final Set<String> ALWAYS_REFUSED =
      Set.of(
          "ServicePostRequest.tier",
          "ServicePostRequest.minTotalMemoryGb",
          "ServicePostRequest.maxTotalMemoryGb",
          "ServicePostRequest.dataWarehouseId",
          "ServicePostRequest.backupId",
          "ServicePostRequest.encryptionKey",
          "ServicePostRequest.encryptionAssumedRoleIdentifier",
          "ServicePostRequest.complianceType",
          "ServicePatchRequest.transparentDataEncryptionKeyId");

  /** Not in a body that is taken as a whole, by {@code Schema.property}. */
  static final Map<String, String> REFUSED = refused();

  /** The public API's regions of AWS; it has other clouds' too. */
  private static final Set<String> OF_AWS =
      Set.of(
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ca-central-1",
          "eu-central-1",
          "eu-west-1",
          "eu-west-2",
          "il-central-1",
          "us-east-1",
          "us-east-2",
          "us-west-2");

  /** Of these properties no other value is taken than one of those. */
  static final Map<String, Set<String>> TAKEN =
      Map.of(
          "ByocInfrastructurePostRequest.regionId", OF_AWS,
          "OrganizationPatchPrivateEndpoint.region", OF_AWS,
          "ServicePostRequest.provider", Set.of("aws"),
          "ServicePostRequest.region", Set.of("us-east-1"), // where its infrastructure is
          "ServicePostRequest.profile", Set.of("v1-default"),
          "ServicePostRequest.autoscalingMode", Set.of("vertical"),
          "ServiceReplicaScalingPatchRequest.autoscalingMode", Set.of("vertical"),
          "ScalingScheduleEntryRequest.autoscalingMode", Set.of("vertical"));

  /** Needed in a body, though the document says of no property that it is: by schema. */
  static final Map<String, List<String>> NEEDED =
      Map.of(
          "ServicePostRequest",
          List.of("name", "byocId", "minReplicaMemoryGb", "maxReplicaMemoryGb"),
          "ByocInfrastructurePostRequest",
          List.of("regionId", "accountId"),
          "ServiceStatePatchRequest",
          List.of("command"),
          "ServicPrivateEndpointePostRequest",
          List.of("id"),
          "ScalingScheduleEntryRequest",
          List.of("name", "weekdays", "startHourUtc", "endHourUtc"),
          "ApiKeyPostRequest",
          List.of("name", "roles"),
          "MemberPatchRequest",
          List.of("role"),
          "InvitationPostRequest",
          List.of("email", "role"));

  private Offer() {}

  private static Map<String, String> refused() {
    Map<String, String> refused = new TreeMap<>();
    ALWAYS_REFUSED.forEach(one -> refused.put(one, "see NotOffered"));
    refused.put("ServicePostRequest.privateEndpointIds", "registered once the service is there");
    for (String schema :
        Set.of(
            "ServicePostRequest",
            "ServiceReplicaScalingPatchRequest",
            "ScalingScheduleEntryRequest")) {
      refused.put(schema + ".minReplicas", "says the same as numReplicas");
      refused.put(schema + ".maxReplicas", "says the same as numReplicas");
    }
    return refused;
  }
}
