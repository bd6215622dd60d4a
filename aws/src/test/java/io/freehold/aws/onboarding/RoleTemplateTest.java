package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.ManagementRole;
import io.freehold.simulator.customer.StackDeployment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** The roles that a customer makes are those that the graph would have made. */
class RoleTemplateTest {
  private static final String ACCOUNT = "111122223333";
  private static final String VENDOR = "999988887777";
  private static final String ZONE = "Z0123456789ABCDEFGHIJ";
  private static final Onboarding GRANTED = Onboarding.standard(ACCOUNT, VENDOR, "external-id");
  private static final Map<String, String> TAGS = Map.of("cost-center", "42");
  private static final InfrastructureNames NAMES =
      NamingScheme.standard().of(new ShortName("mhp0y4dmph"), "eu-central-1");
  private static final RolePolicies POLICIES =
      new RolePolicies(NAMES, GRANTED.role(), Optional.empty(), VendorRoles.in(VENDOR));

  @TempDir private Path folder;

  static List<InfrastructureRoles> choices() {
    return List.of(
        new InfrastructureRoles(POLICIES, TAGS),
        new InfrastructureRoles(
            new RolePolicies(
                NAMES,
                ManagementRoleArn.of(ACCOUNT, "/teams/data/", "acme-ClickHouseManagementRole"),
                Optional.of("arn:aws:iam::111122223333:policy/security/Limits"),
                VendorRoles.in(VENDOR)),
            Map.of("cost center: ü", "yes", "team", "data/eu=1+1@home")));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void template_and_file_make_the_same(InfrastructureRoles roles) {
    SortedMap<String, DeployedRoles.One> made =
        DeployedRoles.ofTemplate(new RoleTemplate(roles).text());

    assertThat(DeployedRoles.ofModule(new RoleModule(roles).text())).isEqualTo(made);
    assertThat(made.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(InfrastructureRole.values()).map(NAMES::role).toList());
  }

  @ParameterizedTest
  @MethodSource("choices")
  void they_are_the_roles_of_the_graph(InfrastructureRoles roles) {
    Map<String, DeployedRoles.One> made = DeployedRoles.ofTemplate(new RoleTemplate(roles).text());
    for (InfrastructureRole which : InfrastructureRole.values()) {
      Role role = roles.policies().of(which, RolePolicies.ANY_ZONE);
      DeployedRoles.One one = made.get(role.name());
      assertThat(one.path()).isEqualTo(role.path());
      assertThat(one.boundary()).isEqualTo(role.boundary());
      assertThat(one.trust()).isEqualTo(role.trust().normalized());
      assertThat(one.managed()).isEqualTo(role.managedPolicies());
      assertThat(one.inline().keySet()).isEqualTo(role.inlinePolicies().keySet());
      role.inlinePolicies()
          .forEach((name, document) ->
              assertThat(one.inline()).containsEntry(name, document.normalized()));
      assertThat(one.tags())
          .containsEntry(AwsSession.OWNER_TAG, "mhp0y4dmph")
          .containsEntry(AwsSession.REGION_TAG, "eu-central-1")
          .containsAllEntriesOf(roles.userTags());
    }
  }

  @Test
  void a_difference_would_be_seen() {
    InfrastructureRoles roles = choices().getFirst();
    String file = new RoleModule(roles).text();
    SortedMap<String, DeployedRoles.One> byTemplate =
        DeployedRoles.ofTemplate(new RoleTemplate(roles).text());
    Map<String, String> changes =
        Map.of(
            "\"s3:GetObject\",", "",
            "\"aws:SourceArn\"", "\"aws:SourceArns\"",
            "clickhouse-byoc-region ", "clickhouse-byoc-place ",
            "AmazonEKS_CNI_Policy\"", "AmazonEKS_CNI\"",
            "-boundary\"", "-bounds\"");
    changes.forEach((taken, given) -> {
      String changed = file.replaceFirst(Pattern.quote(taken), given);
      assertThat(changed).as(taken).isNotEqualTo(file);
      assertThat(DeployedRoles.ofModule(changed)).as(taken).isNotEqualTo(byTemplate);
    });
  }

  /** Trust is in what is known before there is a cluster: its name, and so its ARN. */
  @Test
  void pods_of_the_one_cluster_may_assume_them() {
    DeployedRoles.One one =
        DeployedRoles.ofTemplate(new RoleTemplate(choices().getFirst()).text())
            .get(NAMES.role(InfrastructureRole.CH_S3));
    assertThat(one.trust())
        .contains("pods.eks.amazonaws.com")
        .contains(
            "\"aws:SourceArn\":\"arn:aws:eks:eu-central-1:111122223333:cluster/clickhouse-cloud-mhp0y4dmph\"");
  }

  @Test
  void both_are_of_a_size_that_the_tools_take() {
    assertThat(new RoleTemplate(choices().getFirst()).text()).hasSizeLessThan(51_200);
  }

  @Test
  void is_written_as_terraform_formats_it() {
    Terraform.write(folder.resolve("terraform.tf"), new RoleModule(choices().getLast()).text());
    Terraform.Result formatted = Terraform.in(folder).run("fmt", "-check", "-diff", "-no-color");
    assertThat(formatted.out()).isEmpty();
    assertThat(formatted.code()).isZero();
  }

  @Test
  void deployed_they_read_back_as_those_of_the_graph() {
    assertThat(deployed()).hasSize(InfrastructureRole.values().length).isEqualTo(graphed());
  }

  private record Seen(Role.Observed role, Set<Tag> tags) {}

  private static final class Account {
    final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
    final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
    final IamClient root = aws.client(IamClient.class, aws.rootOf(ACCOUNT), Region.US_EAST_1);
    final AwsSession session;

    Account() {
      String arn =
          new ManagementRole(
                  GRANTED.role().name(),
                  GRANTED.trust().json(),
                  GRANTED.inline(),
                  GRANTED.managed(),
                  Optional.of(GRANTED.boundary().json()))
              .create(aws, ACCOUNT);
      session =
          new RoleSessions(aws::client, aws.rootOf(VENDOR), clock)
              .session(
                  new RoleSessions.Role(arn, "external-id"),
                  "eu-central-1",
                  new Owner("mhp0y4dmph"),
                  TAGS);
    }

    /** With no random ids, and in whatever zone. */
    Map<String, Seen> seen() {
      clock.advance(Duration.ofMinutes(2));
      Set<String> names =
          Arrays.stream(InfrastructureRole.values()).map(NAMES::role).collect(Collectors.toSet());
      Map<String, Seen> all = new TreeMap<>();
      Role.TYPE
          .observe(session, names)
          .forEach((name, found) -> {
            Role.Observed role = ((Observation.Present<Role.Observed>) found).value();
            Map<String, String> inline = new TreeMap<>();
            role.inlinePolicies()
                .forEach((policy, text) ->
                    inline.put(policy, text.replace("hostedzone/" + ZONE, "hostedzone/*")));
            all.put(
                name,
                new Seen(
                    new Role.Observed(
                        role.arn(),
                        "",
                        role.name(),
                        role.path(),
                        role.description(),
                        role.trust(),
                        role.managedPolicies(),
                        inline,
                        role.boundary(),
                        role.longestSession(),
                        role.region(),
                        role.wantedRegion()),
                    Set.copyOf(root.getRole(r -> r.roleName(name)).role().tags())));
          });
      return all;
    }
  }

  private static Map<String, Seen> deployed() {
    Account account = new Account();
    new StackDeployment(account.aws, ACCOUNT, "eu-central-1", account.clock::advance)
        .create(
            "roles", new RoleTemplate(new InfrastructureRoles(POLICIES, TAGS)).text(), Map.of());
    return account.seen();
  }

  private static Map<String, Seen> graphed() {
    Account account = new Account();
    for (InfrastructureRole which : InfrastructureRole.values()) {
      Role role = POLICIES.of(which, ZONE);
      Intent intent =
          new Intent(account.session.owner(), RolePolicies.node(which), 1, account.clock.instant());
      Role.TYPE.create(account.session, role, intent);
      account.clock.advance(Duration.ofMinutes(1));
      Observation<Role.Observed> there =
          Role.TYPE.observe(account.session, Set.of(role.name())).get(role.name());
      Role.TYPE.update(
          account.session, role.name(), role, ((Observation.Present<Role.Observed>) there).value());
    }
    return account.seen();
  }
}
