package io.freehold.simulator.iam;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A simulated AWS with two accounts, and short ways into it. */
public final class IamWorld {
  public static final String ACCOUNT = "111122223333";
  public static final String VENDOR = "999988887777";
  public static final String TRUST_VENDOR = trust("\"AWS\":\"999988887777\"");
  public static final String TRUST_EKS = trust("\"Service\":\"eks.amazonaws.com\"");

  public final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  public final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  public final IamClient iam = root(IamClient.class, ACCOUNT);

  public static String trust(String principal, String... conditions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{"
        + principal
        + "},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]"
        + (conditions.length == 0 ? "" : ",\"Condition\":" + conditions[0])
        + "}]}";
  }

  public static String allow(String action, String resource) {
    return statement("Allow", action, resource, "");
  }

  /** One statement with a condition block. */
  public static String statement(String effect, String action, String resource, String condition) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\""
        + effect
        + "\",\"Action\":\""
        + action
        + "\",\"Resource\":\""
        + resource
        + "\""
        + (condition.isEmpty() ? "" : ",\"Condition\":" + condition)
        + "}]}";
  }

  public <T extends SdkClient> T root(Class<T> type, String account) {
    return aws.client(type, aws.credentialsOfRoot(account), Region.US_EAST_1);
  }

  public <T extends SdkClient> T as(AwsCredentials credentials, Class<T> type) {
    return aws.client(type, credentials, Region.US_EAST_1);
  }

  /** A new role that the vendor may assume, with these inline policies. */
  public String role(String name, String... policies) {
    String arn =
        iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST_VENDOR)).role().arn();
    for (int i = 0; i < policies.length; i++) {
      String policyName = "p" + i;
      String document = policies[i];
      iam.putRolePolicy(r -> r.roleName(name).policyName(policyName).policyDocument(document));
    }
    return arn;
  }

  /** A session of a role, for the vendor. */
  public AwsCredentials assume(String roleArn) {
    return credentials(
        root(StsClient.class, VENDOR)
            .assumeRole(r -> r.roleArn(roleArn).roleSessionName("test"))
            .credentials());
  }

  public static AwsCredentials credentials(Credentials given) {
    return AwsSessionCredentials.create(
        given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
  }

  public static String codeOf(AwsServiceException thrown) {
    return thrown.awsErrorDetails().errorCode();
  }
}
