package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.tag;
import static io.freehold.simulator.aws.ec2.Lab.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Decision;
import io.freehold.simulator.aws.access.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** What each call asks of IAM. */
class PermissionTest {
  private static final String ARN = "arn:aws:ec2:us-east-1:" + Lab.ACCOUNT + ":";

  private final Lab lab = new Lab();
  private final List<AccessRequest> asked = new ArrayList<>();
  private final Ec2Client ec2 =
      lab.aws.client(
          Ec2Client.class,
          lab.aws
              .world()
              .principals()
              .issue(
                  new Principal.RoleSession(
                      Lab.ACCOUNT,
                      "arn:aws:iam::" + Lab.ACCOUNT + ":role/deployer",
                      "s",
                      Map.of("infrastructure", "abc"),
                      List.of(),
                      Instant.MAX)),
          Region.US_EAST_1);

  @Test
  void aCreationAsksForTheNewThingItsParentAndItsTags() {
    String vpc =
        lab.ec2
            .createVpc(r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(tagged(ResourceType.VPC, "owner", "vpc")))
            .vpc()
            .vpcId();
    record();
    ec2.createSubnet(r ->
        r.vpcId(vpc)
            .cidrBlock("10.0.0.0/24")
            .tagSpecifications(tagged(ResourceType.SUBNET, "owner", "subnet")));

    assertThat(asked)
        .extracting(it -> it.action() + " " + it.resource())
        .containsExactly(
            "ec2:CreateSubnet " + ARN + "vpc/" + vpc,
            "ec2:CreateSubnet " + ARN + "subnet/*",
            "ec2:CreateTags " + ARN + "subnet/*");
    assertThat(asked.get(0).context())
        .containsEntry("aws:ResourceTag/owner", Set.of("vpc"))
        .containsEntry("ec2:ResourceTag/owner", Set.of("vpc"))
        .containsEntry("aws:PrincipalTag/infrastructure", Set.of("abc"))
        .containsEntry("aws:RequestedRegion", Set.of("us-east-1"))
        .containsEntry("aws:ResourceAccount", Set.of(Lab.ACCOUNT))
        .doesNotContainKey("aws:RequestTag/owner");
    assertThat(asked.get(1).context())
        .containsEntry("aws:RequestTag/owner", Set.of("subnet"))
        .containsEntry("aws:TagKeys", Set.of("owner"))
        .doesNotContainKey("aws:ResourceTag/owner");
    assertThat(asked.get(2).context())
        .containsEntry("ec2:CreateAction", Set.of("CreateSubnet"))
        .containsEntry("aws:RequestTag/owner", Set.of("subnet"));
  }

  @Test
  void taggingAsksForEachThingWithItsOwnTags() {
    String first = lab.vpc();
    String second = lab.vpc("10.1.0.0/16");
    lab.ec2.createTags(r -> r.resources(first).tags(tag("owner", "a")));
    record();
    ec2.createTags(r -> r.resources(first, second).tags(tag("new", "b")));
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).context())
        .containsEntry("aws:ResourceTag/owner", Set.of("a"))
        .containsEntry("aws:RequestTag/new", Set.of("b"));
    assertThat(asked.get(1).context()).doesNotContainKey("aws:ResourceTag/owner");
  }

  @Test
  void oneRefusalOfSeveralRefusesTheCall() {
    String vpc = lab.vpc();
    lab.aws
        .world()
        .calls()
        .authorizeBy((principal, request) ->
            request.action().equals("ec2:CreateTags")
                ? Decision.denied("no identity-based policy allows the ec2:CreateTags action")
                : Decision.allowed());
    assertThat(
            code(() ->
                ec2.createSubnet(r ->
                    r.vpcId(vpc)
                        .cidrBlock("10.0.0.0/24")
                        .tagSpecifications(tagged(ResourceType.SUBNET, "owner", "subnet")))))
        .isEqualTo("UnauthorizedOperation");
    assertThat(lab.liveKinds()).containsExactly("Vpc");
    ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24"));
  }

  private void record() {
    lab.aws
        .world()
        .calls()
        .authorizeBy((principal, request) -> {
          asked.add(request);
          return Decision.allowed();
        });
  }
}
