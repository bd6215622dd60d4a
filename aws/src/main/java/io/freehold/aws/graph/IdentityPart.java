package io.freehold.aws.graph;

import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.name.InfrastructureRole;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The roles, each within the boundary that the customer's template has made.
 *
 * @param controlPlane assumed by EKS
 * @param worker assumed by nodes
 * @param inCluster assumed by pods, and the control plane's own within the cluster
 */
record IdentityPart(
    Ref<Role.Observed> controlPlane,
    Ref<Role.Observed> worker,
    Map<InfrastructureRole, Ref<Role.Observed>> inCluster) {

  static <C> IdentityPart add(
      Section<C, AwsSession> aws, RolePolicies policies, Ref<HostedZone.Observed> zone) {
    // The cluster, the longest of all to come up, waits for this one.
    var controlPlane = add(aws, InfrastructureRole.K8S_CONTROL_PLANE, policies.controlPlane());
    var worker = add(aws, InfrastructureRole.K8S_WORKER, policies.worker());
    Map<InfrastructureRole, Ref<Role.Observed>> pods = new EnumMap<>(InfrastructureRole.class);
    Map<InfrastructureRole, Role> others = new EnumMap<>(InfrastructureRole.class);
    others.put(InfrastructureRole.DATA_PLANE_MGMT, policies.dataPlaneManagement());
    others.put(InfrastructureRole.LOAD_BALANCER_CONTROLLER, policies.loadBalancerController());
    others.put(InfrastructureRole.EBS_CSI_DRIVER, policies.ebsCsiDriver());
    others.put(InfrastructureRole.CLUSTER_AUTOSCALER, policies.clusterAutoscaler());
    others.put(InfrastructureRole.STATE_EXPORTER, policies.stateExporter());
    others.put(InfrastructureRole.THANOS, policies.thanos());
    others.put(InfrastructureRole.CLICKHOUSE_SCRAPER, policies.clickHouseScraper());
    others.put(InfrastructureRole.CH_S3, policies.clickHouseStorage());
    others.forEach((role, desired) -> pods.put(role, add(aws, role, desired)));
    pods.put(
        InfrastructureRole.EXTERNAL_DNS,
        aws.add(
            node(InfrastructureRole.EXTERNAL_DNS),
            Role.TYPE,
            zone,
            in -> policies.externalDns(in.id())));
    pods.put(
        InfrastructureRole.CERT_MANAGER,
        aws.add(
            node(InfrastructureRole.CERT_MANAGER),
            Role.TYPE,
            zone,
            in -> policies.certManager(in.id())));
    return new IdentityPart(controlPlane, worker, pods);
  }

  /** One of those that pods, or the control plane within the cluster, assume. */
  Ref<Role.Observed> of(InfrastructureRole role) {
    return Objects.requireNonNull(inCluster.get(role));
  }

  /** The node's name: stored, so it never changes. */
  private static String node(InfrastructureRole role) {
    return "role-" + role.suffix();
  }

  private static <C> Ref<Role.Observed> add(
      Section<C, AwsSession> aws, InfrastructureRole role, Role desired) {
    return aws.add(node(role), Role.TYPE, () -> desired);
  }
}
