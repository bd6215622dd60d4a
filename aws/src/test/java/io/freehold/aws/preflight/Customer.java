package io.freehold.aws.preflight;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Planned;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsClients;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.customer.ManagementRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * A customer's account in a simulated AWS, with a management role and an infrastructure in mind.
 */
final class Customer {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "us-east-1";
  static final Onboarding GRANTED = Onboarding.standard(ACCOUNT, "999988887777", "external-id");

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  final AwsSession session;
  InfrastructureSpec spec;
  Optional<String> roleTemplate = Optional.empty();
  Set<PolicyGroup> withheld = Set.of();
  private final Onboarding granted;

  /** As the template makes it. */
  Customer() {
    this(document -> document);
  }

  /**
   * @param edited what the customer made of each policy
   */
  Customer(UnaryOperator<PolicyDocument> edited) {
    this(GRANTED, edited);
  }

  /** With a boundary of the customer's own, which is not made yet. */
  static Customer withBoundary(String policyName) {
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy/" + policyName;
    Onboarding chosen =
        new Onboarding(
            GRANTED.role(),
            GRANTED.vendorPrincipal(),
            GRANTED.externalId(),
            Optional.of(arn),
            GRANTED.groups());
    return new Customer(chosen, document -> document);
  }

  private Customer(Onboarding granted, UnaryOperator<PolicyDocument> edited) {
    this.granted = granted;
    String arn =
        new ManagementRole(
                granted.role().name(),
                granted.trust().json(),
                policies(true, edited),
                policies(false, edited),
                Optional.of(granted.boundary().json()))
            .create(aws, ACCOUNT);
    tagged(String.valueOf(TemplateVersion.newest().number()));
    RoleSessions.Role role = new RoleSessions.Role(arn, "external-id");
    RoleSessions sessions = new RoleSessions(aws::client, aws.rootOf("999988887777"), clock);
    ShortName name = new ShortName("mhp0y4dmph");
    Owner owner = new Owner(name.value());
    Map<String, String> tags = Map.of("cost-center", "42");
    session = sessions.session(role, REGION, owner, tags);
    spec =
        InfrastructureSpec.builder(
                name, ACCOUNT, REGION, new Customer.Zones(aws).usable().subList(0, 3))
            .loadBalancers(new LoadBalancers(true, true))
            .tags(new LinkedHashMap<>(tags))
            .build();
    aws.callLog().clear();
  }

  /** As the account's root sees them, who needs no permission. */
  private record Zones(SimulatedAws aws) {
    List<io.freehold.model.network.Zone> usable() {
      return client(aws, software.amazon.awssdk.services.ec2.Ec2Client.class)
          .describeAvailabilityZones(r -> {})
          .availabilityZones()
          .stream()
          .map(zone -> io.freehold.model.network.Zone.of(REGION, zone.zoneName(), zone.zoneId()))
          .filter(zone -> !zone.id().equals("use1-az3"))
          .toList();
    }
  }

  private Map<String, String> policies(boolean inline, UnaryOperator<PolicyDocument> edited) {
    Map<String, String> all = new TreeMap<>();
    granted
        .policies()
        .forEach((group, document) -> {
          if (group.isInline() == inline) {
            PolicyDocument made = edited.apply(document);
            if (!made.statements().isEmpty()) {
              all.put(inline ? group.suffix() : granted.policyName(group), made.json());
            }
          }
        });
    return all;
  }

  /** As the template of that version tags the role. */
  void tagged(String version) {
    client(IamClient.class)
        .tagRole(r ->
            r.roleName(granted.role().name())
                .tags(Tag.builder().key(AwsSession.TEMPLATE_VERSION_TAG).value(version).build()));
  }

  Levers levers() {
    return aws.levers();
  }

  /** As the account's root. */
  <T extends SdkClient> T client(Class<T> type) {
    return client(aws, type);
  }

  private static <T extends SdkClient> T client(SimulatedAws aws, Class<T> type) {
    return aws.client(type, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);
  }

  RolePolicies policies() {
    return new RolePolicies(
        spec.names(NamingScheme.standard()),
        granted.role(),
        granted.customerBoundary(),
        VendorRoles.in("999988887777"));
  }

  Subject subject() {
    return subject(session);
  }

  /** The same with AWS behind other clients. */
  Subject subject(AwsClients clients) {
    return subject(
        new AwsSession(
            clients,
            session.credentials(),
            ACCOUNT,
            session.region(),
            session.owner(),
            session.userTags()));
  }

  private Subject subject(AwsSession as) {
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    AwsInfrastructure.add(
        graph.in(new Place<>("customer", one -> one)),
        Optional.empty(),
        spec,
        policies(),
        Set.of());
    return new Subject(
        as, spec, policies(), Planned.of(graph), withheld, false, clock.instant(), roleTemplate);
  }

  /** Runs one, long enough after the one before that no request limit is near. */
  List<Check> checks(Category... categories) {
    clock.advance(Duration.ofSeconds(10));
    return Preflight.run(
        subject(),
        categories.length == 0
            ? java.util.EnumSet.allOf(Category.class)
            : java.util.EnumSet.copyOf(Arrays.asList(categories)));
  }

  /** Those that did not pass. */
  List<Check> wrong(Category... categories) {
    return checks(categories).stream().filter(it -> it.status() != Check.Status.PASS).toList();
  }
}
