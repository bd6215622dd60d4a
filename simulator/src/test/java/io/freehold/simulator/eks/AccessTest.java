package io.freehold.simulator.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.AccessScopeType;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;
import software.amazon.awssdk.services.eks.model.ResourceInUseException;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;

class AccessTest {
  private static final String ADMIN =
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
  private static final String VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

  private final Stage stage = new Stage();

  @BeforeEach
  void start() {
    stage.cluster();
  }

  private void associate(String policy, String... namespaces) {
    stage.eks.associateAccessPolicy(r ->
        r.clusterName("c")
            .principalArn(Stage.POD)
            .policyArn(policy)
            .accessScope(s -> {
              if (namespaces.length == 0) {
                s.type(AccessScopeType.CLUSTER);
              } else {
                s.type(AccessScopeType.NAMESPACE).namespaces(namespaces);
              }
            }));
  }

  private Map<String, Integer> policies() {
    Map<String, Integer> found = new java.util.TreeMap<>();
    stage
        .eks
        .listAssociatedAccessPoliciesPaginator(r -> r.clusterName("c").principalArn(Stage.POD))
        .associatedAccessPolicies()
        .forEach(it -> found.put(it.policyArn(), it.accessScope().namespaces().size()));
    return found;
  }

  @Test
  void anEntryGetsItsPoliciesOneByOne() {
    stage.eks.createAccessEntry(r -> r.clusterName("c").principalArn(Stage.POD));
    associate(ADMIN);
    associate(VIEW, "a");
    associate(VIEW, "a", "b");
    assertThat(policies()).isEqualTo(Map.of(ADMIN, 0, VIEW, 2));
    stage.eks.disassociateAccessPolicy(
        r -> r.clusterName("c").principalArn(Stage.POD).policyArn(ADMIN));
    assertThat(policies()).isEqualTo(Map.of(VIEW, 2));
    stage.eks.deleteAccessEntry(r -> r.clusterName("c").principalArn(Stage.POD));
    assertThatThrownBy(this::policies).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aPrincipalMustExistAndHasOneEntry() {
    assertThatThrownBy(() ->
            stage.eks.createAccessEntry(
                r -> r.clusterName("c").principalArn("arn:aws:iam::111122223333:role/nobody")))
        .isInstanceOf(InvalidParameterException.class);
    stage.eks.createAccessEntry(r -> r.clusterName("c").principalArn(Stage.POD));
    assertThatThrownBy(
            () -> stage.eks.createAccessEntry(r -> r.clusterName("c").principalArn(Stage.POD)))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void nodesAreLetInByEksItself() {
    stage.nodes("n", r -> {});
    var entry =
        stage
            .eks
            .describeAccessEntry(r -> r.clusterName("c").principalArn(Stage.WORKER))
            .accessEntry();
    assertThat(entry.type()).isEqualTo("EC2_LINUX");
    assertThat(entry.tags()).isEmpty();
  }

  @Test
  void aServiceAccountHasOneRole() {
    var made =
        stage
            .eks
            .createPodIdentityAssociation(
                r -> r.clusterName("c").namespace("n").serviceAccount("s").roleArn(Stage.POD))
            .association();
    assertThat(made.associationId()).matches("a-[0-9a-z]{17}");
    assertThatThrownBy(() ->
            stage.eks.createPodIdentityAssociation(
                r -> r.clusterName("c").namespace("n").serviceAccount("s").roleArn(Stage.POD)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(made.associationId());
    assertThatThrownBy(() ->
            stage.eks.createPodIdentityAssociation(
                r -> r.clusterName("c").namespace("n").serviceAccount("t").roleArn(Stage.WORKER)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("could not be assumed");
    stage.eks.deletePodIdentityAssociation(
        r -> r.clusterName("c").associationId(made.associationId()));
    assertThat(stage.living("PodIdentityAssociation")).isEmpty();
  }

  @Test
  void anAddOnIsUpdatedOnceAtATime() {
    stage.pass(30);
    stage.eks.updateAddon(
        r -> r.clusterName("c").addonName("vpc-cni").addonVersion("v1.21.0-eksbuild.1"));
    assertThat(stage.addOn("vpc-cni")).isEqualTo(AddonStatus.UPDATING);
    assertThatThrownBy(() ->
            stage.eks.updateAddon(
                r -> r.clusterName("c").addonName("vpc-cni").configurationValues("{}")))
        .isInstanceOf(ResourceInUseException.class);
    stage.pass(30);
    var addon = stage.eks.describeAddon(r -> r.clusterName("c").addonName("vpc-cni")).addon();
    assertThat(addon.status()).isEqualTo(AddonStatus.ACTIVE);
    assertThat(addon.addonVersion()).isEqualTo("v1.21.0-eksbuild.1");
  }

  @Test
  void anAddOnMustBeKnown() {
    assertThatThrownBy(() -> stage.eks.createAddon(r -> r.clusterName("c").addonName("homemade")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> stage.eks.createAddon(r -> r.clusterName("c").addonName("vpc-cni")))
        .isInstanceOf(ResourceInUseException.class);
  }
}
