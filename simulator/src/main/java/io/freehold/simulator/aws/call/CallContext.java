package io.freehold.simulator.aws.call;

import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.place.Location;
import java.time.Instant;

/**
 * The call that is being served.
 *
 * @param principal who makes it
 * @param location where it takes effect: the caller's account, and the client's region
 * @param now the world's time
 * @param requestId as logs and errors show it
 * @param action with its service: {@code ec2:CreateVpc}
 */
public record CallContext(
    Principal principal, Location location, Instant now, String requestId, String action) {
  public String accountId() {
    return location.accountId();
  }

  public String region() {
    return location.region();
  }
}
