package io.freehold.model.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureSpecTest {
  private static final Regions SUPPORTED = Regions.supported();
  private static final List<Zone> ZONES = zones(1, 2, 4);

  @Test
  void theDefaultsBreakNoRule() {
    InfrastructureSpec spec = builder().build();
    assertThat(spec.violations(SUPPORTED)).isEmpty();
    assertThat(spec.vpcCidr()).hasToString("10.0.0.0/16");
    assertThat(spec.cidrPlan().subnets()).hasSize(3);
    assertThat(spec.natGatewayCount()).isEqualTo(3);
    assertThat(spec.names(NamingScheme.standard()).cluster())
        .isEqualTo("clickhouse-cloud-mhp0y4dmph");
  }

  @Test
  void theSmallestAndTheLargestRangeAreAccepted() {
    for (int prefix = 16; prefix <= 22; prefix++) {
      Cidr vpc = Cidr.parse("10.8.0.0/" + prefix);
      assertThat(builder().vpcCidr(vpc).build().violations(SUPPORTED)).as("%s", vpc).isEmpty();
      assertThat(builder().vpcCidr(vpc).build().cidrPlan().vpc()).isEqualTo(vpc);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/23, cidr-too-small",
    "10.0.0.0/15, cidr-too-large",
    "10.0.0.1/16, cidr-not-canonical",
    "11.0.0.0/16, cidr-not-private",
    "172.20.4.0/22, cidr-overlaps-services",
  })
  void aRangeThatCannotServeIsRefused(String range, String code) {
    InfrastructureSpec spec = builder().vpcCidr(Cidr.parse(range)).build();
    assertThat(spec.violations(SUPPORTED))
        .singleElement()
        .returns("vpcCidrRange", Violation::field)
        .returns(code, Violation::code)
        .satisfies(violation -> assertThat(violation.found()).contains(range.substring(8)))
        .satisfies(violation -> assertThat(violation.needed()).isNotBlank());
  }

  @Test
  void everyPeerThatOverlapsIsNamed() {
    InfrastructureSpec spec =
        builder()
            .vpcCidr(Cidr.parse("10.1.0.0/16"))
            .peerCidrs(
                Stream.of("10.1.128.0/20", "10.2.0.0/16", "10.0.0.0/8", "172.20.0.0/24")
                    .map(Cidr::parse)
                    .toList())
            .build();
    assertThat(codes(spec))
        .containsExactly("cidr-overlaps-peer", "cidr-overlaps-peer", "cidr-overlaps-services");
    assertThat(spec.violations(SUPPORTED).get(0).found())
        .isEqualTo("10.1.0.0/16, which overlaps peerCidrs[0] 10.1.128.0/20");
    assertThat(spec.violations(SUPPORTED).get(2).field()).isEqualTo("peerCidrs[3]");
  }

  @Test
  void fewerThanThreeZonesAreRefusedEvenWhenOneIsListedTwice() {
    assertThat(codes(builder().zones(zones(1, 2)).build())).containsExactly("too-few-zones");
    assertThat(codes(builder().zones(zones(1, 2, 2)).build()))
        .containsExactly("zone-doubled", "too-few-zones");
  }

  @Test
  void aZoneOfAnotherRegionOrWithoutEksIsRefused() {
    Zone ohio = new Zone("us-east-2a", "use2-az1", "a");
    InfrastructureSpec spec =
        builder().zones(Stream.concat(zones(1, 2, 3).stream(), Stream.of(ohio)).toList()).build();
    assertThat(codes(spec)).containsExactly("zone-without-eks", "zone-not-in-region");
    assertThat(spec.violations(SUPPORTED).getFirst().remedy())
        .isEqualTo("Choose among use1-az1, use1-az2, use1-az4, use1-az5, use1-az6.");
  }

  @Test
  void anUnsupportedRegionIsRefusedWithTheListOfTheOthers() {
    InfrastructureSpec spec = builder().region("mars-north-1").build();
    assertThat(spec.violations(SUPPORTED))
        .singleElement()
        .returns("region-unsupported", Violation::code)
        .satisfies(violation -> assertThat(violation.needed()).contains("us-east-1", "eu-west-2"));
  }

  @Test
  void withoutAnyLoadBalancerNoPathIsLeft() {
    assertThat(codes(builder().loadBalancers(new LoadBalancers(false, false)).build()))
        .containsExactly("no-path-left");
    assertThat(codes(builder().loadBalancers(new LoadBalancers(false, true)).build())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "1825, true", "1826, false", "-3, false"})
  void logsAreKeptForADayToFiveYears(int days, boolean accepted) {
    InfrastructureSpec spec =
        builder().logHouse(new LogHouse(new UUID(0, 1), new ShortName("k3m9x2p7qa"), days)).build();
    if (accepted) {
      assertThat(spec.violations(SUPPORTED)).isEmpty();
    } else {
      assertThat(spec.violations(SUPPORTED))
          .singleElement()
          .returns("logHouse.retentionDays", Violation::field)
          .returns("retention-out-of-range", Violation::code)
          .returns("1 to 1825 days", Violation::needed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws:team, x, tag-reserved",
    "clickhouse-byoc, x, tag-reserved",
    "clickhouse-byoc-infrastructure, x, tag-reserved",
    "team, aws:x, tag-reserved",
    "team!, x, tag-characters",
    "team, x*, tag-characters",
    "'', x, tag-key-length",
  })
  void aTagThatAwsOrWeRefuseIsRefused(String key, String value, String code) {
    assertThat(codes(builder().tags(Map.of(key, value)).build())).containsExactly(code);
  }

  @Test
  void tagsThatAreTooLongTooManyOrTheSameToIamAreRefused() {
    assertThat(codes(builder().tags(Map.of("k".repeat(129), "x")).build()))
        .containsExactly("tag-key-length");
    assertThat(codes(builder().tags(Map.of("k".repeat(128), "x".repeat(256))).build())).isEmpty();
    assertThat(codes(builder().tags(Map.of("k", "x".repeat(257))).build()))
        .containsExactly("tag-value-length");
    assertThat(codes(builder().tags(Map.of("Team", "a", "team", "b")).build()))
        .containsExactly("tag-doubled");
    Map<String, String> many = new LinkedHashMap<>();
    IntStream.range(0, 40).forEach(i -> many.put("k" + i, "x"));
    assertThat(codes(builder().tags(many).build())).isEmpty();
    many.put("one-more", "x");
    assertThat(codes(builder().tags(many).build())).containsExactly("too-many-tags");
  }

  @Test
  void theClusterIsNotOpenedToTheInternet() {
    InfrastructureSpec spec =
        builder()
            .egressCidrs(
                Stream.of("203.0.113.7/32", "0.0.0.0/0", "10.0.0.0/8").map(Cidr::parse).toList())
            .build();
    assertThat(codes(spec)).containsExactly("egress-open", "egress-private");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901", "1234567890123", "12345678901a", ""})
  void anAccountHasTwelveDigits(String account) {
    InfrastructureSpec spec =
        InfrastructureSpec.builder(new ShortName("mhp0y4dmph"), account, "us-east-1", ZONES)
            .build();
    assertThat(codes(spec)).containsExactly("account-id-malformed");
  }

  @Test
  void aKeyForSecretsIsInTheSameRegion() {
    String key = ":123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    assertThat(codes(builder().secretsKeyArn("arn:aws:kms:us-east-1" + key).build())).isEmpty();
    assertThat(codes(builder().secretsKeyArn("arn:aws:kms:eu-west-1" + key).build()))
        .containsExactly("key-in-other-region");
    assertThat(codes(builder().secretsKeyArn("arn:aws:kms:us-east-1:123456789012:alias/x").build()))
        .containsExactly("key-arn-malformed");
  }

  @Test
  void allProblemsAreReportedTogether() {
    InfrastructureSpec spec =
        InfrastructureSpec.builder(new ShortName("mhp0y4dmph"), "1", "nowhere", List.of())
            .vpcCidr(Cidr.parse("8.8.8.8/30"))
            .loadBalancers(new LoadBalancers(false, false))
            .tags(Map.of("aws:x", "y"))
            .kubernetesVersion("latest")
            .build();
    assertThat(codes(spec))
        .containsExactly(
            "account-id-malformed",
            "region-unsupported",
            "cidr-not-private",
            "cidr-too-small",
            "too-few-zones",
            "no-path-left",
            "tag-reserved",
            "kubernetes-version-malformed");
    assertThat(spec.violations(SUPPORTED))
        .allSatisfy(
            violation -> assertThat(violation.message()).startsWith(violation.field() + ": found"));
  }

  @Test
  void whatWasFixedAtCreationCannotBeChanged() {
    InfrastructureSpec now = builder().build();
    InfrastructureSpec next =
        now.toBuilder()
            .region("us-east-2")
            .vpcCidr(Cidr.parse("10.1.0.0/16"))
            .zones(zones(1, 2, 5))
            .build();
    assertThat(now.changeViolations(next))
        .allMatch(violation -> violation.code().equals("immutable-field"))
        .extracting(Violation::field)
        .containsExactly("regionId", "vpcCidrRange", "zoneIds");
  }

  @Test
  void whatIsNotFixedMayChangeAndTheOrderOfZonesIsNoChange() {
    InfrastructureSpec now = builder().build();
    InfrastructureSpec next =
        now.toBuilder()
            .zones(ZONES.reversed())
            .natGateways(NatGateways.SINGLE)
            .loadBalancers(new LoadBalancers(true, true))
            .tags(Map.of("team", "data"))
            .deletionProtection(true)
            .kubernetesVersion("1.36")
            .build();
    assertThat(now.changeViolations(next)).isEmpty();
    assertThat(next).isNotEqualTo(now);
    assertThat(now.toBuilder().build()).isEqualTo(now);
  }

  @Test
  void theOrderOfTagsIsKeptAndCannotBeChangedFromOutside() {
    InfrastructureSpec spec = builder().tags(new LinkedHashMap<>(Map.of("team", "x"))).build();
    assertThatThrownBy(() -> spec.tags().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void natGatewaysAreCountedAndNamedAsTheApiDoes() {
    assertThat(NatGateways.of("single")).contains(NatGateways.SINGLE);
    assertThat(NatGateways.of("per-zone")).contains(NatGateways.PER_ZONE);
    assertThat(NatGateways.of("none")).isEmpty();
    assertThat(builder().natGateways(NatGateways.SINGLE).build().natGatewayCount()).isEqualTo(1);
  }

  @Test
  void aCustomersVpcMayHaveAnyRangeAndNoNatGatewayOfOurs() {
    InfrastructureSpec spec = inCustomerVpc().vpcCidr(Cidr.parse("100.64.0.0/12")).build();
    assertThat(spec.violations(SUPPORTED)).isEmpty();
    assertThat(spec.natGatewayCount()).isZero();
    assertThat(spec.network().mode()).isEqualTo("customer");
    assertThat(builder().build().network()).isEqualTo(Network.MANAGED);
  }

  @Test
  void aCustomersVpcApartFromServicesAndPeersIsNeeded() {
    InfrastructureSpec spec =
        inCustomerVpc()
            .vpcCidr(Cidr.parse("172.16.0.0/12"))
            .peerCidrs(List.of(Cidr.parse("172.16.4.0/22")))
            .build();
    assertThat(spec.violations(SUPPORTED))
        .extracting(Violation::field, Violation::code)
        .containsExactly(
            tuple("network.vpcId", "cidr-overlaps-services"),
            tuple("network.vpcId", "cidr-overlaps-peer"));
  }

  @Test
  void everyRangeOfACustomersVpcIsApartFromServicesAndPeers() {
    InfrastructureSpec spec =
        inCustomerVpc()
            .vpcCidrs(
                List.of(
                    Cidr.parse("10.1.0.0/16"),
                    Cidr.parse("172.20.4.0/22"),
                    Cidr.parse("100.64.0.0/20")))
            .peerCidrs(List.of(Cidr.parse("100.64.8.0/24")))
            .build();
    assertThat(spec.violations(SUPPORTED))
        .extracting(Violation::field, Violation::code, Violation::found)
        .containsExactly(
            tuple("network.vpcId", "cidr-overlaps-services", "172.20.4.0/22"),
            tuple(
                "network.vpcId",
                "cidr-overlaps-peer",
                "100.64.0.0/20, which overlaps peerCidrs[0] 100.64.8.0/24"));
    assertThat(spec.toBuilder().build()).isEqualTo(spec);
    assertThat(builder().build().vpcCidrs()).containsExactly(InfrastructureSpec.DEFAULT_VPC_CIDR);
  }

  @Test
  void whatIsNamedOfACustomersVpcHasItsForm() {
    Network.Customer named =
        new Network.Customer(
            "vpc-XYZ",
            List.of(subnet("subnet-1", 1), subnet(subnetId(2), 2), subnet(subnetId(2), 2)),
            List.of(subnet(subnetId(2), 2)));
    assertThat(inCustomerVpc().network(named).build().violations(SUPPORTED))
        .extracting(Violation::field, Violation::code)
        .containsExactly(
            tuple("network.vpcId", "vpc-id-malformed"),
            tuple("network.privateSubnetIds[0]", "subnet-id-malformed"),
            tuple("network.privateSubnetIds[2]", "subnet-doubled"),
            tuple("network.publicSubnetIds[0]", "subnet-doubled"),
            tuple("network.privateSubnetIds", "too-few-subnets"));
  }

  @Test
  void aPublicLoadBalancerInACustomersVpcNeedsPublicSubnets() {
    InfrastructureSpec.Builder open = inCustomerVpc().loadBalancers(LoadBalancers.PUBLIC_ONLY);
    assertThat(codes(open.build())).containsExactly("public-subnets-missing");
    Network.Customer closed = (Network.Customer) open.build().network();
    Network.Customer named =
        new Network.Customer(
            closed.vpcId(), closed.privateSubnets(), List.of(subnet(subnetId(9), 1)));
    assertThat(codes(open.network(named).build())).isEmpty();
  }

  @Test
  void theNetworkIsFixed() {
    InfrastructureSpec now = inCustomerVpc().build();
    Network.Customer has = (Network.Customer) now.network();
    Network.Customer other =
        new Network.Customer(
            "vpc-00000000", has.privateSubnets().subList(0, 2), List.of(subnet(subnetId(9), 1)));
    Network.Customer turned =
        new Network.Customer(has.vpcId(), has.privateSubnets().reversed(), List.of());

    assertThat(now.changeViolations(now.toBuilder().network(other).build()))
        .extracting(Violation::field)
        .containsExactly("network.vpcId", "network.privateSubnetIds", "network.publicSubnetIds");
    assertThat(now.changeViolations(now.toBuilder().network(Network.MANAGED).build()))
        .extracting(Violation::field)
        .containsExactly("network.mode");
    assertThat(now.changeViolations(now.toBuilder().network(turned).build())).isEmpty();
  }

  private static InfrastructureSpec.Builder inCustomerVpc() {
    return builder()
        .network(
            new Network.Customer(
                "vpc-0123456789abcdef0",
                List.of(subnet(subnetId(1), 1), subnet(subnetId(2), 2), subnet(subnetId(4), 4)),
                List.of()))
        .loadBalancers(LoadBalancers.PRIVATE_ONLY);
  }

  private static Network.Subnet subnet(String id, int zone) {
    return new Network.Subnet(id, "use1-az" + zone);
  }

  private static String subnetId(int number) {
    return "subnet-0123456789abcdef" + number;
  }

  private static InfrastructureSpec.Builder builder() {
    return InfrastructureSpec.builder(
        new ShortName("mhp0y4dmph"), "123456789012", "us-east-1", ZONES);
  }

  private static List<String> codes(InfrastructureSpec spec) {
    return spec.violations(SUPPORTED).stream().map(Violation::code).toList();
  }

  private static List<Zone> zones(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(number -> {
          String suffix = String.valueOf((char) ('a' + number - 1));
          return new Zone("us-east-1" + suffix, "use1-az" + number, suffix);
        })
        .toList();
  }
}
