package io.freehold.simulator.eks;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.AccessEntry;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.CreateAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.CreateAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.DeleteAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.DeleteAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.DescribeAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.DescribeAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.ListAccessEntriesRequest;
import software.amazon.awssdk.services.eks.model.ListAccessEntriesResponse;
import software.amazon.awssdk.services.eks.model.UpdateAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.UpdateAccessEntryResponse;

/** Access entries: which principals a cluster knows, and by which names. */
final class AccessEntries {
  static final String STANDARD = "STANDARD";
  private static final String NODES = "EC2_LINUX";

  private final Sites<Site> sites;

  AccessEntries(Sites<Site> sites) {
    this.sites = sites;
  }

  static String key(@Nullable String cluster, @Nullable String principalArn) {
    return cluster + "/" + principalArn;
  }

  /** The entry that a call names. */
  static Entry get(Site site, @Nullable String cluster, @Nullable String principalArn) {
    Cluster there = site.cluster(cluster);
    return site.entries()
        .known(key(there.name(), principalArn))
        .orElseThrow(AccessEntries::missing);
  }

  private static RuntimeException missing() {
    return Refusals.notFound(
        "The specified principalArn could not be found. You can view your available access entries"
            + " with 'list-access-entries'.");
  }

  /** Asks for the call's own action on an entry, which may not exist. */
  static void ask(
      Access access, Site site, @Nullable String cluster, @Nullable String principalArn) {
    Optional<AccessEntry> entry =
        site.entries().actual(key(cluster, principalArn)).map(Entry::entry);
    access
        .on(
            entry
                .map(AccessEntry::accessEntryArn)
                .orElseGet(() -> arn(site, cluster, principalArn, "*")))
        .resourceTags(entry.map(AccessEntry::tags).orElseGet(Map::of));
  }

  private static String arn(
      Site site, @Nullable String cluster, @Nullable String principalArn, String unique) {
    String principal = String.valueOf(principalArn);
    String[] parts = principal.split(":", 6);
    String account = parts.length == 6 ? parts[4] : "";
    String resource = parts.length == 6 ? parts[5] : principal;
    String type = resource.startsWith("user/") ? "user" : "role";
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    return site.arn("access-entry/%s/%s/%s/%s/%s".formatted(cluster, type, account, name, unique));
  }

  /** EKS itself lets the nodes of a managed group in. */
  static void admitNodes(Site site, String cluster, String roleArn) {
    String key = key(cluster, roleArn);
    if (site.entries().actual(key).isEmpty()) {
      site.entries()
          .put(
              key,
              new Entry(
                  AccessEntry.builder()
                      .clusterName(cluster)
                      .principalArn(roleArn)
                      .accessEntryArn(arn(site, cluster, roleArn, site.uuid("access-entry")))
                      .createdAt(site.now())
                      .modifiedAt(site.now())
                      .type(NODES)
                      .username("system:node:{{EC2PrivateDNSName}}")
                      .kubernetesGroups("system:nodes")
                      .tags(Map.of())
                      .build(),
                  List.of()));
    }
  }

