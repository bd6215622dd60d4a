package io.freehold.controlplane.reference;

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
