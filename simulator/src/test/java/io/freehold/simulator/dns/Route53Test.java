package io.freehold.simulator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.loadbalancing.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

class Route53Test {
  private static final String ACCOUNT = "111122223333";
  private static final String VENDOR = "999900001111";
  private static final String NLB = "edge-0123456789abcdef.elb.us-east-1.amazonaws.com";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  private final Route53Client dns = clientOf(ACCOUNT);

  @Test
  void aZoneBeginsWithItsNameServersAndIsDeletedOnlyEmpty() {
    CreateHostedZoneResponse made = zone(dns, "a.example.com", "one");
    String id = made.hostedZone().id();
    assertThat(made.delegationSet().nameServers()).hasSize(4);
    assertThat(names(id)).containsExactly("a.example.com. NS", "a.example.com. SOA");
    change(dns, id, ChangeAction.UPSERT, address("x.a.example.com", "192.0.2.1"));
    assertThat(codeOf(() -> dns.deleteHostedZone(r -> r.id(id)))).isEqualTo("HostedZoneNotEmpty");
    change(dns, id, ChangeAction.DELETE, address("x.a.example.com", "192.0.2.1"));
    dns.deleteHostedZone(r -> r.id(id));
    assertThat(codeOf(() -> dns.getHostedZone(r -> r.id(id)))).isEqualTo("NoSuchHostedZone");
    assertThat(aws.live(ACCOUNT)).isEmpty();
  }

