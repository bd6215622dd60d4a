package io.freehold.aws.preflight.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.preflight.check.Planned;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/** Made of the catalogue alone, without a call. */
class QuestionsTest {
  private static final String KEY =
      "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";

  private static Subject subject(boolean withKey) {
    InfrastructureSpec spec =
        InfrastructureSpec.builder(
                new ShortName("mhp0y4dmph"),
                "111122223333",
                "us-east-1",
                Stream.of("1", "2", "4")
                    .map(n ->
                        Zone.of(
                            "us-east-1",
                            "us-east-1" + "abcd".charAt(n.charAt(0) - '1'),
                            "use1-az" + n))
                    .toList())
            .tags(Map.of("team", "data"))
            .secretsKeyArn(withKey ? KEY : null)
            .build();
    RolePolicies policies =
        new RolePolicies(
            spec.names(NamingScheme.standard()),
            ManagementRoleArn.of("111122223333", "/", ManagementRoleArn.DEFAULT_NAME),
            Optional.empty(),
            VendorRoles.in("999988887777"));
    AwsSession aws =
        new AwsSession(
            QuestionsTest::none,
            AnonymousCredentialsProvider.create(),
            "111122223333",
            Region.US_EAST_1,
            new Owner("mhp0y4dmph"),
            Map.of());
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    AwsInfrastructure.add(
        graph.in(new Place<>("customer", one -> one)), Optional.empty(), spec, policies, Set.of());
    return new Subject(
        aws, spec, policies, Planned.of(graph), Set.of(), false, Instant.EPOCH, Optional.empty());
  }

  private static <T extends SdkClient> T none(Class<T> type, Object credentials, Region region) {
    throw new AssertionError("nobody is called");
  }

  @Test
  void every_permission_of_the_catalogue_is_asked_for_on_things_that_will_be() {
    List<Question> questions = Questions.every(subject(true));
    assertThat(questions.stream().map(Question::permission).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Set.copyOf(Catalogue.permissions()));
    assertThat(questions)
        .allSatisfy(question ->
            assertThat(question.resources())
                .allSatisfy(arn ->
                    assertThat(arn)
                        .matches(text -> text.equals("*") || !text.contains("*"))
                        .doesNotContain("<", "$")));
  }

  @Test
  void an_id_means_one_question_only() {
    Questions.every(subject(true)).stream()
        .collect(Collectors.groupingBy(Question::id))
        .forEach((id, same) ->
            assertThat(same)
                .as(id)
                .extracting(Question::action, Question::resources, Question::context)
                .containsOnly(
                    org.assertj.core.groups.Tuple.tuple(
                        same.getFirst().action(),
                        same.getFirst().resources(),
                        same.getFirst().context())));
  }

  @Test
  void a_key_is_asked_about_only_where_there_is_one() {
    assertThat(Questions.about(subject(false)))
        .extracting(question -> question.permission().group())
        .doesNotContain(PolicyGroup.KMS);
    assertThat(Questions.about(subject(true)))
        .filteredOn(question -> question.permission().group() == PolicyGroup.KMS)
        .isNotEmpty()
        .allSatisfy(question -> assertThat(question.resources()).containsExactly(KEY));
  }

  @Test
  void a_request_that_makes_something_carries_the_tags_that_it_will_get() {
    Question subnet = question("permission-ec2-create-subnet-new-subnet");
    assertThat(subnet.context().keys())
        .containsKeys(
            "aws:RequestTag/team",
            "aws:RequestTag/clickhouse-byoc-infrastructure",
            "aws:PrincipalTag/clickhouse-byoc-region",
            "aws:TagKeys")
        .doesNotContainKey("aws:ResourceTag/clickhouse-byoc-infrastructure");
    // The VPC has its tags already, and the request has those of the subnet.
    assertThat(question("permission-ec2-create-subnet-own-vpc").context().keys())
        .containsKeys(
            "aws:RequestTag/clickhouse-byoc-infrastructure",
            "aws:ResourceTag/clickhouse-byoc-infrastructure");
    assertThat(value(question("permission-iam-create-role-bounded-role"), "aws:RequestedRegion"))
        .isEqualTo("us-east-1");
    assertThat(
            value(question("permission-iam-create-role-bounded-role"), "iam:PermissionsBoundary"))
        .isEqualTo("arn:aws:iam::111122223333:policy/ClickHouseManagementRole-boundary");
  }

  private static Question question(String id) {
    return Questions.about(subject(false)).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String value(Question question, String key) {
    return question.context().keys().get(key).values().getFirst();
  }

  @Test
  void what_only_looks_and_what_makes_are_of_the_same_catalogue() {
    assertThat(Questions.about(subject(false)))
        .extracting(question -> question.permission().phase())
        .contains(Permission.Phase.values());
  }
}
