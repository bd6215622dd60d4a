package io.freehold.controlplane.graph;

import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Place;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.function.Supplier;

/**
 * All the clouds of one pass.
 *
 * @param customer the customer's account
 * @param vendor opens the vendor's own account when it is first needed: for the delegation of the
 *     domain
 * @param cluster opens the cluster's API when it is first needed
 */
public record Clouds(
    AwsSession customer, Supplier<AwsSession> vendor, Supplier<KubernetesSession> cluster) {
  public static final Place<Clouds, AwsSession> CUSTOMER =
      new Place<>("customer", Clouds::customer);

  public static final Place<Clouds, AwsSession> VENDOR =
      new Place<>("vendor", clouds -> clouds.vendor().get());

  public static final Place<Clouds, KubernetesSession> CLUSTER =
      new Place<>("cluster", clouds -> clouds.cluster().get());
}
