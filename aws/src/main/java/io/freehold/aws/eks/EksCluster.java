package io.freehold.aws.eks;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.linkedRole;
import static io.freehold.aws.catalogue.Scope.named;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.passing;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.EncryptionConfig;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;

/**
 * An EKS cluster: reached from within its VPC, and from outside only by the addresses given. Access
 * is by access entries alone; nobody, its creator included, has any by default, and it starts
 * without add-ons.
 *
 * @param name unique in the account and region, fixed
 * @param version of Kubernetes, such as {@code 1.33}; only forwards, one minor version at a time
 * @param roleArn the control plane's role, fixed
 * @param subnetIds in at least two zones, with up to five free addresses for an upgrade
 * @param securityGroupIds of the control plane's network interfaces, besides EKS's own
 * @param publicCidrs who reaches the endpoint from outside; empty for nobody
 * @param logs which control-plane logs are kept: {@code api}, {@code audit}, {@code authenticator},
 *     {@code controllerManager}, {@code scheduler}
 * @param encryptionKeyArn the key for Kubernetes secrets; AWS's own without one. Can be given
 *     later, never taken back
 * @param support what happens when the version's standard support ends
 */
public record EksCluster(
    String name,
    String version,
    String roleArn,
    Set<String> subnetIds,
    Set<String> securityGroupIds,
    Set<String> publicCidrs,
    Set<String> logs,
    Optional<String> encryptionKeyArn,
    Support support) {
  public static final AwsType<EksCluster, Observed> TYPE = new Type();

  /** What happens when the version's standard support ends. */
  public enum Support {
    /** AWS upgrades the cluster by itself, at a time that it chooses. */
    STANDARD,
    /** AWS goes on supporting the version for another year, at a price. */
    EXTENDED
  }

  public EksCluster {
    subnetIds = Eks.sorted(subnetIds);
    securityGroupIds = Eks.sorted(securityGroupIds);
    publicCidrs = Eks.sorted(publicCidrs);
    logs = Eks.sorted(logs);
  }

  /**
   * What is there.
   *
   * @param endpoint the URL of its Kubernetes API
   * @param certificateAuthority that signed the endpoint's certificate: PEM in base64
   * @param clusterSecurityGroupId made by EKS, shared by control plane and nodes
   * @param updating an update is under way; EKS refuses a second one
   */
  public record Observed(
      String name,
      String arn,
      String version,
      String roleArn,
      String vpcId,
      Set<String> subnetIds,
      Set<String> securityGroupIds,
      boolean privateEndpoint,
      Set<String> publicCidrs,
      Set<String> logs,
      Optional<String> encryptionKeyArn,
      String support,
      String authenticationMode,
      String endpoint,
      String certificateAuthority,
      String clusterSecurityGroupId,
      boolean updating) {}

  /** EKS takes grants on the key in the caller's name; it never hands the key's use to anybody. */
  private static final Actions KEY =
      Actions.in(PolicyGroup.KMS)
          .provision(named("arn:aws:kms:*:*:key/*"), "kms:DescribeKey")
          .provision(
              named("arn:aws:kms:*:*:key/*").when("Bool", "kms:GrantIsForAWSResource", "true"),
              "kms:CreateGrant");

  private static final class Type implements AwsType<EksCluster, Observed> {
    @Override
    public String kind() {
      return "EksCluster";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EKS)
          .inspect(Eks.LOOK, "eks:DescribeCluster")
          .change(Eks.LOOK, "eks:ListUpdates", "eks:DescribeUpdate")
          .provision(created(Eks.CLUSTER), "eks:CreateCluster", "eks:TagResource")
          .provision(passing("*-k8s-control-plane", "eks.amazonaws.com"), "iam:PassRole")
          .provision(linkedRole("eks.amazonaws.com"), "iam:CreateServiceLinkedRole")
          .change(
              own(Eks.CLUSTER),
              "eks:UpdateClusterConfig",
              "eks:UpdateClusterVersion",
              "eks:AssociateEncryptionConfig")
          .delete(own(Eks.CLUSTER), "eks:DeleteCluster")
          .and(KEY);
    }

    @Override
    public Optional<String> naturalId(EksCluster desired) {
      return Optional.of(desired.name());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> names) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String name : names) {
        Eks.ifThere(() -> aws.eks().describeCluster(r -> r.name(name)).cluster())
            .ifPresent(cluster -> found.put(name, observation(aws, cluster)));
      }
      return found;
    }

    private static Observation<Observed> observation(AwsSession aws, Cluster cluster) {
      Ownership ownership = aws.ownership(cluster.tags());
      return switch (cluster.status()) {
        case CREATING, PENDING, UNKNOWN_TO_SDK_VERSION ->
            new Observation.Pending<>(cluster.statusAsString(), ownership);
        case ACTIVE, UPDATING -> new Observation.Present<>(observed(cluster), ownership);
        case DELETING -> Observation.deleting();
        case FAILED -> new Observation.Broken<>(reason(cluster), ownership);
      };
    }

    private static Observed observed(Cluster cluster) {
      var vpc = cluster.resourcesVpcConfig();
      return new Observed(
          cluster.name(),
          cluster.arn(),
          cluster.version(),
          cluster.roleArn(),
          vpc.vpcId(),
          Eks.sorted(vpc.subnetIds()),
          Eks.sorted(vpc.securityGroupIds()),
          vpc.endpointPrivateAccess(),
          // A closed public endpoint may still name addresses.
          vpc.endpointPublicAccess() ? Eks.sorted(vpc.publicAccessCidrs()) : Set.of(),
          enabledLogs(cluster),
          cluster.encryptionConfig().stream()
              .flatMap(config -> Optional.ofNullable(config.provider()).stream())
              .flatMap(provider -> Optional.ofNullable(provider.keyArn()).stream())
              .findFirst(),
          cluster.upgradePolicy() == null ? "" : cluster.upgradePolicy().supportTypeAsString(),
          cluster.accessConfig() == null ? "" : cluster.accessConfig().authenticationModeAsString(),
          cluster.endpoint(),
          cluster.certificateAuthority().data(),
          vpc.clusterSecurityGroupId(),
          cluster.status() == ClusterStatus.UPDATING);
    }

    private static Set<String> enabledLogs(Cluster cluster) {
      return cluster.logging() == null
          ? Set.of()
          : Eks.sorted(
              cluster.logging().clusterLogging().stream()
                  .filter(LogSetup::enabled)
                  .flatMap(setup -> setup.typesAsStrings().stream())
                  .toList());
    }

    private static String reason(Cluster cluster) {
      String issues =
          cluster.health() == null
              ? ""
              : cluster.health().issues().stream()
                  .map(issue -> issue.codeAsString() + ": " + issue.message())
                  .collect(Collectors.joining("; "));
      return issues.isEmpty() ? "FAILED, and EKS gives no reason" : issues;
    }

    @Override
    public String create(AwsSession aws, EksCluster desired, Intent intent) {
      CreateClusterRequest.Builder request =
          CreateClusterRequest.builder()
              .name(desired.name())
              .version(desired.version())
              .roleArn(desired.roleArn())
              .resourcesVpcConfig(
                  endpointAccess(desired).toBuilder()
                      .subnetIds(desired.subnetIds())
                      .securityGroupIds(desired.securityGroupIds())
                      .build())
              .accessConfig(a ->
                  a.authenticationMode(AuthenticationMode.API)
                      .bootstrapClusterCreatorAdminPermissions(false))
              .bootstrapSelfManagedAddons(false)
              .upgradePolicy(u -> u.supportType(supportType(desired)))
              .clientRequestToken(intent.token())
              .tags(aws.tags(intent));
      if (!desired.logs().isEmpty()) {
        request.logging(l -> l.clusterLogging(logSetups(desired.logs(), Set.of())));
      }
      desired.encryptionKeyArn().ifPresent(key -> request.encryptionConfig(encryption(key)));
      return aws.eks().createCluster(request.build()).cluster().name();
    }

    private static VpcConfigRequest endpointAccess(EksCluster desired) {
      VpcConfigRequest.Builder access =
          VpcConfigRequest.builder()
              .endpointPrivateAccess(true)
              .endpointPublicAccess(!desired.publicCidrs().isEmpty());
      // Without addresses EKS would take 0.0.0.0/0.
      return desired.publicCidrs().isEmpty()
          ? access.build()
          : access.publicAccessCidrs(desired.publicCidrs()).build();
    }

    private static List<LogSetup> logSetups(Set<String> on, Set<String> off) {
      List<LogSetup> setups = new ArrayList<>();
      if (!on.isEmpty()) {
        setups.add(LogSetup.builder().typesWithStrings(on).enabled(true).build());
      }
      if (!off.isEmpty()) {
        setups.add(LogSetup.builder().typesWithStrings(off).enabled(false).build());
      }
      return setups;
    }

    private static EncryptionConfig encryption(String keyArn) {
      return EncryptionConfig.builder()
          .resources("secrets")
          .provider(p -> p.keyArn(keyArn))
          .build();
    }

    private static SupportType supportType(EksCluster desired) {
      return switch (desired.support()) {
        case STANDARD -> SupportType.STANDARD;
        case EXTENDED -> SupportType.EXTENDED;
      };
    }

    @Override
    public Diff diff(EksCluster desired, Observed observed) {
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .fixed("roleArn", desired.roleArn(), observed.roleArn())
          .fixed(
              "authenticationMode",
              AuthenticationMode.API.toString(),
              observed.authenticationMode())
          .field("privateEndpoint", true, observed.privateEndpoint())
          .field("publicCidrs", desired.publicCidrs(), observed.publicCidrs())
          .field("logs", desired.logs(), observed.logs())
          .field("subnetIds", desired.subnetIds(), observed.subnetIds())
          .field("securityGroupIds", desired.securityGroupIds(), observed.securityGroupIds())
          .field("support", supportType(desired).toString(), observed.support())
          .field(
              "encryptionKeyArn",
              desired.encryptionKeyArn(),
              observed.encryptionKeyArn(),
              observed.encryptionKeyArn().isPresent() ? Impact.REPLACE : Impact.NONE)
          .field(
              "version",
              desired.version(),
              observed.version(),
              MinorVersion.impact(desired.version(), observed.version()))
          .done();
    }

    /** One kind of change a call, and one call at a time: EKS refuses anything else. */
    @Override
    public void update(AwsSession aws, String name, EksCluster desired, Observed observed) {
      if (observed.updating()) {
        return;
      }
      EksClient eks = aws.eks();
      Diff diff = diff(desired, observed);
      if (diff.touches("privateEndpoint") || diff.touches("publicCidrs")) {
        Eks.unlessDone(() ->
            eks.updateClusterConfig(r -> r.name(name).resourcesVpcConfig(endpointAccess(desired))));
      } else if (diff.touches("logs")) {
        Set<String> surplus = new TreeSet<>(observed.logs());
        surplus.removeAll(desired.logs());
        Eks.unlessDone(() ->
            eks.updateClusterConfig(r ->
                r.name(name).logging(l -> l.clusterLogging(logSetups(desired.logs(), surplus)))));
      } else if (diff.touches("subnetIds") || diff.touches("securityGroupIds")) {
        Eks.unlessDone(() ->
            eks.updateClusterConfig(r ->
                r.name(name)
                    .resourcesVpcConfig(v ->
                        v.subnetIds(desired.subnetIds())
                            .securityGroupIds(desired.securityGroupIds()))));
      } else if (diff.touches("support")) {
        Eks.unlessDone(() ->
            eks.updateClusterConfig(
                r -> r.name(name).upgradePolicy(u -> u.supportType(supportType(desired)))));
      } else if (diff.touches("encryptionKeyArn")) {
        desired
            .encryptionKeyArn()
            .ifPresent(key ->
                eks.associateEncryptionConfig(
                    r -> r.clusterName(name).encryptionConfig(encryption(key))));
      } else if (diff.touches("version")) {
        eks.updateClusterVersion(
            r -> r.name(name).version(MinorVersion.step(desired.version(), observed.version())));
      }
      Eks.tellOf(Eks.lastFailure(eks, name, null));
    }

    @Override
    public void delete(AwsSession aws, String name) {
      Eks.deleteIfThere(() -> aws.eks().deleteCluster(r -> r.name(name)));
    }

    @Override
    public Observed predict(EksCluster desired) {
      return new Observed(
          desired.name(),
          "arn:aws:eks:planned",
          desired.version(),
          desired.roleArn(),
          "vpc-planned",
          desired.subnetIds(),
          desired.securityGroupIds(),
          true,
          desired.publicCidrs(),
          desired.logs(),
          desired.encryptionKeyArn(),
          supportType(desired).toString(),
          AuthenticationMode.API.toString(),
          "https://planned.eks.invalid",
          "planned",
          "sg-planned",
          false);
    }
  }
}
