package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.network.SecurityGroup.Rule;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

class SecurityGroupContractTest extends KindContract<SecurityGroup, SecurityGroup.Observed> {
  private static final Set<Rule> OUT = Set.of(Rule.all("0.0.0.0/0"));
  private static final IpRange EVERYWHERE = IpRange.builder().cidrIp("0.0.0.0/0").build();

  @Override
  protected AwsType<SecurityGroup, SecurityGroup.Observed> type() {
    return SecurityGroup.TYPE;
  }

  @Override
  protected SecurityGroup desired(Ground ground) {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    return new SecurityGroup(
        vpc,
        "abcdefghij-test",
        "for a test",
        Set.of(Rule.tcp(8443, "0.0.0.0/0"), Rule.all(Rule.SELF)),
        OUT);
  }

  private static SecurityGroup with(SecurityGroup it, Set<Rule> ingress, Set<Rule> egress) {
    return new SecurityGroup(it.vpcId(), it.name(), it.description(), ingress, egress);
  }

  @Override
  protected Map<String, SecurityGroup> mutable(SecurityGroup it) {
    return Map.of(
        "ingress", with(it, Set.of(Rule.tcp(9440, "10.0.0.0/8")), OUT),
        "egress", with(it, it.ingress(), Set.of(Rule.tcp(443, "0.0.0.0/0"))));
  }

  @Override
  protected Map<String, SecurityGroup> fixed(SecurityGroup it) {
    return Map.of(
        "name",
        new SecurityGroup(it.vpcId(), "other", it.description(), it.ingress(), OUT),
        "description",
        new SecurityGroup(it.vpcId(), it.name(), "other", it.ingress(), OUT));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, SecurityGroup desired) {
    return Map.of(
        "ingress",
        id ->
            ground
                .aws()
                .ec2()
                .authorizeSecurityGroupIngress(r ->
                    r.groupId(id)
                        .ipPermissions(
                            IpPermission.builder()
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .ipRanges(EVERYWHERE)
                                .build())),
        "egress",
        id ->
            ground
                .aws()
                .ec2()
                .revokeSecurityGroupEgress(r ->
                    r.groupId(id)
                        .ipPermissions(
                            IpPermission.builder().ipProtocol("-1").ipRanges(EVERYWHERE).build())));
  }

  @Override
  protected Use use(Ground ground, SecurityGroup desired) {
    return Use.prevents(id ->
        ground.make(
            "user",
            SecurityGroup.TYPE,
            new SecurityGroup(desired.vpcId(), "user", "uses it", Set.of(Rule.tcp(1, id)), OUT)));
  }

  /** It deletes one that is in use. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "deleting what is in use");
  }
}
