package io.freehold.aws.eks;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.eks.PodIdentityAssociation.Observed;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.eks.model.UpdatePodIdentityAssociationRequest;

class PodIdentityAssociationContractTest extends KindContract<PodIdentityAssociation, Observed> {
  private static final String SERVICE = "pods.eks.amazonaws.com";

  private String other = "";

  @Override
  protected AwsType<PodIdentityAssociation, Observed> type() {
    return PodIdentityAssociation.TYPE;
  }

  @Override
  protected PodIdentityAssociation desired(Ground ground) {
    other = Surroundings.role(ground, "other", SERVICE);
    return new PodIdentityAssociation(
        Surroundings.cluster(ground).name(),
        "kube-system",
        "ebs-csi-controller-sa",
        Surroundings.role(ground, "ebs-csi-driver", SERVICE));
  }

  @Override
  protected Map<String, PodIdentityAssociation> mutable(PodIdentityAssociation it) {
    return Map.of(
        "roleArn",
        new PodIdentityAssociation(it.clusterName(), it.namespace(), it.serviceAccount(), other));
  }

  @Override
  protected Map<String, PodIdentityAssociation> fixed(PodIdentityAssociation it) {
    return Map.of(
        "namespace",
        new PodIdentityAssociation(
            it.clusterName(), "elsewhere", it.serviceAccount(), it.roleArn()),
        "serviceAccount",
        new PodIdentityAssociation(it.clusterName(), it.namespace(), "other", it.roleArn()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, PodIdentityAssociation it) {
    return Map.of(
        "roleArn", id -> update(ground, it, r -> r.roleArn(other)),
        "sessionTags", id -> update(ground, it, r -> r.disableSessionTags(true)));
  }

  private static void update(
      Ground ground,
      PodIdentityAssociation it,
      Consumer<UpdatePodIdentityAssociationRequest.Builder> change) {
    var eks = ground.aws().eks();
    String id =
        eks.listPodIdentityAssociations(r -> r.clusterName(it.clusterName()))
            .associations()
            .getFirst()
            .associationId();
    eks.updatePodIdentityAssociation(r -> {
      r.clusterName(it.clusterName()).associationId(id);
      change.accept(r);
    });
  }

  @Override
  protected Use use(Ground ground, PodIdentityAssociation desired) {
    return Use.nothingPrevents("pods keep the credentials that they have");
  }
}
