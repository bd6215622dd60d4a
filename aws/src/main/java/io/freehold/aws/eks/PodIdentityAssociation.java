package io.freehold.aws.eks;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.named;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.passing;
import static io.freehold.aws.catalogue.Scope.roles;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociationSummary;

/**
 * The role that the pods of one service account act in. EKS allows one association for each service
 * account, and that is how it is found; its id is EKS's own affair.
 *
 * @param clusterName the cluster
 * @param namespace of the service account, fixed
 * @param serviceAccount fixed; neither it nor the namespace has to exist yet
 * @param roleArn trusts {@code pods.eks.amazonaws.com}
 */
public record PodIdentityAssociation(
    String clusterName, String namespace, String serviceAccount, String roleArn) {
  public static final AwsType<PodIdentityAssociation, Observed> TYPE = new Type();

  /**
   * What is there.
   *
   * @param sessionTags whether sessions carry the pod's namespace and the like as tags, which
   *     policies of ours go by
   */
  public record Observed(
      String clusterName,
      String namespace,
      String serviceAccount,
      String roleArn,
      boolean sessionTags,
      String associationId) {}

  private static final String ASSOCIATIONS = Eks.within("podidentityassociation");

  private static final class Type implements AwsType<PodIdentityAssociation, Observed> {
    @Override
    public String kind() {
      return "PodIdentityAssociation";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EKS)
          .inspect(Eks.LOOK, "eks:ListPodIdentityAssociations")
          .inspect(Eks.LOOK, "eks:DescribePodIdentityAssociation")
          .provision(own(Eks.CLUSTER), "eks:CreatePodIdentityAssociation")
          .provision(created(ASSOCIATIONS), "eks:TagResource")
          .provision(passing("*", "pods.eks.amazonaws.com"), "iam:PassRole")
          .provision(named(roles("*")), "iam:GetRole")
          .change(own(ASSOCIATIONS), "eks:UpdatePodIdentityAssociation")
          .change(passing("*", "pods.eks.amazonaws.com"), "iam:PassRole")
          .change(named(roles("*")), "iam:GetRole")
          .delete(Eks.LOOK, "eks:ListPodIdentityAssociations")
          .delete(own(ASSOCIATIONS), "eks:DeletePodIdentityAssociation");
    }

    @Override
    public Optional<String> naturalId(PodIdentityAssociation desired) {
      return Optional.of(
          new Eks.Id(desired.clusterName(), desired.namespace() + "/" + desired.serviceAccount())
              .toString());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Set<String> clusters = new HashSet<>();
      ids.forEach(id -> clusters.add(Eks.Id.of(id).cluster()));
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String cluster : clusters) {
        Eks.ifThere(() -> summaries(aws, cluster)).orElseGet(Map::of).entrySet().stream()
            .filter(summary -> ids.contains(summary.getKey()))
            .forEach(summary ->
                Eks.ifThere(() -> observation(aws, cluster, summary.getValue().associationId()))
                    .ifPresent(observation -> found.put(summary.getKey(), observation)));
      }
      return found;
    }

    private static Map<String, PodIdentityAssociationSummary> summaries(
        AwsSession aws, String cluster) {
      Map<String, PodIdentityAssociationSummary> summaries = new HashMap<>();
      aws.eks()
          .listPodIdentityAssociationsPaginator(r -> r.clusterName(cluster))
          .associations()
          .forEach(summary ->
              summaries.put(
                  new Eks.Id(cluster, summary.namespace() + "/" + summary.serviceAccount())
                      .toString(),
                  summary));
      return summaries;
    }

    private static Observation<Observed> observation(
        AwsSession aws, String cluster, String associationId) {
      var association =
          aws.eks()
              .describePodIdentityAssociation(
                  r -> r.clusterName(cluster).associationId(associationId))
              .association();
      return new Observation.Present<>(
          new Observed(
              association.clusterName(),
              association.namespace(),
              association.serviceAccount(),
              association.roleArn(),
              !Boolean.TRUE.equals(association.disableSessionTags()),
              association.associationId()),
          aws.ownership(association.tags()));
    }

    @Override
    public String create(AwsSession aws, PodIdentityAssociation desired, Intent intent) {
      aws.eks()
          .createPodIdentityAssociation(r ->
              r.clusterName(desired.clusterName())
                  .namespace(desired.namespace())
                  .serviceAccount(desired.serviceAccount())
                  .roleArn(desired.roleArn())
                  .clientRequestToken(intent.token())
                  .tags(aws.tags(intent)));
      return naturalId(desired).orElseThrow();
    }

    @Override
    public Diff diff(PodIdentityAssociation desired, Observed observed) {
      return Diff.compare()
          .fixed("clusterName", desired.clusterName(), observed.clusterName())
          .fixed("namespace", desired.namespace(), observed.namespace())
          .fixed("serviceAccount", desired.serviceAccount(), observed.serviceAccount())
          .field("roleArn", desired.roleArn(), observed.roleArn())
          .field("sessionTags", true, observed.sessionTags())
          .done();
    }

    @Override
    public void update(
        AwsSession aws, String id, PodIdentityAssociation desired, Observed observed) {
      aws.eks()
          .updatePodIdentityAssociation(r ->
              r.clusterName(observed.clusterName())
                  .associationId(observed.associationId())
                  .roleArn(desired.roleArn())
                  .disableSessionTags(false));
    }

    @Override
    public void delete(AwsSession aws, String text) {
      String cluster = Eks.Id.of(text).cluster();
      Eks.deleteIfThere(() -> {
        PodIdentityAssociationSummary summary = summaries(aws, cluster).get(text);
        if (summary != null) {
          aws.eks()
              .deletePodIdentityAssociation(
                  r -> r.clusterName(cluster).associationId(summary.associationId()));
        }
      });
    }

    @Override
    public Observed predict(PodIdentityAssociation desired) {
      return new Observed(
          desired.clusterName(),
          desired.namespace(),
          desired.serviceAccount(),
          desired.roleArn(),
          true,
          "a-planned");
    }
  }
}
