package io.freehold.aws.eks;

import io.freehold.aws.session.AwsSession;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * All that a Kubernetes client needs to reach a cluster.
 *
 * @param clusterName EKS's name for it
 * @param endpoint the URL of its API
 * @param certificateAuthority that signed the endpoint's certificate: PEM in base64
 * @param token a bearer token for the next request: for five more minutes at least, unless its
 *     credentials end sooner; makes no call
 */
public record ClusterAccess(
    String clusterName, String endpoint, String certificateAuthority, Supplier<String> token) {

  /** As the principal of this session. */
  public static ClusterAccess of(AwsSession aws, EksCluster.Observed cluster, Clock clock) {
    return new ClusterAccess(
        cluster.name(),
        cluster.endpoint(),
        cluster.certificateAuthority(),
        new KeptToken(aws, cluster.name(), clock));
  }
}
