package io.freehold.controlplane.graph;

import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Place;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All the clouds of one pass.
 *
 * @param customer the customer's account
 * @param vendor the vendor's own account, for the delegation of the domain; empty where none is
 *     configured
 * @param cluster opens the cluster's API when it is first needed
 */
public record Clouds(
    AwsSession customer, Optional<AwsSession> vendor, Supplier<KubernetesSession> cluster) {
  public static final Place<Clouds, AwsSession> CUSTOMER =
      new Place<>("customer", Clouds::customer);

  public static final Place<Clouds, AwsSession> VENDOR =
      new Place<>(
          "vendor",
          clouds ->
              clouds
                  .vendor()
                  .orElseThrow(() ->
                      new IllegalStateException(
                          "the vendor's account: found none, needed credentials for it")));

  public static final Place<Clouds, KubernetesSession> CLUSTER =
      new Place<>("cluster", clouds -> clouds.cluster().get());
}
