package io.freehold.aws.iam;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import java.util.Optional;

class ManagedPolicyContractTest extends KindContract<ManagedPolicy, ManagedPolicy.Observed> {
  @Override
  protected AwsType<ManagedPolicy, ManagedPolicy.Observed> type() {
    return ManagedPolicy.TYPE;
  }

  private static PolicyDocument allowing(String action) {
    return PolicyDocument.of(Statement.allow("Some", action).onAll());
  }

  @Override
  protected ManagedPolicy desired(Ground ground) {
    return new ManagedPolicy(
        ground.aws().accountId(),
        "/",
        "abcdefghij-test",
        "for a test",
        allowing("ec2:DescribeVpcs"));
  }

  @Override
  protected Map<String, ManagedPolicy> mutable(ManagedPolicy it) {
    return Map.of(
        "document",
        new ManagedPolicy(
            it.accountId(), it.path(), it.name(), it.description(), allowing("ec2:DescribeTags")));
  }

  @Override
  protected Map<String, ManagedPolicy> fixed(ManagedPolicy it) {
    return Map.of(
        "path",
        new ManagedPolicy(it.accountId(), "/other/", it.name(), it.description(), it.document()),
        "name",
        new ManagedPolicy(it.accountId(), it.path(), "other", it.description(), it.document()),
        "description",
        new ManagedPolicy(it.accountId(), it.path(), it.name(), "other", it.document()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, ManagedPolicy desired) {
    return Map.of(
        "document",
        arn ->
            ground
                .aws()
                .iam()
                .createPolicyVersion(r ->
                    r.policyArn(arn)
                        .policyDocument(allowing("iam:CreateUser").json())
                        .setAsDefault(true)));
  }

  @Override
  protected Optional<Outside> use(Ground ground, ManagedPolicy desired) {
    PolicyDocument trust =
        PolicyDocument.of(
            Statement.allow("Nodes", "sts:AssumeRole").byService("ec2.amazonaws.com"));
    return Optional.of(
        arn -> ground.make("user", Role.TYPE, Role.of("user", "uses it", trust).attaching(arn)));
  }

  /** It deletes one that is attached. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "deleting what is in use");
  }
}
