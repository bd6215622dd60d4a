package io.freehold.aws.graph;

import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.eks.PodIdentityAssociation;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.name.ServiceNames;
import java.util.Optional;

/** The AWS part of a service's graph: all else it shares with its infrastructure. */
public final class AwsService {
  private AwsService() {}

  /**
   * The private way in, which the infrastructure has made.
   *
   * @param zoneId of the infrastructure's domain
   * @param balancerArn of the private load balancer
   */
  public record PrivateWay(String zoneId, String balancerArn) {}

  /**
   * Adds it.
   *
   * @param storageRoleArn of the role that reaches the servers' objects
   * @param serviceAccount of the servers, in the namespace that is called as the service
   * @param way empty while there is none: then the private name is taken away
   * @return present once the servers' pods get the role that reaches their objects
   */
  public static <C> Ref<PodIdentityAssociation.Observed> add(
      Section<C, AwsSession> customer,
      ServiceNames names,
      String storageRoleArn,
      String serviceAccount,
      Optional<PrivateWay> way) {
    var identity =
        customer.add(
            "identity-" + names.service(),
            PodIdentityAssociation.TYPE,
            () ->
                new PodIdentityAssociation(
                    names.infrastructure().cluster(),
                    names.service().value(),
                    serviceAccount,
                    storageRoleArn));
    // The wildcard leads to the public load balancer: private names are said one by one.
    String privately = "dns-private-" + names.service();
    way.ifPresentOrElse(
        there -> {
          var balancer =
              customer.adopt("load-balancer-private", LoadBalancer.TYPE, there.balancerArn());
          customer.add(
              privately,
              DnsRecord.TYPE,
              balancer,
              to ->
                  new DnsRecord(
                      there.zoneId(),
                      names.privateHost(),
                      new DnsRecord.Alias(to.dnsName(), to.zoneId())));
        },
        () -> customer.retire(privately, DnsRecord.TYPE));
    return identity;
  }
}
