package io.freehold.aws.network;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.network.Zone;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;

/**
 * The zones of a region as one account sees them: its letters mean other places elsewhere. Uses
 * {@code ec2:DescribeAvailabilityZones}.
 */
public final class AccountZones {
  private static final String ORDINARY = "availability-zone";

  private AccountZones() {}

  /**
   * Asks for the zones that the account may use, local and wavelength zones left out.
   *
   * @param owner for whom: the infrastructure that is to be made there
   * @throws FailureException if the role cannot be assumed, or the account does not answer
   */
  public static List<Zone> ask(
      RoleSessions sessions, RoleSessions.Role role, String region, Owner owner) {
    try {
      return sessions
          .session(role, region, owner, Map.of())
          .ec2()
          .describeAvailabilityZones(request -> {})
          .availabilityZones()
          .stream()
          .filter(AccountZones::isOrdinary)
          .map(zone -> Zone.of(region, zone.zoneName(), zone.zoneId()))
          .sorted(Comparator.comparing(Zone::name))
          .toList();
    } catch (SdkException e) {
      throw new FailureException(new AwsFailures().classify(e));
    }
  }

  private static boolean isOrdinary(AvailabilityZone zone) {
    return zone.state() == AvailabilityZoneState.AVAILABLE
        && (zone.zoneType() == null || zone.zoneType().equals(ORDINARY))
        && Zone.isId(zone.zoneId());
  }
}
