package io.freehold.simulator.dns;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.time.Instant;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;

/** Changes: pending until every name server knows them. */
final class Changes {
  private final Route53 service;

  Changes(Route53 service) {
    this.service = service;
  }

  /** A change that starts now. */
  static ChangeInfo begin(Site site) {
    return begin(
        site, site.now().plus(site.world().latencies().draw(site.location(), "DnsRecord/create")));
  }

  /** A change that starts now and is everywhere at that time. */
  static ChangeInfo begin(Site site, Instant insync) {
    String id = site.newId("C", 19);
    ChangeInfo info =
        ChangeInfo.builder()
            .id("/change/" + id)
            .status(ChangeStatus.PENDING)
            .submittedAt(site.now())
            .build();
    site.changes().put(id, info);
    site.changes().schedule(id, insync, it -> it.toBuilder().status(ChangeStatus.INSYNC).build());
    return info;
  }

  GetChangeResponse get(Endpoint endpoint, GetChangeRequest request) {
    String id = Site.id(request.id());
    return endpoint.call(
        CallSpec.read("GetChange")
            .asking((call, access) -> access.on("arn:aws:route53:::change/" + id)),
        call ->
            GetChangeResponse.builder()
                .changeInfo(
                    service
                        .at(call)
                        .changes()
                        .seen(id)
                        .orElseThrow(() ->
                            Refusal.of(
                                "NoSuchChange", 404, "Could not find resource with ID: " + id)))
                .build());
  }
}
