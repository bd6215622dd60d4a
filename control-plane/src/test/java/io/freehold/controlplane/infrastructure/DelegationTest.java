package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.graph.VendorZone;
import io.freehold.model.name.NamingScheme;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class DelegationTest {
  @Test
  void the_vendors_domain_leads_to_the_infrastructures_own_for_as_long_as_that_is_there()
      throws Exception {
    try (SimulatedPlane plane = SimulatedPlane.start("delegation")) {
      Route53Client vendor = route53(plane, SimulatedPlane.VENDOR);
      String zone =
          vendor
              .createHostedZone(r -> r.name(NamingScheme.STANDARD_DOMAIN).callerReference("ours"))
              .hostedZone()
              .id()
              .replace("/hostedzone/", "");
      List<ResourceRecordSet> before = records(vendor, zone);
      plane.restart(
          UnaryOperator.identity(), wiring -> wiring.with(VendorZone.class, new VendorZone(zone)));
      String place = plane.infrastructure();
      plane.untilPhase(place, "ready");

      String domain = plane.at(place).at("/endpoints/domain").asString();
      List<String> told =
          List.of(plane.at(place).at("/endpoints/nameServers").asString().split(","));
      assertThat(told).hasSize(4).isEqualTo(servers(plane, domain));
      assertThat(delegation(vendor, zone, domain)).isEqualTo(told);

      // Whoever ends it may have been started without the zone.
      plane.restart(UnaryOperator.identity(), UnaryOperator.identity());
      plane.client.delete(place + "?data=delete").result();
      plane.untilPhase(place, "deleted");

      assertThat(records(vendor, zone)).isEqualTo(before);
      assertThat(plane.at(place).at("/endpoints/nameServers").isMissingNode()).isTrue();
    }
  }

  private static Route53Client route53(SimulatedPlane plane, String account) {
    return plane.aws.client(
        Route53Client.class, plane.aws.credentialsOfRoot(account), Region.US_EAST_1);
  }

  /** As the customer's own zone has them. */
  private static List<String> servers(SimulatedPlane plane, String domain) {
    Route53Client customer = route53(plane, SimulatedPlane.CUSTOMER);
    String zone =
        customer.listHostedZones().hostedZones().stream()
            .filter(one -> one.name().equals(domain + "."))
            .findFirst()
            .orElseThrow()
            .id();
    return customer.getHostedZone(r -> r.id(zone)).delegationSet().nameServers().stream()
        .sorted()
        .toList();
  }

  private static List<String> delegation(Route53Client vendor, String zone, String domain) {
    return records(vendor, zone).stream()
        .filter(record -> record.type() == RRType.NS && record.name().equals(domain + "."))
        .flatMap(record -> record.resourceRecords().stream())
        .map(ResourceRecord::value)
        .map(value -> value.endsWith(".") ? value.substring(0, value.length() - 1) : value)
        .sorted()
        .toList();
  }

  private static List<ResourceRecordSet> records(Route53Client vendor, String zone) {
    return vendor.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets();
  }
}