  @Test
  void aCallerReferenceMakesOneZone() {
    zone(dns, "a.example.com", "one");
    assertThat(codeOf(() -> zone(dns, "a.example.com", "one")))
        .isEqualTo("HostedZoneAlreadyExists");
    zone(dns, "a.example.com", "two");
    assertThat(dns.listHostedZonesByName(r -> r.dnsName("a.example.com")).hostedZones())
        .extracting(HostedZone::callerReference)
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aChangeIsPendingAndThenEverywhere() {
    String id = zone(dns, "a.example.com", "one").hostedZone().id();
    ChangeInfo info = change(dns, id, ChangeAction.UPSERT, address("x.a.example.com", "192.0.2.1"));
    assertThat(info.status()).isEqualTo(ChangeStatus.PENDING);
    assertThat(names(id)).contains("x.a.example.com. A");
    assertThat(aws.route53().resolve("x.a.example.com")).isInstanceOf(Resolution.None.class);
    clock.advance(Duration.ofSeconds(34));
    assertThat(status(info)).isEqualTo(ChangeStatus.PENDING);
    clock.advance(Duration.ofSeconds(1));
    assertThat(status(info)).isEqualTo(ChangeStatus.INSYNC);
    assertThat(aws.route53().resolve("X.a.example.com."))
        .isEqualTo(new Resolution.Addresses(List.of("192.0.2.1")));
  }

  @Test
  void aBatchIsMadeAsAWholeOrNotAtAll() {
    String id = zone(dns, "a.example.com", "one").hostedZone().id();
    Route53Exception refused =
        catchThrowableOfType(
            Route53Exception.class,
            () ->
                change(
                    dns,
                    id,
                    changeOf(ChangeAction.CREATE, address("x.a.example.com", "192.0.2.1")),
                    changeOf(ChangeAction.DELETE, address("y.a.example.com", "192.0.2.1")),
                    changeOf(ChangeAction.CREATE, address("x.b.example.com", "192.0.2.1"))));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidChangeBatch");
    assertThat(refused.awsErrorDetails().errorMessage())
        .contains("y.a.example.com.", "it was not found")
        .contains("x.b.example.com. is not permitted in zone a.example.com.");
    assertThat(names(id)).containsExactly("a.example.com. NS", "a.example.com. SOA");
  }

  @Test
  void aDeletionNamesTheRecordExactlyAndLeavesTheZonesOwn() {
    CreateHostedZoneResponse made = zone(dns, "a.example.com", "one");
    String id = made.hostedZone().id();
    change(dns, id, ChangeAction.CREATE, address("x.a.example.com", "192.0.2.1"));
    assertThat(
            codeOf(() ->
                change(dns, id, ChangeAction.DELETE, address("x.a.example.com", "192.0.2.2"))))
        .isEqualTo("InvalidChangeBatch");
    assertThat(
            codeOf(() ->
                change(dns, id, ChangeAction.CREATE, address("x.a.example.com", "192.0.2.1"))))
        .isEqualTo("InvalidChangeBatch");
    ResourceRecordSet own =
        dns.listResourceRecordSets(r -> r.hostedZoneId(id)).resourceRecordSets().getFirst();
    assertThat(codeOf(() -> change(dns, id, ChangeAction.DELETE, own)))
        .isEqualTo("InvalidChangeBatch");
    assertThat(
            codeOf(() ->
                change(dns, id, ChangeAction.CREATE, address("z.a.example.com", "300.1.1.1"))))
        .isEqualTo("InvalidChangeBatch");
  }

  @Test
  void anAliasToALoadBalancerNamesTheZoneOfItsRegion() {
    String id = zone(dns, "a.example.com", "one").hostedZone().id();
    assertThat(
            codeOf(() ->
                change(dns, id, ChangeAction.UPSERT, alias("*.a.example.com", "ZLMOA37VPKANP"))))
        .isEqualTo("InvalidChangeBatch");
    change(dns, id, ChangeAction.UPSERT, alias("*.a.example.com", "Z26RNL4JYFTOTI"));
    assertThat(names(id)).contains("\\052.a.example.com. A");
    clock.advance(Duration.ofSeconds(35));
    assertThat(aws.route53().resolve("service.a.example.com"))
        .isEqualTo(new Resolution.AwsName(NLB));
    assertThat(aws.route53().resolve("deep.er.a.example.com"))
        .isEqualTo(new Resolution.AwsName(NLB));
    assertThat(aws.connect("service.a.example.com", 8443, "198.51.100.7"))
        .isEqualTo(new Connection.Refused(NLB + " is the name of no load balancer"));
  }

  @Test
  void aWildcardStandsForNoNameThatTheZoneHas() {
    String id = zone(dns, "a.example.com", "one").hostedZone().id();
    change(dns, id, ChangeAction.UPSERT, alias("*.a.example.com", "Z26RNL4JYFTOTI"));
    change(dns, id, ChangeAction.UPSERT, address("x.y.a.example.com", "192.0.2.1"));
    clock.advance(Duration.ofSeconds(35));
    assertThat(aws.route53().resolve("z.y.a.example.com")).isInstanceOf(Resolution.None.class);
    assertThat(aws.route53().resolve("y.a.example.com")).isInstanceOf(Resolution.None.class);
    assertThat(aws.route53().resolve("z.a.example.com")).isInstanceOf(Resolution.AwsName.class);
  }

  @Test
  void aZoneBelowAnotherNeedsItsDelegation() {
    Route53Client vendor = clientOf(VENDOR);
    String parent = zone(vendor, "example.com", "vendor").hostedZone().id();
    CreateHostedZoneResponse child = zone(dns, "a.example.com", "one");
    change(
        dns, child.hostedZone().id(), ChangeAction.UPSERT, address("x.a.example.com", "192.0.2.1"));
    clock.advance(Duration.ofSeconds(35));
    assertThat(aws.route53().resolve("x.a.example.com")).isInstanceOf(Resolution.None.class);
    change(vendor, parent, ChangeAction.UPSERT, delegation("a.example.com", List.of("ns.other")));
    clock.advance(Duration.ofSeconds(35));
    assertThat(aws.route53().resolve("x.a.example.com"))
        .isEqualTo(
            new Resolution.None(
                "a.example.com. is delegated to name servers that do not answer for it"));
    change(
        vendor,
        parent,
        ChangeAction.UPSERT,
        delegation("a.example.com", child.delegationSet().nameServers()));
    clock.advance(Duration.ofSeconds(35));
    assertThat(aws.route53().resolve("x.a.example.com"))
        .isEqualTo(new Resolution.Addresses(List.of("192.0.2.1")));
  }

  @Test
  void recordsComeInPagesInTheOrderOfTheirLabelsFromTheLast() {
    String id = zone(dns, "a.example.com", "one").hostedZone().id();
    change(dns, id, ChangeAction.UPSERT, address("z.b.a.example.com", "192.0.2.1"));
    change(dns, id, ChangeAction.UPSERT, address("a.c.a.example.com", "192.0.2.1"));
    assertThat(
            dns
                .listResourceRecordSetsPaginator(r -> r.hostedZoneId(id).maxItems("1"))
                .resourceRecordSets()
                .stream()
                .map(it -> it.name() + " " + it.type()))
        .containsExactly(
            "a.example.com. NS",
            "a.example.com. SOA",
            "z.b.a.example.com. A",
            "a.c.a.example.com. A");
  }

  @Test
  void tagsComeAfterwards() {
    String id = zone(dns, "a.example.com", "one").hostedZone().id().replace("/hostedzone/", "");
    Tag tag = Tag.builder().key("owner").value("me").build();
    dns.changeTagsForResource(
        r -> r.resourceType(TagResourceType.HOSTEDZONE).resourceId(id).addTags(tag));
    assertThat(
            dns.listTagsForResource(r -> r.resourceType(TagResourceType.HOSTEDZONE).resourceId(id))
                .resourceTagSet()
                .tags())
        .containsExactly(tag);
    assertThat(aws.live(ACCOUNT).getFirst().tags()).containsEntry("owner", "me");
  }

  @Test
  void allCallsOfAnAccountShareOneLimit() {
    for (int i = 0; i < 50; i++) {
      dns.listHostedZones();
    }
    assertThat(codeOf(() -> dns.listHostedZonesByName())).isEqualTo("Throttling");
    clientOf(VENDOR).listHostedZones();
    clock.advance(Duration.ofSeconds(1));
    dns.listHostedZones();
  }

  private Route53Client clientOf(String account) {
    return aws.client(Route53Client.class, aws.credentialsOfRoot(account), Region.US_EAST_1);
  }

  private static CreateHostedZoneResponse zone(Route53Client at, String name, String reference) {
    return at.createHostedZone(r -> r.name(name).callerReference(reference));
  }

  private static ChangeInfo change(
      Route53Client at, String zone, ChangeAction action, ResourceRecordSet record) {
    return change(at, zone, changeOf(action, record));
  }

  private static ChangeInfo change(Route53Client at, String zone, Change... changes) {
    return at.changeResourceRecordSets(
            r -> r.hostedZoneId(zone).changeBatch(b -> b.changes(Arrays.asList(changes))))
        .changeInfo();
  }

  private static Change changeOf(ChangeAction action, ResourceRecordSet record) {
    return Change.builder().action(action).resourceRecordSet(record).build();
  }

  private static ResourceRecordSet address(String name, String value) {
    return ResourceRecordSet.builder()
        .name(name)
        .type(RRType.A)
        .ttl(60L)
        .resourceRecords(ResourceRecord.builder().value(value).build())
        .build();
  }

  private static ResourceRecordSet alias(String name, String zone) {
    return ResourceRecordSet.builder()
        .name(name)
        .type(RRType.A)
        .aliasTarget(
            AliasTarget.builder()
                .dnsName(NLB)
                .hostedZoneId(zone)
                .evaluateTargetHealth(false)
                .build())
        .build();
  }

  private static ResourceRecordSet delegation(String name, List<String> servers) {
    return ResourceRecordSet.builder()
        .name(name)
        .type(RRType.NS)
        .ttl(300L)
        .resourceRecords(
            servers.stream().map(it -> ResourceRecord.builder().value(it).build()).toList())
        .build();
  }

  private List<String> names(String zone) {
    return dns.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets().stream()
        .map(it -> it.name() + " " + it.type())
        .toList();
  }

  private ChangeStatus status(ChangeInfo info) {
    return dns.getChange(r -> r.id(info.id())).changeInfo().status();
  }

  private static String codeOf(ThrowingCallable call) {
    return catchThrowableOfType(Route53Exception.class, call).awsErrorDetails().errorCode();
  }
}
