package io.freehold.simulator.eks;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.CreatePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.CreatePodIdentityAssociationResponse;
import software.amazon.awssdk.services.eks.model.DeletePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.DeletePodIdentityAssociationResponse;
import software.amazon.awssdk.services.eks.model.DescribePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.DescribePodIdentityAssociationResponse;
import software.amazon.awssdk.services.eks.model.ListPodIdentityAssociationsRequest;
import software.amazon.awssdk.services.eks.model.ListPodIdentityAssociationsResponse;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociation;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociationSummary;
import software.amazon.awssdk.services.eks.model.UpdatePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.UpdatePodIdentityAssociationResponse;

/** Pod identity associations: one for each service account of a cluster. */
final class PodIdentities {
  private static final String SERVICE = "pods.eks.amazonaws.com";

  private final Sites<Site> sites;

  PodIdentities(Sites<Site> sites) {
    this.sites = sites;
  }

  private static String key(@Nullable String cluster, @Nullable String id) {
    return cluster + "/" + id;
  }

  private static PodIdentityAssociation get(
      Site site, @Nullable String cluster, @Nullable String id) {
    Cluster there = site.cluster(cluster);
    return site.associations()
        .known(key(there.name(), id))
        .orElseThrow(() -> missing(there.name(), id));
  }

  private static RuntimeException missing(@Nullable String cluster, @Nullable String id) {
    return Refusals.notFound("Couldn't find association %s in cluster %s".formatted(id, cluster));
  }

  private static void ask(Access access, Site site, @Nullable String cluster, @Nullable String id) {
    Optional<PodIdentityAssociation> there = site.associations().actual(key(cluster, id));
    access
        .on(site.arn("podidentityassociation/%s/%s".formatted(cluster, id)))
        .resourceTags(there.map(PodIdentityAssociation::tags).orElseGet(Map::of));
  }

  private static void askForRole(Access access, String roleArn) {
    access.passRole(roleArn, SERVICE);
    access.to("iam:GetRole", roleArn);
  }

