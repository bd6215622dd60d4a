package io.freehold.aws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.aws.contract.Backends;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.network.Vpc;
import io.freehold.kernel.queue.LeaseLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class WatchedClientsTest {
  private final List<String> told = new ArrayList<>();

  private final CallWatch all =
      new CallWatch() {
        @Override
        public void before(Call call) {
          told.add(call.action() + (call.isWrite() ? " writes" : " reads"));
        }

        @Override
        public void after(Call call, Optional<RuntimeException> thrown) {
          told.add(thrown.isPresent() ? "refused" : "done");
        }
      };

  @ParameterizedTest
  @EnumSource(Backends.class)
  void everyCallIsToldOnceHoweverItIsWritten(Backends backend) {
    AwsSession aws = Ground.on(backend).aws().watched(all);

    String vpc = aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    aws.ec2().describeVpcs();
    assertThat(aws.ec2().describeVpcsPaginator(r -> r.vpcIds(vpc)).vpcs()).hasSize(1);
    assertThatThrownBy(() -> aws.ec2().deleteVpc(r -> r.vpcId("vpc-0123456789abcdef0")))
        .isInstanceOf(Ec2Exception.class);
    aws.tagging().getResources(r -> {});

    assertThat(told)
        .containsExactly(
            "ec2:CreateVpc writes", "done",
            "ec2:DescribeVpcs reads", "done",
            "ec2:DescribeVpcs reads", "done",
            "ec2:DeleteVpc writes", "refused",
            "tag:GetResources reads", "done");
  }

  @ParameterizedTest
  @EnumSource(Backends.class)
  void eachPageIsACall(Backends backend) {
    AwsSession plain = Ground.on(backend).aws();
    for (int i = 0; i < 7; i++) {
      String name = "role-" + i;
      plain
          .iam()
          .createRole(r ->
              r.roleName(name)
                  .assumeRolePolicyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
    }
    AwsSession aws = plain.watched(all);

    assertThat(aws.iam().listRolesPaginator(r -> r.maxItems(3)).roles()).hasSize(7);

    assertThat(told.stream().filter(one -> one.startsWith("iam:ListRoles"))).hasSize(3);
  }

  @Test
  void aLeaseThatIsLostInTheMiddleOfAnUpdateStopsItThere() {
    Ground ground = Ground.on(Backends.SIMULATOR);
    var vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16"));
    SecurityGroup desired =
        new SecurityGroup(
            vpc.id(),
            "group",
            "of the test",
            Set.of(SecurityGroup.Rule.tcp(443, "192.0.2.0/24")),
            Set.of(SecurityGroup.Rule.tcp(80, "192.0.2.0/24")));
    var there = ground.make("group", SecurityGroup.TYPE, desired);
    SecurityGroup other =
        new SecurityGroup(
            vpc.id(),
            "group",
            "of the test",
            Set.of(SecurityGroup.Rule.tcp(444, "192.0.2.0/24")),
            Set.of(SecurityGroup.Rule.tcp(81, "192.0.2.0/24")));
    AwsSession late =
        ground
            .aws()
            .watched(call -> {
              if (told.size() == 1) {
                throw new LeaseLostException("another worker has taken over");
              }
              told.add(call.action());
            });

    assertThatThrownBy(() -> SecurityGroup.TYPE.update(late, there.id(), other, there))
        .isInstanceOf(LeaseLostException.class);

    assertThat(told).containsExactly("ec2:AuthorizeSecurityGroupIngress");
  }
}
