package io.freehold.simulator.eks;

import io.freehold.simulator.aws.place.Location;
import java.util.Map;
import java.util.Set;

/** What EKS asks of IAM about the roles that it is handed. */
public interface Roles {
  /** Whether there is a role of that ARN. */
  boolean exists(Location location, String roleArn);

  /**
   * Whether a service may act in the role by now: it exists, trusts the service under these
   * conditions, and is old enough to be seen by other services.
   *
   * @param service such as {@code eks.amazonaws.com}
   * @param conditions condition keys as IAM spells them
   */
  boolean assumable(
      Location location, String roleArn, String service, Map<String, Set<String>> conditions);
}
