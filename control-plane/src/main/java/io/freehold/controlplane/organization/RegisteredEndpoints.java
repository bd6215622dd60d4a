package io.freehold.controlplane.organization;

import io.freehold.controlplane.web.Refusal;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.organization.Organization.PrivateEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows the private endpoints of an organization, and changes which there are. */
public interface RegisteredEndpoints {
  /** Notes what is wrong with one that is to be registered; nothing is said of one without id. */
  static void check(String path, @Nullable String id, String description, Violations violations) {
    if (id != null) {
      checkId(path + "id", id, violations);
    }
    if (description.length() > 255) {
      violations.add(
          path + "description",
          "description-length",
          description.length() + " characters",
          "at most 255");
    }
  }

  /** Notes where an id is none. */
  static void checkId(String field, String id, Violations violations) {
    if (!id.matches("vpce-[0-9a-f]{8,17}")) {
      violations.add(
          field, "endpoint-malformed", "'" + id + "'", "an id like vpce-0123456789abcdef0");
    }
  }

  /** Why one is not registered again. */
  static Refusal elsewhere(String id) {
    return Refusal.conflict("endpoint-elsewhere", id + " is registered in another region.");
  }

  List<PrivateEndpoint> of(UUID organizationId);

  /** Adds one, or describes it anew; false if one of that id is in another region. */
  boolean put(UUID organizationId, String id, String description, String region, Instant now);

  /** Takes it from the organization and from all of its services; nothing if there is none. */
  void remove(UUID organizationId, String id);
}
