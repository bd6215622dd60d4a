package io.freehold.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CidrPlanTest {
  private static final long SEED = 20261102;

  @Test
  void aSixteenIsDividedLikeThis() {
    CidrPlan plan = CidrPlan.of(Cidr.parse("10.0.0.0/16"), zones(3));
    assertThat(plan.subnets())
        .extracting(
            zone -> zone.zone().id() + " " + zone.publicSubnet() + " " + zone.privateSubnet())
        .containsExactly(
            "use1-az1 10.0.192.0/24 10.0.0.0/18",
            "use1-az2 10.0.193.0/24 10.0.64.0/18",
            "use1-az3 10.0.194.0/24 10.0.128.0/18");
    assertThat(plan.spare())
        .extracting(Cidr::toString)
        .containsExactly(
            "10.0.195.0/24", "10.0.196.0/22", "10.0.200.0/21", "10.0.208.0/20", "10.0.224.0/19");
  }

  @Test
  void theSmallestVpcIsDividedLikeThis() {
    CidrPlan plan = CidrPlan.of(Cidr.parse("10.7.4.0/22"), zones(3));
    assertThat(plan.subnets())
        .extracting(zone -> zone.publicSubnet() + " " + zone.privateSubnet())
        .containsExactly(
            "10.7.7.0/26 10.7.4.0/24", "10.7.7.64/26 10.7.5.0/24", "10.7.7.128/26 10.7.6.0/24");
    assertThat(plan.spare()).containsExactly(Cidr.parse("10.7.7.192/26"));
  }

  @Test
  void everyPlanOfEverySizeIsWholeAndFreeOfOverlaps() {
    Random random = new Random(SEED);
    for (int prefix = 16; prefix <= 22; prefix++) {
      for (int count = 3; count <= 6; count++) {
        for (int i = 0; i < 50; i++) {
          Cidr vpc = new Cidr(random.nextInt(), prefix).canonical();
          CidrPlan plan = CidrPlan.of(vpc, zones(count));
          String about = "seed " + SEED + ": " + vpc + " for " + count + " zones: " + plan;
          List<Cidr> parts = new ArrayList<>(plan.spare());
          plan.subnets().forEach(zone -> parts.add(zone.publicSubnet()));
          plan.subnets().forEach(zone -> parts.add(zone.privateSubnet()));
          Collections.sort(parts);
          assertThat(plan.subnets()).as(about).hasSize(count);
          assertThat(parts).as(about).allMatch(vpc::contains).allMatch(Cidr::isCanonical);
          for (int j = 1; j < parts.size(); j++) {
            assertThat(parts.get(j - 1).overlaps(parts.get(j))).as(about).isFalse();
          }
          assertThat(parts.stream().mapToLong(Cidr::size).sum()).as(about).isEqualTo(vpc.size());
          // Room for the interfaces of an EKS upgrade and of later things.
          assertThat(plan.spare().stream().mapToLong(Cidr::size).sum())
              .as(about)
              .isGreaterThanOrEqualTo(64);
          // A network load balancer needs 8 free addresses, and AWS keeps 5 of each subnet.
          assertThat(plan.subnets())
              .as(about)
              .allMatch(zone -> zone.publicSubnet().size() >= 32)
              .allMatch(zone -> zone.privateSubnet().size() > zone.publicSubnet().size());
        }
      }
    }
  }

  @Test
  void theOrderOfTheZonesDoesNotMatter() {
    Cidr vpc = Cidr.parse("10.0.0.0/16");
    assertThat(CidrPlan.of(vpc, zones(3).reversed())).isEqualTo(CidrPlan.of(vpc, zones(3)));
  }

  @Test
  void theSubnetsOfAZoneAreFoundById() {
    CidrPlan plan = CidrPlan.of(Cidr.parse("10.0.0.0/16"), zones(3));
    Zone elsewhereNamed = new Zone("us-east-1f", "use1-az2", "f");
    assertThat(plan.of(elsewhereNamed)).isEqualTo(plan.subnets().get(1));
    assertThatThrownBy(() -> plan.of(new Zone("us-east-1d", "use1-az5", "d")))
        .hasMessageContaining("use1-az5");
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    List<Zone> three = zones(3);
    Stream.of("10.0.0.0/15", "10.0.0.0/23", "10.0.0.1/16")
        .map(Cidr::parse)
        .forEach(vpc ->
            assertThatThrownBy(() -> CidrPlan.of(vpc, three))
                .hasMessageContaining("found " + vpc + ", needed a /16 to /22"));
    Cidr vpc = Cidr.parse("10.0.0.0/16");
    assertThatThrownBy(() -> CidrPlan.of(vpc, zones(2))).hasMessageContaining("needed 3 to 6");
    assertThatThrownBy(
            () -> CidrPlan.of(vpc, List.of(three.get(0), three.get(0), three.get(1), three.get(2))))
        .hasMessageContaining("different");
  }

  @Test
  void aZoneIsReadFromWhatAwsTells() {
    assertThat(Zone.of("us-east-1", "us-east-1a", "use1-az4"))
        .isEqualTo(new Zone("us-east-1a", "use1-az4", "a"))
        .returns("us-east-1", Zone::region);
    assertThatThrownBy(() -> Zone.of("us-east-1", "us-east-1-bos-1a", "use1-bos1-az1"))
        .hasMessageContaining("local zones");
    assertThatThrownBy(() -> Zone.of("us-east-1", "us-west-2a", "usw2-az1"))
        .hasMessageContaining("us-west-2a");
  }

  private static List<Zone> zones(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Zone(
                "us-east-1" + (char) ('a' + i),
                "use1-az" + (i + 1),
                String.valueOf((char) ('a' + i))))
        .toList();
  }
}