  CreateAccessEntryResponse create(Endpoint endpoint, CreateAccessEntryRequest request) {
    return endpoint.call(
        CallSpec.write("CreateAccessEntry")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              Clusters.ask(access, site, request.clusterName()).requestTags(request.tags());
              Tagging.askNew(
                  access,
                  arn(site, request.clusterName(), request.principalArn(), "*"),
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
                      id -> site.entries().actual(id).isPresent(),
                      () -> make(call, site, request));
          return CreateAccessEntryResponse.builder()
              .accessEntry(site.entries().actual(key).orElseThrow().entry())
              .build();
        });
  }

  private static String make(CallContext call, Site site, CreateAccessEntryRequest request) {
    Cluster cluster = site.usable(request.clusterName());
    if (request.type() != null && !request.type().equals(STANDARD)) {
      throw Refusals.unsimulated("an access entry of type " + request.type(), STANDARD);
    }
    String principal = String.valueOf(request.principalArn());
    String key = key(cluster.name(), principal);
    if (site.entries().actual(key).isPresent()) {
      throw Refusals.inUse(
          "The specified access entry resource is already in use on this cluster.");
    }
    if (!principal.matches("arn:aws:iam::\\d{12}:(role|user)/.+")
        || (principal.contains(":role/") && site.iam().role(principal).isEmpty())) {
      throw Refusals.parameter(
          "The specified principalArn is invalid: the principal does not exist.");
    }
    if (request.kubernetesGroups().stream().anyMatch(group -> group.startsWith("system:"))) {
      throw Refusals.parameter("The kubernetes group name must not start with system:");
    }
    site.entries()
        .put(
            key,
            new Entry(
                AccessEntry.builder()
                    .clusterName(cluster.name())
                    .principalArn(principal)
                    .accessEntryArn(arn(site, cluster.name(), principal, site.uuid("access-entry")))
                    .createdAt(call.now())
                    .modifiedAt(call.now())
                    .type(STANDARD)
                    .username(username(principal, request.username()))
                    .kubernetesGroups(request.kubernetesGroups())
                    .tags(request.tags())
                    .build(),
                List.of()));
    return key;
  }

  private static String username(String principal, @Nullable String wanted) {
    if (wanted != null) {
      return wanted;
    }
    String[] parts = principal.split(":", 6);
    String name = principal.substring(principal.lastIndexOf('/') + 1);
    return principal.contains(":role/")
        ? "arn:aws:sts::%s:assumed-role/%s/{{SessionName}}".formatted(parts[4], name)
        : principal;
  }

  DescribeAccessEntryResponse describe(Endpoint endpoint, DescribeAccessEntryRequest request) {
    return endpoint.call(
        CallSpec.read("DescribeAccessEntry")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.principalArn())),
        call -> {
          Site site = sites.at(call.location());
          site.cluster(request.clusterName());
          return DescribeAccessEntryResponse.builder()
              .accessEntry(
                  site.entries()
                      .seen(key(request.clusterName(), request.principalArn()))
                      .orElseThrow(AccessEntries::missing)
                      .entry())
              .build();
        });
  }

  ListAccessEntriesResponse list(Endpoint endpoint, ListAccessEntriesRequest request) {
    return endpoint.call(
        CallSpec.read("ListAccessEntries")
            .asking((call, access) ->
                Clusters.ask(access, sites.at(call.location()), request.clusterName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          Page<String> page =
              Page.of(
                  site.entries().seen().values().stream()
                      .map(Entry::entry)
                      .filter(entry -> entry.clusterName().equals(cluster.name()))
                      .map(AccessEntry::principalArn)
                      .toList(),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListAccessEntriesResponse.builder()
              .accessEntries(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  UpdateAccessEntryResponse update(Endpoint endpoint, UpdateAccessEntryRequest request) {
    return endpoint.call(
        CallSpec.write("UpdateAccessEntry")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.principalArn())),
        call -> {
          Site site = sites.at(call.location());
          AccessEntry entry = get(site, request.clusterName(), request.principalArn()).entry();
          AccessEntry after =
              entry.toBuilder()
                  .kubernetesGroups(
                      request.hasKubernetesGroups()
                          ? request.kubernetesGroups()
                          : entry.kubernetesGroups())
                  .username(request.username() == null ? entry.username() : request.username())
                  .modifiedAt(call.now())
                  .build();
          site.entries()
              .change(key(entry.clusterName(), entry.principalArn()), it -> it.with(after));
          return UpdateAccessEntryResponse.builder().accessEntry(after).build();
        });
  }

  DeleteAccessEntryResponse delete(Endpoint endpoint, DeleteAccessEntryRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteAccessEntry")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.principalArn())),
        call -> {
          Site site = sites.at(call.location());
          AccessEntry entry = get(site, request.clusterName(), request.principalArn()).entry();
          site.entries().remove(key(entry.clusterName(), entry.principalArn()));
          return DeleteAccessEntryResponse.builder().build();
        });
  }
}
