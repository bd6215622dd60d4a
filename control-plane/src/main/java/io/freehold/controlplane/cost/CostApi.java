package io.freehold.controlplane.cost;

import io.freehold.controlplane.infrastructure.ImaginedSpecs;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.price.PriceList;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.Success;
import io.freehold.protocol.infrastructure.CostEstimate;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /costEstimates}: what would be paid, before anything is asked for. */
@RestController
class CostApi {
  private final ImaginedSpecs specs;

  CostApi(ImaginedSpecs specs) {
    this.specs = specs;
  }

  /** Asks no account, and stores nothing. */
  @PostMapping("/v1/organizations/{organizationId}/costEstimates")
  Success<CostEstimate> estimate(@PathVariable UUID organizationId, Body<CostRequest> body) {
    InfrastructureSpec infrastructure = specs.of(body.part(body.value().infrastructure()));
    List<ServiceSpec> services = body.value().specs(body.violations());
    body.refuseIfWrong();
    return Answer.of(
        shown(
            io.freehold.model.price.CostEstimate.of(
                infrastructure, services, PriceList.shipped())));
  }

  private static CostEstimate shown(io.freehold.model.price.CostEstimate estimate) {
    return new CostEstimate(
        estimate.region(),
        estimate.priceRegion(),
        estimate.priceDate(),
        estimate.monthlyUsd(),
        estimate.lines().stream()
            .map(line ->
                new CostEstimate.Line(
                    line.subject(),
                    line.item(),
                    line.description(),
                    line.quantity(),
                    line.unit(),
                    line.unitPriceUsd(),
                    line.monthlyUsd()))
            .toList(),
        estimate.notIncluded());
  }
}
