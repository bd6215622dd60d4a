package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.DescribeUpdateRequest;
import software.amazon.awssdk.services.eks.model.DescribeUpdateResponse;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.ListUpdatesRequest;
import software.amazon.awssdk.services.eks.model.ListUpdatesResponse;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;
import software.amazon.awssdk.services.eks.model.UpdateType;

/** What EKS calls updates: of clusters, node groups and add-ons. */
final class Changes {
  private final Sites<Site> sites;

  Changes(Sites<Site> sites) {
    this.sites = sites;
  }

  /**
   * Writes one down.
   *
   * @param of the cluster, or the key of the node group or add-on
   * @param end when it will have ended
   * @param failure how it will have failed, if not succeeded
   */
  static Update begin(
      Site site, String of, UpdateType type, Instant end, Optional<ErrorDetail> failure) {
    String id = site.uuid("update");
    Update update =
        Update.builder()
            .id(id)
            .type(type)
            .status(UpdateStatus.IN_PROGRESS)
            .createdAt(site.now())
            .params(List.of())
            .errors(List.of())
            .build();
    site.changes().put(id, new Change(of, update));
    site.changes()
        .schedule(
            id,
            end,
            it ->
                new Change(
                    it.of(),
                    it.update().toBuilder()
                        .status(failure.isPresent() ? UpdateStatus.FAILED : UpdateStatus.SUCCESSFUL)
                        .errors(failure.stream().toList())
                        .build()));
    return update;
  }

  /** How the update that starts now will fail, if it does. */
  static Optional<ErrorDetail> failure(Site site, String kind) {
    return site.world()
        .levers()
        .updateFailure(kind)
        .map(how ->
            ErrorDetail.builder().errorCode(how.getKey()).errorMessage(how.getValue()).build());
  }

  DescribeUpdateResponse describe(Endpoint endpoint, DescribeUpdateRequest request) {
    String of = of(request.name(), request.nodegroupName(), request.addonName());
    return endpoint.call(
        CallSpec.read("DescribeUpdate")
            .asking(
                (call, access) -> Clusters.ask(access, sites.at(call.location()), request.name())),
        call ->
            DescribeUpdateResponse.builder()
                .update(
                    sites
                        .at(call.location())
                        .changes()
                        .seen(String.valueOf(request.updateId()))
                        .filter(change -> change.of().equals(of))
                        .orElseThrow(() ->
                            Refusals.notFound("No update found for ID: " + request.updateId()))
                        .update())
                .build());
  }

  ListUpdatesResponse list(Endpoint endpoint, ListUpdatesRequest request) {
    String of = of(request.name(), request.nodegroupName(), request.addonName());
    return endpoint.call(
        CallSpec.read("ListUpdates")
            .asking(
                (call, access) -> Clusters.ask(access, sites.at(call.location()), request.name())),
        call -> {
          Page<String> page =
              Page.of(
                  sites.at(call.location()).changes().seen().values().stream()
                      .filter(change -> change.of().equals(of))
                      .map(change -> change.update().id())
                      .toList(),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListUpdatesResponse.builder()
              .updateIds(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static String of(String cluster, @Nullable String group, @Nullable String addOn) {
    return group != null ? cluster + "/" + group : addOn != null ? cluster + "/" + addOn : cluster;
  }
}
