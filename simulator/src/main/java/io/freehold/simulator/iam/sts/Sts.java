package io.freehold.simulator.iam.sts;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.iam.Iam;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS: who may become whom, and for how long. */
public final class Sts implements Service<StsClient> {
  private final Sessions sessions;

  public Sts(World world, Iam iam) {
    sessions = new Sessions(world, iam);
  }

  /**
   * A session that an AWS service hands to a workload, as EKS Pod Identity does; its tags go along
   * into roles that the session assumes.
   *
   * @param service such as {@code pods.eks.amazonaws.com}
   * @param source what the service says of itself: {@code aws:SourceAccount}, {@code aws:SourceArn}
   * @throws Refusal {@code AccessDenied} where the role's trust policy does not let the service in,
   *     or the role is too new
   */
  public AwsSessionCredentials sessionFromService(
      String service,
      String roleArn,
      String sessionName,
      Map<String, String> tags,
      Map<String, String> source,
      Duration duration) {
    return sessions.fromService(service, roleArn, sessionName, tags, source, duration);
  }

  @Override
  public Class<StsClient> type() {
    return StsClient.class;
  }

  @Override
  public Dialect dialect() {
    return new Dialect(
        "sts",
        "Sts",
        false,
        Codes.QUERY,
        (name, mutating) -> new RateLimit("sts", 600, 600),
        StsException::builder,
        Map.of("MalformedPolicyDocument", MalformedPolicyDocumentException::builder));
  }

  @Override
  public StsClient client(Endpoint endpoint) {
    return new Client(endpoint, sessions);
  }
}
