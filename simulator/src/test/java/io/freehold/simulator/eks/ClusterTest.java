package io.freehold.simulator.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.place.Zones;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.ResourceInUseException;
import software.amazon.awssdk.services.eks.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eks.model.UnsupportedAvailabilityZoneException;
import software.amazon.awssdk.services.eks.model.UpdateStatus;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class ClusterTest {
  private final Stage stage = new Stage();

  private void refused(String words, Consumer<CreateClusterRequest.Builder> change) {
    CreateClusterRequest.Builder wanted = stage.wanted("c");
    change.accept(wanted);
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> stage.eks.createCluster(wanted.build()))
        .withMessageContaining(words);
  }

  @Test
  void isActiveAndReachableAfterItsTime() {
    stage.eks.createCluster(stage.wanted("c").build());
    stage.pass(599);
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.CREATING);
    assertThat(stage.describe().endpoint()).isNull();
    stage.pass(1);
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.ACTIVE);
    assertThat(stage.describe().endpoint()).startsWith("https://").contains(".us-east-1.eks.");
  }

  @Test
  void checksRoleNetworkAndVersion() {
    refused("could not be assumed", r -> r.roleArn(Stage.WORKER));
    refused("could not be assumed", r -> r.roleArn("arn:aws:iam::111122223333:role/nobody"));
    refused("unsupported Kubernetes version", r -> r.version("1.12"));
    refused(
        "at least two different AZs",
        r -> r.resourcesVpcConfig(v -> v.subnetIds(stage.subnets.getFirst())));
    refused("does not exist", r -> r.resourcesVpcConfig(v -> v.subnetIds("subnet-1", "subnet-2")));
    String other = stage.ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    stage.pass(10);
    String elsewhere =
        stage
            .ec2
            .createSecurityGroup(r -> r.vpcId(other).groupName("x").description("x"))
            .groupId();
    refused(
        "not in the same VPC",
        r -> r.resourcesVpcConfig(v -> v.subnetIds(stage.subnets).securityGroupIds(elsewhere)));
    refused(
        "invalid in publicAccessCidrs",
        r -> r.resourcesVpcConfig(v -> v.subnetIds(stage.subnets).publicAccessCidrs("10.0.0.0/8")));
    assertThat(stage.living("EksCluster")).isEmpty();
  }

  @Test
  void waitsForARoleThatIsTooNew() {
    stage.role("new", "eks.amazonaws.com");
    String role = "arn:aws:iam::111122223333:role/new";
    refused("could not be assumed", r -> r.roleArn(role));
    stage.pass(1 + 8);
    stage.eks.createCluster(stage.wanted("c").roleArn(role).build());
  }

  @Test
  void cannotBeHadInEveryZone() {
    stage.subnets.add(stage.subnet("use1-az3", "10.0.9.0/24"));
    stage.pass(60);
    assertThatThrownBy(() -> stage.eks.createCluster(stage.wanted("c").build()))
        .isInstanceOfSatisfying(
            UnsupportedAvailabilityZoneException.class,
            no -> {
              assertThat(no.clusterName()).isEqualTo("c");
              assertThat(no.validZones()).hasSize(5).doesNotContain(zoneName("use1-az3"));
              assertThat(no.getMessage())
                  .contains("in " + zoneName("use1-az3"))
                  .contains(String.join(", ", no.validZones()));
            });
  }

  private static String zoneName(String id) {
    return Zones.find(Stage.HERE, id).orElseThrow().name();
  }

  @Test
  void isRefusedWhereAZoneIsFullAndToldWhichAreNot() {
    Lever lever = stage.world.levers().noEksCapacity("use1-az2");
    assertThatThrownBy(() -> stage.eks.createCluster(stage.wanted("c").build()))
        .isInstanceOfSatisfying(
            UnsupportedAvailabilityZoneException.class,
            no -> {
              assertThat(no.validZones())
                  .hasSize(4)
                  .doesNotContain(zoneName("use1-az2"), zoneName("use1-az3"));
              assertThat(no.getMessage())
                  .contains("because " + zoneName("use1-az2") + ", the targeted availability zone")
                  .contains(String.join(", ", no.validZones()));
            });
    assertThat(lever.fired()).isEqualTo(1);
    assertThat(stage.living("EksCluster")).isEmpty();
    lever.release();
    stage.eks.createCluster(stage.wanted("c").build());
  }

  @Test
  void makesTheServicesOwnRolesWhichNobodyFindsBefore() {
    assertThatThrownBy(() -> stage.iam.getRole(r -> r.roleName("AWSServiceRoleForAmazonEKS")))
        .isInstanceOf(NoSuchEntityException.class);
    stage.cluster();
    assertThat(stage.iam.getRole(r -> r.roleName("AWSServiceRoleForAmazonEKS")).role().arn())
        .isEqualTo(
            "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS");
    assertThatThrownBy(
            () -> stage.iam.getRole(r -> r.roleName("AWSServiceRoleForAmazonEKSNodegroup")))
        .isInstanceOf(NoSuchEntityException.class);
    stage.nodes("n", r -> {});
    assertThat(
            stage.iam.getRole(r -> r.roleName("AWSServiceRoleForAmazonEKSNodegroup")).role().path())
        .isEqualTo("/aws-service-role/eks-nodegroup.amazonaws.com/");
    assertThatThrownBy(
            () -> stage.iam.getRole(r -> r.roleName("AWSServiceRoleForElasticLoadBalancing")))
        .isInstanceOf(NoSuchEntityException.class);
    stage.iam.createServiceLinkedRole(r -> r.awsServiceName("elasticloadbalancing.amazonaws.com"));
    assertThat(
            stage
                .iam
                .getRole(r -> r.roleName("AWSServiceRoleForElasticLoadBalancing"))
                .role()
                .path())
        .isEqualTo("/aws-service-role/elasticloadbalancing.amazonaws.com/");
  }

  @Test
  void isMadeOnceForATokenAndRefusedWithoutOne() {
    CreateClusterRequest first = stage.wanted("c").clientRequestToken("t").build();
    Cluster made = stage.eks.createCluster(first).cluster();
    assertThat(stage.eks.createCluster(first).cluster().arn()).isEqualTo(made.arn());
    assertThatThrownBy(() -> stage.eks.createCluster(stage.wanted("c").build()))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("already exists");
    assertThat(stage.living("EksCluster")).containsExactly("c");
  }

  @Test
  void keepsTheQuota() {
    stage.world.levers().setQuota("L-1194D53C", 1);
    stage.eks.createCluster(stage.wanted("one").build());
    assertThatThrownBy(() -> stage.eks.createCluster(stage.wanted("two").build()))
        .isInstanceOf(ResourceLimitExceededException.class);
  }

  @Test
  void stuckUntilTheLeverIsReleased() {
    var lever = stage.world.levers().stickCreation("EksCluster");
    stage.eks.createCluster(stage.wanted("c").build());
    stage.pass(86_400);
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.CREATING);
    assertThat(lever.fired()).isPositive();
    lever.release();
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.CREATING);
    stage.pass(600);
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.ACTIVE);
  }

  @Test
  void failsForTheReasonOfTheLever() {
    stage.world.levers().failCreation("EksCluster", "no capacity");
    stage.eks.createCluster(stage.wanted("c").build());
    stage.pass(600);
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.FAILED);
    assertThat(stage.describe().health().issues().getFirst().message()).isEqualTo("no capacity");
    stage.eks.deleteCluster(r -> r.name("c"));
  }

  @Test
  void takesOneKindOfChangeACallAndOneCallAtATime() {
    stage.cluster();
    assertThatThrownBy(() ->
            stage.eks.updateClusterConfig(r ->
                r.name("c")
                    .logging(l ->
                        l.clusterLogging(
                            List.of(LogSetup.builder().types(LogType.API).enabled(true).build())))
                    .resourcesVpcConfig(v -> v.endpointPrivateAccess(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Only one type of update");
    var update =
        stage
            .eks
            .updateClusterConfig(
                r -> r.name("c").resourcesVpcConfig(v -> v.endpointPrivateAccess(true)))
            .update();
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.UPDATING);
    assertThat(stage.describe().resourcesVpcConfig().endpointPrivateAccess()).isFalse();
    assertThatThrownBy(() -> stage.eks.updateClusterVersion(r -> r.name("c").version("1.34")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("update in progress");
    assertThatThrownBy(() -> stage.eks.deleteCluster(r -> r.name("c")))
        .isInstanceOf(ResourceInUseException.class);
    stage.pass(150);
    assertThat(stage.describe().status()).isEqualTo(ClusterStatus.ACTIVE);
    assertThat(stage.describe().resourcesVpcConfig().endpointPrivateAccess()).isTrue();
    assertThat(stage.eks.describeUpdate(r -> r.name("c").updateId(update.id())).update().status())
        .isEqualTo(UpdateStatus.SUCCESSFUL);
  }

  @Test
  void refusesAChangeThatChangesNothing() {
    stage.cluster();
    assertThatThrownBy(() ->
            stage.eks.updateClusterConfig(
                r -> r.name("c").resourcesVpcConfig(v -> v.endpointPublicAccess(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("already at the desired configuration");
  }

  @Test
  void isUpgradedOneMinorVersionAtATime() {
    stage.eks.createCluster(stage.wanted("c").version("1.31").build());
    stage.pass(600);
    assertThatThrownBy(() -> stage.eks.updateClusterVersion(r -> r.name("c").version("1.33")))
        .isInstanceOf(InvalidParameterException.class);
    stage.eks.updateClusterVersion(r -> r.name("c").version("1.32"));
    stage.pass(599);
    assertThat(stage.describe().version()).isEqualTo("1.31");
    stage.pass(1);
    assertThat(stage.describe().version()).isEqualTo("1.32");
  }

  @Test
  void keepsItsNetworkBusyForAWhileAfterItsDeletion() {
    Set<String> before = stage.living("NetworkInterface", "SecurityGroup");
    stage.cluster();
    assertThat(stage.living("NetworkInterface")).hasSize(2);
    assertThat(stage.describe().resourcesVpcConfig().clusterSecurityGroupId()).startsWith("sg-");
    stage.eks.deleteCluster(r -> r.name("c"));
    stage.pass(180);
    assertThatThrownBy(stage::describe).isInstanceOf(ResourceNotFoundException.class);
    assertThat(stage.living("EksCluster", "AddOn")).isEmpty();
    assertThatThrownBy(() -> stage.ec2.deleteSubnet(r -> r.subnetId(stage.subnets.getFirst())))
        .hasMessageContaining("dependencies");
    stage.pass(60);
    assertThat(stage.living("NetworkInterface", "SecurityGroup")).isEqualTo(before);
    stage.subnets.forEach(id -> stage.ec2.deleteSubnet(r -> r.subnetId(id)));
    stage.ec2.deleteSecurityGroup(r -> r.groupId(stage.group));
    stage.ec2.deleteVpc(r -> r.vpcId(stage.vpc));
  }

  @Test
  void tagsComeAndGo() {
    stage.cluster();
    String arn = stage.describe().arn();
    stage.eks.tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "1", "owner", "them")));
    assertThat(stage.describe().tags()).isEqualTo(Map.of("a", "1", "owner", "them"));
    stage.eks.untagResource(r -> r.resourceArn(arn).tagKeys("owner"));
    assertThat(stage.eks.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .isEqualTo(Map.of("a", "1"));
  }

  @Test
  void subnetsAndSecurityGroupsCanBeChangedWithinTheVpc() {
    stage.cluster();
    List<String> two = stage.subnets.subList(0, 2);
    stage.eks.updateClusterConfig(
        r -> r.name("c").resourcesVpcConfig(v -> v.subnetIds(two).securityGroupIds(List.of())));
    stage.pass(150);
    assertThat(stage.describe().resourcesVpcConfig().subnetIds()).isEqualTo(two);
    assertThat(stage.describe().resourcesVpcConfig().securityGroupIds()).isEmpty();
    stage.ec2.deleteSecurityGroup(r -> r.groupId(stage.group));
  }
}
