package io.freehold.model.vpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules about the VPC's way to S3. */
final class EndpointRules {
  private EndpointRules() {}

  static void check(VpcRules.Trial trial) {
    String service = "com.amazonaws.%s.s3".formatted(trial.region());
    List<VpcSurvey.Endpoint> usable =
        trial.survey().endpoints().stream()
            .filter(it -> it.isGateway() && it.isUsable() && it.serviceName().equals(service))
            .toList();
    Map<String, List<String>> tables = tables(trial);
    if (usable.isEmpty()) {
      trial.add(
          VpcRule.S3_ENDPOINT,
          trial.customer().vpcId(),
          found(trial, service),
          "an endpoint of the gateway kind for " + service,
          trial.remedies().endpoint(trial.customer().vpcId(), service, tables.keySet()));
      return;
    }
    tables.forEach((table, subnets) -> {
      if (usable.stream().noneMatch(it -> it.routeTableIds().contains(table))) {
        trial.add(
            VpcRule.S3_ENDPOINT_ROUTES,
            table,
            "the route table of %s, without a route to %s"
                .formatted(String.join(", ", subnets), usable.getFirst().id()),
            "the endpoint associated with the route table of every private subnet",
            trial.remedies().associate(usable.getFirst().id(), table));
      }
    });
  }

  /** The subnets by the table that serves them. */
  private static Map<String, List<String>> tables(VpcRules.Trial trial) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (VpcSurvey.Subnet subnet : trial.privateSubnets()) {
      trial
          .survey()
          .tableOf(subnet.id())
          .ifPresent(table ->
              tables.computeIfAbsent(table.id(), any -> new ArrayList<>()).add(subnet.id()));
    }
    return tables;
  }

  /** What comes closest: of S3, but not of the right kind, service or state. */
  private static String found(VpcRules.Trial trial, String service) {
    List<VpcSurvey.Endpoint> all = trial.survey().endpoints();
    Optional<VpcSurvey.Endpoint> ofOtherState =
        all.stream().filter(it -> it.isGateway() && it.serviceName().equals(service)).findFirst();
    if (ofOtherState.isPresent()) {
      return "%s, which is %s".formatted(ofOtherState.get().id(), ofOtherState.get().state());
    }
    Optional<VpcSurvey.Endpoint> ofOtherKind =
        all.stream().filter(it -> it.serviceName().equals(service)).findFirst();
    if (ofOtherKind.isPresent()) {
      return "%s, which is of the kind %s"
          .formatted(ofOtherKind.get().id(), ofOtherKind.get().type());
    }
    return all.stream()
        .filter(it -> it.serviceName().contains(".s3"))
        .findFirst()
        .map(it -> "%s, which is for %s".formatted(it.id(), it.serviceName()))
        .orElse("no endpoint for S3");
  }
}