  CreatePodIdentityAssociationResponse create(
      Endpoint endpoint, CreatePodIdentityAssociationRequest request) {
    return endpoint.call(
        CallSpec.write("CreatePodIdentityAssociation")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              Clusters.ask(access, site, request.clusterName()).requestTags(request.tags());
              Tagging.askNew(
                  access,
                  site.arn("podidentityassociation/%s/*".formatted(request.clusterName())),
                  request.tags());
              askForRole(access, request.roleArn());
            }),
        call -> {
          Site site = sites.at(call.location());
          String key =
              site.world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientRequestToken(),
                      request,
                      id -> site.associations().actual(id).isPresent(),
                      () -> make(call, site, request));
          return CreatePodIdentityAssociationResponse.builder()
              .association(site.associations().actual(key).orElseThrow())
              .build();
        });
  }

  private static String make(
      CallContext call, Site site, CreatePodIdentityAssociationRequest request) {
    Cluster cluster = site.usable(request.clusterName());
    if (request.targetRoleArn() != null) {
      throw Refusals.unsimulated("targetRoleArn", "none");
    }
    site.associations().actual().values().stream()
        .filter(it ->
            it.clusterName().equals(cluster.name())
                && it.namespace().equals(request.namespace())
                && it.serviceAccount().equals(request.serviceAccount()))
        .findFirst()
        .ifPresent(it -> {
          throw Refusals.inUse("Association already exists: " + it.associationId());
        });
    requireRole(site, cluster, request.roleArn());
    String id = newId(site);
    site.associations()
        .put(
            key(cluster.name(), id),
            PodIdentityAssociation.builder()
                .clusterName(cluster.name())
                .namespace(request.namespace())
                .serviceAccount(request.serviceAccount())
                .roleArn(request.roleArn())
                .associationId(id)
                .associationArn(
                    site.arn("podidentityassociation/%s/%s".formatted(cluster.name(), id)))
                .disableSessionTags(Boolean.TRUE.equals(request.disableSessionTags()))
                .createdAt(call.now())
                .modifiedAt(call.now())
                .tags(request.tags())
                .build());
    return key(cluster.name(), id);
  }

  private static String newId(Site site) {
    String hex = site.world().ids().hex(site.location(), "pod-identity", 24);
    String text = new BigInteger(hex, 16).toString(36);
    return "a-" + ("0".repeat(17) + text).substring(text.length());
  }

  private static void requireRole(Site site, Cluster cluster, @Nullable String roleArn) {
    String role = String.valueOf(roleArn);
    if (site.iam().role(role).isEmpty()) {
      throw Refusals.parameter("Role provided in the request does not exist.");
    }
    Map<String, String> source =
        Map.of("aws:SourceAccount", site.location().accountId(), "aws:SourceArn", cluster.arn());
    // Sessions carry the pod's namespace and the like as tags.
    if (!site.iam().assumableByService(role, SERVICE, source)
        || !site.iam().serviceVerdict(role, SERVICE, "sts:TagSession", source).allowed()) {
      throw Refusals.parameter(
          "Role %s could not be assumed: its trust policy must allow %s to assume it and to tag the session"
              .formatted(role, SERVICE));
    }
  }

  DescribePodIdentityAssociationResponse describe(
      Endpoint endpoint, DescribePodIdentityAssociationRequest request) {
    return endpoint.call(
        CallSpec.read("DescribePodIdentityAssociation")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.associationId())),
        call -> {
          Site site = sites.at(call.location());
          site.cluster(request.clusterName());
          return DescribePodIdentityAssociationResponse.builder()
              .association(
                  site.associations()
                      .seen(key(request.clusterName(), request.associationId()))
                      .orElseThrow(() -> missing(request.clusterName(), request.associationId())))
              .build();
        });
  }

  ListPodIdentityAssociationsResponse list(
      Endpoint endpoint, ListPodIdentityAssociationsRequest request) {
    return endpoint.call(
        CallSpec.read("ListPodIdentityAssociations")
            .asking((call, access) ->
                Clusters.ask(access, sites.at(call.location()), request.clusterName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          Page<PodIdentityAssociationSummary> page =
              Page.of(
                  site.associations().seen().values().stream()
                      .filter(it -> it.clusterName().equals(cluster.name()))
                      .filter(it ->
                          request.namespace() == null || it.namespace().equals(request.namespace()))
                      .filter(it ->
                          request.serviceAccount() == null
                              || it.serviceAccount().equals(request.serviceAccount()))
                      .map(PodIdentities::summary)
                      .toList(),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListPodIdentityAssociationsResponse.builder()
              .associations(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static PodIdentityAssociationSummary summary(PodIdentityAssociation it) {
    return PodIdentityAssociationSummary.builder()
        .clusterName(it.clusterName())
        .namespace(it.namespace())
        .serviceAccount(it.serviceAccount())
        .associationArn(it.associationArn())
        .associationId(it.associationId())
        .build();
  }

  UpdatePodIdentityAssociationResponse update(
      Endpoint endpoint, UpdatePodIdentityAssociationRequest request) {
    return endpoint.call(
        CallSpec.write("UpdatePodIdentityAssociation")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              ask(access, site, request.clusterName(), request.associationId());
              if (request.roleArn() != null) {
                askForRole(access, request.roleArn());
              }
            }),
        call -> {
          Site site = sites.at(call.location());
          PodIdentityAssociation before = get(site, request.clusterName(), request.associationId());
          if (request.roleArn() != null) {
            requireRole(site, site.cluster(request.clusterName()), request.roleArn());
          }
          PodIdentityAssociation after =
              before.toBuilder()
                  .roleArn(request.roleArn() == null ? before.roleArn() : request.roleArn())
                  .disableSessionTags(
                      request.disableSessionTags() == null
                          ? before.disableSessionTags()
                          : request.disableSessionTags())
                  .modifiedAt(call.now())
                  .build();
          site.associations()
              .change(key(before.clusterName(), before.associationId()), it -> after);
          return UpdatePodIdentityAssociationResponse.builder().association(after).build();
        });
  }

  DeletePodIdentityAssociationResponse delete(
      Endpoint endpoint, DeletePodIdentityAssociationRequest request) {
    return endpoint.call(
        CallSpec.write("DeletePodIdentityAssociation")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.associationId())),
        call -> {
          Site site = sites.at(call.location());
          PodIdentityAssociation association =
              get(site, request.clusterName(), request.associationId());
          site.associations().remove(key(association.clusterName(), association.associationId()));
          return DeletePodIdentityAssociationResponse.builder().association(association).build();
        });
  }
}
