package io.freehold.simulator.eks;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonHealth;
import software.amazon.awssdk.services.eks.model.AddonIssue;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.CreateAddonRequest;
import software.amazon.awssdk.services.eks.model.CreateAddonResponse;
import software.amazon.awssdk.services.eks.model.DeleteAddonRequest;
import software.amazon.awssdk.services.eks.model.DeleteAddonResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonResponse;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.ListAddonsRequest;
import software.amazon.awssdk.services.eks.model.ListAddonsResponse;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateAddonRequest;
import software.amazon.awssdk.services.eks.model.UpdateAddonResponse;
import software.amazon.awssdk.services.eks.model.UpdateType;

/** Add-ons. */
final class AddOns {
  /** The add-ons that there are, with a version for whoever names none. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "vpc-cni", "v1.20.4-eksbuild.2",
          "kube-proxy", "v1.33.3-eksbuild.4",
          "coredns", "v1.12.1-eksbuild.2",
          "eks-pod-identity-agent", "v1.3.8-eksbuild.2",
          "aws-ebs-csi-driver", "v1.49.0-eksbuild.1",
          "metrics-server", "v0.8.0-eksbuild.2");

  private final Sites<Site> sites;

  AddOns(Sites<Site> sites) {
    this.sites = sites;
  }

  private static String key(@Nullable String cluster, @Nullable String addOn) {
    return cluster + "/" + addOn;
  }

  private static void ask(
      Access access, Site site, @Nullable String cluster, @Nullable String name) {
    Optional<Addon> addon = site.addons().actual(key(cluster, name));
    access
        .on(
            addon
                .map(Addon::addonArn)
                .orElseGet(() -> site.arn("addon/%s/%s/*".formatted(cluster, name))))
        .resourceTags(addon.map(Addon::tags).orElseGet(Map::of));
  }

  CreateAddonResponse create(Endpoint endpoint, CreateAddonRequest request) {
    return endpoint.call(
        CallSpec.write("CreateAddon")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              Clusters.ask(access, site, request.clusterName()).requestTags(request.tags());
              Tagging.askNew(
                  access,
                  site.arn("addon/%s/%s/*".formatted(request.clusterName(), request.addonName())),
                  request.tags());
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
                      id -> site.addons().actual(id).isPresent(),
                      () -> make(call, site, request));
          return CreateAddonResponse.builder()
              .addon(site.addons().actual(key).orElseThrow())
              .build();
        });
  }

  private static String make(CallContext call, Site site, CreateAddonRequest request) {
    Cluster cluster = site.usable(request.clusterName());
    if (request.hasPodIdentityAssociations() || request.serviceAccountRoleArn() != null) {
      throw Refusals.unsimulated("a role given with an add-on", "a pod identity association");
    }
    String name = String.valueOf(request.addonName());
    String key = key(cluster.name(), name);
    if (site.addons().actual(key).isPresent()) {
      throw Refusals.inUse("Addon already exists.");
    }
    String version = version(cluster, name, request.addonVersion());
    requireConfiguration(request.configurationValues());
    site.addons()
        .put(
            key,
            Addon.builder()
                .clusterName(cluster.name())
                .addonName(name)
                .addonArn(
                    site.arn("addon/%s/%s/%s".formatted(cluster.name(), name, site.uuid("addon"))))
                .addonVersion(version)
                .configurationValues(request.configurationValues())
                .createdAt(call.now())
                .modifiedAt(call.now())
                .health(AddonHealth.builder().issues(List.of()).build())
                .status(AddonStatus.CREATING)
                .tags(request.tags())
                .build());
    site.addOnPlans()
        .put(
            key,
            new AddOnPlan(
                call.now(),
                site.takes("AddOn." + name + "/create"),
                site.world().latencies().failure(site.location(), "AddOn." + name)));
    Readiness.foresee(site, cluster.name());
    return key;
  }

  private static String version(Cluster cluster, String name, @Nullable String wanted) {
    String known = DEFAULTS.get(name);
    if (known == null) {
      throw Refusals.parameter(
          "Addon %s specified is not supported in %s kubernetes version"
              .formatted(name, cluster.version()));
    }
    if (wanted != null && !wanted.matches("v\\d+\\.\\d+\\.\\d+-eksbuild\\.\\d+")) {
      throw Refusals.parameter("Addon version specified is not supported: " + wanted);
    }
    return wanted == null ? known : wanted;
  }

  private static void requireConfiguration(@Nullable String json) {
    if (json != null && !(json.startsWith("{") && json.endsWith("}"))) {
      throw Refusals.parameter("ConfigurationValue is not in valid JSON/YAML format");
    }
  }

  DescribeAddonResponse describe(Endpoint endpoint, DescribeAddonRequest request) {
    return endpoint.call(
        CallSpec.read("DescribeAddon")
            .asking((call, access) ->
                ask(access, sites.at(call.location()), request.clusterName(), request.addonName())),
        call -> {
          Site site = sites.at(call.location());
          site.cluster(request.clusterName());
          return DescribeAddonResponse.builder()
              .addon(
                  site.addons()
                      .seen(key(request.clusterName(), request.addonName()))
                      .orElseThrow(() -> missing(request.clusterName(), request.addonName())))
              .build();
        });
  }

  private static RuntimeException missing(@Nullable String cluster, @Nullable String name) {
    return Refusals.notFound("No addon: %s found in cluster: %s".formatted(name, cluster));
  }

  ListAddonsResponse list(Endpoint endpoint, ListAddonsRequest request) {
    return endpoint.call(
        CallSpec.read("ListAddons")
            .asking((call, access) ->
                Clusters.ask(access, sites.at(call.location()), request.clusterName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          Page<String> page =
              Page.of(
                  site.addons().seen().values().stream()
                      .filter(addon -> addon.clusterName().equals(cluster.name()))
                      .map(Addon::addonName)
                      .toList(),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListAddonsResponse.builder()
              .addons(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  UpdateAddonResponse update(Endpoint endpoint, UpdateAddonRequest request) {
    return endpoint.call(
        CallSpec.write("UpdateAddon")
            .asking((call, access) ->
                ask(access, sites.at(call.location()), request.clusterName(), request.addonName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          String key = key(cluster.name(), request.addonName());
          Addon addon =
              site.addons()
                  .known(key)
                  .orElseThrow(() -> missing(cluster.name(), request.addonName()));
          String version =
              version(
                  cluster,
                  addon.addonName(),
                  request.addonVersion() == null ? addon.addonVersion() : request.addonVersion());
          requireConfiguration(request.configurationValues());
          return UpdateAddonResponse.builder()
              .update(
                  begin(
                      site,
                      key,
                      addon,
                      it ->
                          it.toBuilder()
                              .addonVersion(version)
                              .configurationValues(
                                  request.configurationValues() == null
                                      ? it.configurationValues()
                                      : request.configurationValues())
                              .build()))
              .build();
        });
  }

  private static Update begin(Site site, String key, Addon addon, UnaryOperator<Addon> change) {
    Instant end = site.done("AddOn/update");
    Optional<ErrorDetail> failure = Changes.failure(site, "AddOn");
    switch (addon.status()) {
      case ACTIVE, UPDATE_FAILED -> {
        site.addons().change(key, it -> it.toBuilder().status(AddonStatus.UPDATING).build());
        site.addons()
            .schedule(
                key,
                end,
                it ->
                    failure
                        .map(why -> failed(it, why))
                        .orElseGet(() -> succeeded(change.apply(it))));
      }
      // Its pods are missing before and after.
      case DEGRADED -> site.addons().change(key, change);
      case CREATING, UPDATING, DELETING, CREATE_FAILED, DELETE_FAILED, UNKNOWN_TO_SDK_VERSION ->
          throw Refusals.inUse(
              "Addon %s cannot be updated as it is currently in %s state"
                  .formatted(addon.addonName(), addon.statusAsString()));
    }
    return Changes.begin(site, key, UpdateType.ADDON_UPDATE, end, failure);
  }

  private static Addon succeeded(Addon addon) {
    return addon.toBuilder()
        .status(AddonStatus.ACTIVE)
        .health(AddonHealth.builder().issues(List.of()).build())
        .build();
  }

  private static Addon failed(Addon addon, ErrorDetail why) {
    return addon.toBuilder()
        .status(AddonStatus.UPDATE_FAILED)
        .health(
            AddonHealth.builder()
                .issues(
                    AddonIssue.builder()
                        .code(why.errorCodeAsString())
                        .message(why.errorMessage())
                        .build())
                .build())
        .build();
  }

  DeleteAddonResponse delete(Endpoint endpoint, DeleteAddonRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteAddon")
            .asking((call, access) ->
                ask(access, sites.at(call.location()), request.clusterName(), request.addonName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          String key = key(cluster.name(), request.addonName());
          Addon addon =
              site.addons()
                  .known(key)
                  .orElseThrow(() -> missing(cluster.name(), request.addonName()));
          if (addon.status() != AddonStatus.DELETING) {
            Instant gone = site.done("AddOn/delete");
            site.addons().cancelScheduled(key);
            site.addons().change(key, it -> it.toBuilder().status(AddonStatus.DELETING).build());
            site.addons().removeAt(key, gone);
            site.addOnPlans().remove(key);
            Readiness.foresee(site, cluster.name());
          }
          return DeleteAddonResponse.builder()
              .addon(site.addons().actual(key).orElse(addon))
              .build();
        });
  }
}
