package io.freehold.model.name;

/** The IAM roles that every infrastructure has, by the suffix of their names. */
public enum InfrastructureRole {
  /** Assumed by EKS. */
  K8S_CONTROL_PLANE("k8s-control-plane"),
  /** Assumed by the nodes. */
  K8S_WORKER("k8s-worker"),
  /** The AWS load balancer controller. */
  LOAD_BALANCER_CONTROLLER("load-balancer-controller"),
  /** Volumes of ClickHouse services. */
  EBS_CSI_DRIVER("ebs-csi-driver"),
  /** Syncs DNS to Route 53. */
  EXTERNAL_DNS("external-dns"),
  /** TLS for the service domains. */
  CERT_MANAGER("cert-manager"),
  /** Node groups on demand. */
  CLUSTER_AUTOSCALER("cluster-autoscaler"),
  /** Reports service health to the vendor's queue. */
  STATE_EXPORTER("state-exporter"),
  /** Metrics kept in the monitoring bucket. */
  THANOS("thanos"),
  /** Billing data to the vendor's bucket. */
  CLICKHOUSE_SCRAPER("clickhouse-scraper"),
  /** The ClickHouse servers' own objects. */
  CH_S3("CH-S3-Role"),
  /** Lets the control plane reconcile ClickHouse and Istio resources. */
  DATA_PLANE_MGMT("data-plane-mgmt");

  private final String suffix;

  InfrastructureRole(String suffix) {
    this.suffix = suffix;
  }

  /** What the role's name ends with. */
  public String suffix() {
    return suffix;
  }
}
