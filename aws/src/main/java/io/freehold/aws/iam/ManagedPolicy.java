package io.freehold.aws.iam;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * A policy of the customer's account, such as the permissions boundary of our roles.
 *
 * @param accountId the account, which is part of its ARN
 * @param path {@code /}, or one that the customer prescribes; fixed
 * @param name unique in the account, fixed
 * @param description for people, fixed
 * @param document at most 6,144 characters
 */
public record ManagedPolicy(
    String accountId, String path, String name, String description, PolicyDocument document) {
  public static final AwsType<ManagedPolicy, Observed> TYPE = new Type();

  /** Its ARN, known before it exists. */
  public String arn() {
    return arn(accountId, path, name);
  }

  static String arn(String accountId, String path, String name) {
    return "arn:aws:iam::" + accountId + ":policy" + path + name;
  }

  /**
   * What is there.
   *
   * @param document the version in force, in its normalized form
   */
  public record Observed(
      String arn, String path, String name, String description, String document) {}

  private static final class Type implements AwsType<ManagedPolicy, Observed> {
    private static final int MOST_VERSIONS = 5;

    @Override
    public String kind() {
      return "Policy";
    }

    @Override
    public Actions actions() {
      return Actions.NONE
          .inspect("iam:GetPolicy", "iam:GetPolicyVersion")
          .provision("iam:CreatePolicy", "iam:TagPolicy")
          .change("iam:ListPolicyVersions", "iam:CreatePolicyVersion", "iam:DeletePolicyVersion")
          .delete("iam:ListPolicyVersions", "iam:DeletePolicyVersion", "iam:DeletePolicy");
    }

    @Override
    public Optional<String> naturalId(ManagedPolicy desired) {
      return Optional.of(desired.arn());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String arn : ids) {
        try {
          found.put(arn, observation(aws, arn));
        } catch (NoSuchEntityException e) {
          // Not there.
        }
      }
      return found;
    }

    private static Observation<Observed> observation(AwsSession aws, String arn) {
      Policy policy = aws.iam().getPolicy(r -> r.policyArn(arn)).policy();
      String document =
          aws.iam()
              .getPolicyVersion(r -> r.policyArn(arn).versionId(policy.defaultVersionId()))
              .policyVersion()
              .document();
      return new Observation.Present<>(
          new Observed(
              policy.arn(),
              policy.path(),
              policy.policyName(),
              policy.description() == null ? "" : policy.description(),
              Iam.document(document)),
          aws.ownership(Iam.tags(policy.tags())));
    }

    @Override
    public String create(AwsSession aws, ManagedPolicy desired, Intent intent) {
      return aws.iam()
          .createPolicy(r ->
              r.policyName(desired.name())
                  .path(desired.path())
                  .description(desired.description())
                  .policyDocument(desired.document().json())
                  .tags(Iam.tags(aws, intent)))
          .policy()
          .arn();
    }

    @Override
    public Diff diff(ManagedPolicy desired, Observed observed) {
      return Diff.compare()
          .fixed("path", desired.path(), observed.path())
          .fixed("name", desired.name(), observed.name())
          .fixed("description", desired.description(), observed.description())
          .field("document", desired.document().normalized(), observed.document())
          .done();
    }

    /** A new version comes into force at once; IAM keeps five, so the oldest makes room for it. */
    @Override
    public void update(AwsSession aws, String arn, ManagedPolicy desired, Observed observed) {
      IamClient iam = aws.iam();
      List<PolicyVersion> versions = versions(iam, arn);
      if (versions.size() >= MOST_VERSIONS) {
        versions.stream()
            .filter(version -> !version.isDefaultVersion())
            .min(Comparator.comparing(PolicyVersion::createDate))
            .ifPresent(oldest -> remove(iam, arn, oldest));
      }
      iam.createPolicyVersion(
          r -> r.policyArn(arn).policyDocument(desired.document().json()).setAsDefault(true));
    }

    private static List<PolicyVersion> versions(IamClient iam, String arn) {
      List<PolicyVersion> versions = new ArrayList<>();
      iam.listPolicyVersionsPaginator(r -> r.policyArn(arn)).versions().forEach(versions::add);
      return versions;
    }

    private static void remove(IamClient iam, String arn, PolicyVersion version) {
      Iam.ifThere(
          () -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId(version.versionId())));
    }

    /** Versions that are not in force go first; a policy in use stays: {@code DeleteConflict}. */
    @Override
    public void delete(AwsSession aws, String arn) {
      IamClient iam = aws.iam();
      Iam.ifThere(() -> {
        versions(iam, arn).stream()
            .filter(version -> !version.isDefaultVersion())
            .forEach(version -> remove(iam, arn, version));
        iam.deletePolicy(r -> r.policyArn(arn));
      });
    }

    @Override
    public Observed predict(ManagedPolicy desired) {
      return new Observed(
          desired.arn(),
          desired.path(),
          desired.name(),
          desired.description(),
          desired.document().normalized());
    }
  }
}
