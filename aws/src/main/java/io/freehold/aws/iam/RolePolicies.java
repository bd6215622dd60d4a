package io.freehold.aws.iam;

import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.session.AwsSession;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roles of one infrastructure, each with the least that its component needs, and the boundary
 * around them all.
 *
 * <p>Roles of pods are assumed by EKS Pod Identity on behalf of pods of the one cluster. Scopes are
 * the infrastructure's own tag, its cluster, its zone and its buckets: no role of one
 * infrastructure reaches another's things in the same account.
 *
 * @param names what the things of the infrastructure are called
 * @param management the role as which the control plane acts in the customer's account
 * @param customerBoundary the ARN of a boundary of the customer's own, which replaces ours: a role
 *     has only one
 * @param vendor whom the infrastructure reports to
 */
public record RolePolicies(
    InfrastructureNames names,
    ManagementRoleArn management,
    Optional<String> customerBoundary,
    VendorRoles vendor) {
  /** The policies of AWS's own that cluster and nodes need: all that are ever attached. */
  static final String[] AWS_MANAGED = {
    managed("AmazonEKSClusterPolicy"),
    managed("AmazonEKSVPCResourceController"),
    managed("AmazonEKSWorkerNodePolicy"),
    managed("AmazonEKS_CNI_Policy"),
    managed("AmazonEC2ContainerRegistryReadOnly")
  };

  /**
   * In the place of the id of the infrastructure's zone, for roles that are made before it: they
   * change records by the infrastructure's own names only, so in no other zone, but may read those
   * of every zone of the account.
   */
  public static final String ANY_ZONE = "*";

  /** The tag, set by EKS, of everything that belongs to a cluster. */
  private static final String CLUSTER_TAG = "kubernetes.io/cluster/";

  /** In the name of an IAM action or key: what the pod's namespace is. */
  private static final String NAMESPACE = "${aws:PrincipalTag/kubernetes-namespace}";

  private static final String OUR_TAG = "aws:ResourceTag/" + AwsSession.OWNER_TAG;

  /** The ARN of the boundary in force. */
  public String boundaryArn() {
    return management.boundary(customerBoundary);
  }

  private static String managed(String name) {
    return "arn:aws:iam::aws:policy/" + name;
  }

  /** Assumed by EKS, for this one cluster. */
  public Role controlPlane() {
    return role(
            InfrastructureRole.K8S_CONTROL_PLANE,
            "The control plane of the EKS cluster",
            trust("Eks", "eks.amazonaws.com", "sts:AssumeRole"))
        .attaching(managed("AmazonEKSClusterPolicy"), managed("AmazonEKSVPCResourceController"));
  }

  /** Assumed by the nodes. */
  public Role worker() {
    return role(
            InfrastructureRole.K8S_WORKER,
            "The nodes of the EKS cluster",
            PolicyDocument.of(
                Statement.allow("Nodes", "sts:AssumeRole").byService("ec2.amazonaws.com")))
        .attaching(
            managed("AmazonEKSWorkerNodePolicy"),
            managed("AmazonEKS_CNI_Policy"),
            managed("AmazonEC2ContainerRegistryReadOnly"));
  }

  /**
   * Binds pods to target groups. It makes no load balancers: the control plane makes them, so the
   * controller may only register targets, and open the cluster's own security group to them.
   */
  public Role loadBalancerController() {
    return pods(
        InfrastructureRole.LOAD_BALANCER_CONTROLLER,
        "The AWS load balancer controller",
        Statement.allow(
                "Look",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
                "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeTags",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetHealth")
            .onAll(),
        Statement.allow(
                "Targets",
                "elasticloadbalancing:RegisterTargets",
                "elasticloadbalancing:DeregisterTargets")
            .on(arn("elasticloadbalancing", "targetgroup/*/*"))
            .when("StringEquals", OUR_TAG, names.infrastructure().value()),
        Statement.allow(
                "WayIn", "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress")
            .on(arn("ec2", "security-group/*"))
            .when("StringEquals", "aws:ResourceTag/" + CLUSTER_TAG + names.cluster(), "owned"));
  }

  /**
   * Volumes of ClickHouse services. They carry our owner tag, so the driver must be configured with
   * {@link #volumeTags}; without, it may create none.
   */
  public Role ebsCsiDriver() {
    String volumes = arn("ec2", "volume/*");
    String infrastructure = names.infrastructure().value();
    return pods(
        InfrastructureRole.EBS_CSI_DRIVER,
        "The EBS CSI driver",
        Statement.allow(
                "Look",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeSnapshots",
                "ec2:DescribeTags",
                "ec2:DescribeVolumeStatus",
                "ec2:DescribeVolumes",
                "ec2:DescribeVolumesModifications")
            .onAll(),
        Statement.allow("Create", "ec2:CreateVolume")
            .on(volumes)
            .when("StringEquals", "aws:RequestTag/" + AwsSession.OWNER_TAG, infrastructure),
        Statement.allow("Tag", "ec2:CreateTags")
            .on(volumes)
            .when("StringEquals", "ec2:CreateAction", "CreateVolume"),
        Statement.allow(
                "Use",
                "ec2:AttachVolume",
                "ec2:DetachVolume",
                "ec2:ModifyVolume",
                "ec2:DeleteVolume")
            .on(volumes)
            .when("StringEquals", OUR_TAG, infrastructure),
        Statement.allow("Nodes", "ec2:AttachVolume", "ec2:DetachVolume")
            .on(arn("ec2", "instance/*"))
            .when("StringEquals", OUR_TAG, infrastructure));
  }

  /** What the EBS CSI driver has to put on each volume. */
  public Map<String, String> volumeTags() {
    return Map.of(AwsSession.MARK, "true", AwsSession.OWNER_TAG, names.infrastructure().value());
  }

  /** Keeps the names of services in the zone; neither its delegation nor its start of authority. */
  public Role externalDns(String zoneId) {
    return pods(
        InfrastructureRole.EXTERNAL_DNS,
        "External-DNS",
        Statement.allow("Look", "route53:ListHostedZones").onAll(),
        Statement.allow(
                "Read",
                "route53:ListResourceRecordSets",
                "route53:ListTagsForResource",
                "route53:ListTagsForResources")
            .on(zone(zoneId)),
        Statement.allow("Names", "route53:ChangeResourceRecordSets")
            .on(zone(zoneId))
            .when(
                "ForAllValues:StringEquals",
                "route53:ChangeResourceRecordSetsRecordTypes",
                "A",
                "AAAA",
                "CNAME",
                "TXT")
            .when(
                "ForAllValues:StringLike",
                "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                names.domain(),
                "*." + names.domain()));
  }

  /** Answers DNS-01 challenges. Its issuer has to name the zone's id, since it may not search. */
  public Role certManager(String zoneId) {
    return pods(
        InfrastructureRole.CERT_MANAGER,
        "cert-manager",
        Statement.allow("Wait", "route53:GetChange").on("arn:aws:route53:::change/*"),
        Statement.allow("Read", "route53:ListResourceRecordSets").on(zone(zoneId)),
        Statement.allow("Challenges", "route53:ChangeResourceRecordSets")
            .on(zone(zoneId))
            .when("ForAllValues:StringEquals", "route53:ChangeResourceRecordSetsRecordTypes", "TXT")
            .when(
                "ForAllValues:StringLike",
                "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                "_acme-challenge." + names.domain(),
                "_acme-challenge.*." + names.domain()));
  }

  /** Grows and shrinks the node groups of this cluster. */
  public Role clusterAutoscaler() {
    return pods(
        InfrastructureRole.CLUSTER_AUTOSCALER,
        "The cluster autoscaler",
        Statement.allow(
                "Look",
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeLaunchConfigurations",
                "autoscaling:DescribeScalingActivities",
                "autoscaling:DescribeTags",
                "ec2:DescribeImages",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeLaunchTemplateVersions",
                "ec2:GetInstanceTypesFromInstanceRequirements")
            .onAll(),
        Statement.allow("NodeGroups", "eks:DescribeNodegroup")
            .on(arn("eks", "nodegroup/" + names.cluster() + "/*")),
        Statement.allow(
                "Scale",
                "autoscaling:SetDesiredCapacity",
                "autoscaling:TerminateInstanceInAutoScalingGroup")
            .on(arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*"))
            .when(
                "StringEquals",
                "aws:ResourceTag/k8s.io/cluster-autoscaler/" + names.cluster(),
                "owned"));
  }

  /** Reports service states to the vendor's queue, as the vendor's role. */
  public Role stateExporter() {
    return pods(
        InfrastructureRole.STATE_EXPORTER, "The state exporter", vendor(vendor.stateWriter()));
  }

  /** Keeps metrics in the monitoring bucket. */
  public Role thanos() {
    String bucket = bucket(BucketPurpose.MONITORING);
    return pods(
        InfrastructureRole.THANOS,
        "Thanos",
        Statement.allow("List", "s3:ListBucket", "s3:GetBucketLocation").on(bucket),
        Statement.allow(
                "Blocks",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts")
            .on(bucket + "/*"));
  }

  /** Sends billing data to the vendor's bucket, as the vendor's role. */
  public Role clickHouseScraper() {
    return pods(
        InfrastructureRole.CLICKHOUSE_SCRAPER,
        "The billing scraper",
        vendor(vendor.billingWriter()));
  }

  /**
   * The ClickHouse servers' own objects: each service only under its own prefix, told apart by the
   * namespace that EKS puts on the session as a tag (<a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html">source</a>).
   */
  public Role clickHouseStorage() {
    String shared = bucket(BucketPurpose.SHARED);
    String backup = bucket(BucketPurpose.BACKUP);
    String prefix = "ch-s3-" + NAMESPACE + "/*";
    return pods(
        InfrastructureRole.CH_S3,
        "ClickHouse servers",
        Statement.allow("Buckets", "s3:GetBucketLocation").on(shared, backup),
        Statement.allow("List", "s3:ListBucket")
            .on(shared, backup)
            .when("StringLike", "s3:prefix", prefix),
        Statement.allow(
                "Objects",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts")
            .on(shared + "/" + prefix, backup + "/" + prefix));
  }

  /**
   * Lets the control plane into the cluster's API; what it may do there is the access entry's
   * business. Reads no objects. Only the management role may assume it.
   */
  public Role dataPlaneManagement() {
    return role(
            InfrastructureRole.DATA_PLANE_MGMT,
            "The control plane, within the cluster",
            PolicyDocument.of(
                Statement.allow("ControlPlane", "sts:AssumeRole").byAws(management.value())))
        .granting(
            "access",
            PolicyDocument.of(Statement.allow("Find", "eks:DescribeCluster").on(cluster())));
  }

  /**
   * One of the roles.
   *
   * @param zoneId of the infrastructure's zone, or {@link #ANY_ZONE}; without meaning where the
   *     role has nothing to do with it
   */
  public Role of(InfrastructureRole role, String zoneId) {
    return switch (role) {
      case K8S_CONTROL_PLANE -> controlPlane();
      case K8S_WORKER -> worker();
      case LOAD_BALANCER_CONTROLLER -> loadBalancerController();
      case EBS_CSI_DRIVER -> ebsCsiDriver();
      case EXTERNAL_DNS -> externalDns(zoneId);
      case CERT_MANAGER -> certManager(zoneId);
      case CLUSTER_AUTOSCALER -> clusterAutoscaler();
      case STATE_EXPORTER -> stateExporter();
      case THANOS -> thanos();
      case CLICKHOUSE_SCRAPER -> clickHouseScraper();
      case CH_S3 -> clickHouseStorage();
      case DATA_PLANE_MGMT -> dataPlaneManagement();
    };
  }

  /** Whether the role's policies name the infrastructure's zone. */
  public static boolean namesZone(InfrastructureRole role) {
    return role == InfrastructureRole.EXTERNAL_DNS || role == InfrastructureRole.CERT_MANAGER;
  }

  /** The node of a role in the graph: stored, and a tag of the role, so it never changes. */
  public static String node(InfrastructureRole role) {
    return "role-" + role.suffix();
  }

  /** What the roles are granted beside AWS's own policies, in whatever zone. */
  public List<PolicyDocument> documents() {
    return Arrays.stream(InfrastructureRole.values())
        .map(role -> of(role, ANY_ZONE))
        .flatMap(role -> role.inlinePolicies().values().stream())
        .toList();
  }

  private Role pods(InfrastructureRole role, String description, Statement... statements) {
    PolicyDocument trust =
        trust("PodIdentity", "pods.eks.amazonaws.com", "sts:AssumeRole", "sts:TagSession");
    return role(role, description, trust).granting("access", PolicyDocument.of(statements));
  }

  private Role role(InfrastructureRole role, String description, PolicyDocument trust) {
    return Role.of(
            names.role(role), description + " of " + names.infrastructure(), trust, boundaryArn())
        .in(management.rolePath());
  }

  /**
   * Only for this cluster, so that no other one in the account can use the role: <a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html">source</a>.
   */
  private PolicyDocument trust(String sid, String service, String... actions) {
    return PolicyDocument.of(
        Statement.allow(sid, actions)
            .byService(service)
            .when("StringEquals", "aws:SourceAccount", management.accountId())
            .when("ArnEquals", "aws:SourceArn", cluster()));
  }

  /** Sessions of pods carry transitive tags, so the next role needs them let through as well. */
  private static Statement vendor(String roleArn) {
    return Statement.allow("Vendor", "sts:AssumeRole", "sts:TagSession").on(roleArn);
  }

  private String cluster() {
    return arn("eks", "cluster/" + names.cluster());
  }

  private String arn(String service, String resource) {
    return "arn:aws:"
        + service
        + ":"
        + names.region()
        + ":"
        + management.accountId()
        + ":"
        + resource;
  }

  private String bucket(BucketPurpose purpose) {
    return "arn:aws:s3:::" + names.bucket(purpose);
  }

  private static String zone(String zoneId) {
    return "arn:aws:route53:::hostedzone/" + zoneId;
  }
}
