package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.organization.Organization.ByocConfig;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An infrastructure as clients see it. */
@Component
class InfrastructureView {
  private static final String PROVIDER = "aws";

  private final Accounts accounts;
  private final NamingScheme naming;
  private final Clock clock;

  InfrastructureView(Accounts accounts, NamingScheme naming, Clock clock) {
    this.accounts = accounts;
    this.naming = naming;
    this.clock = clock;
  }

  Infrastructure of(InfrastructureRow row) {
    InfrastructureSpec spec = row.spec();
    Phase phase = phase(row);
    return new Infrastructure(
        row.id().toString(),
        row.name(),
        row.displayName(),
        phase.state(),
        phase.word(),
        spec.accountId(),
        accountName(row),
        spec.region(),
        PROVIDER,
        spec.vpcCidr().toString(),
        spec.zones().stream().map(Zone::suffix).toList(),
        spec.zones().stream().map(Zone::id).toList(),
        spec.peerCidrs().stream().map(Cidr::toString).toList(),
        row.deletionProtection(),
        spec.zones().stream()
            .map(zone -> new Infrastructure.Zone(zone.name(), zone.id(), zone.suffix()))
            .toList(),
        network(spec),
        waysIn(spec),
        spec.tags(),
        spec.secretsKeyArn(),
        logHouse(spec),
        row.generation(),
        ShownConditions.of(row.conditions()),
        ProgressOf.row(row, clock.instant()),
        endpoints(row),
        versions(spec),
        RoleTemplateLinks.of(row).orElse(null),
        row.createdAt());
  }

  ByocConfig inShort(InfrastructureRow row) {
    return new ByocConfig(
        row.id().toString(),
        phase(row).state(),
        accountName(row),
        row.spec().region(),
        PROVIDER,
        row.displayName());
  }

  /** One that is ready for an earlier spec is being updated, even if nobody has begun yet. */
  private static Phase phase(InfrastructureRow row) {
    return row.phase() == Phase.READY && row.observedGeneration() < row.generation()
        ? Phase.UPDATING
        : row.phase();
  }

  /** What runs in it, as far as it is Freehold that chooses the version. */
  private static Map<String, String> versions(InfrastructureSpec spec) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("kubernetes", spec.kubernetesVersion());
    versions.put("release", Integer.toString(spec.release()));
    ReleaseCatalogue.find(spec.release()).stream()
        .flatMap(release -> release.components().stream())
        .filter(component -> component.secret().isEmpty())
        .filter(component -> !component.onlyWithLogHouse() || spec.logHouse() != null)
        .forEach(component ->
            component.chart().ifPresent(chart -> versions.put(component.name(), chart.version())));
    return versions;
  }

  private static Infrastructure.@Nullable LogHouse logHouse(InfrastructureSpec spec) {
    LogHouse one = spec.logHouse();
    return one == null
        ? null
        : new Infrastructure.LogHouse(one.serviceId().toString(), one.retentionDays());
  }

  private static Infrastructure.Network network(InfrastructureSpec spec) {
    return switch (spec.network()) {
      case Network.Managed managed -> Infrastructure.Network.managed(spec.natGateways().word());
      case Network.Customer customer ->
          Infrastructure.Network.customer(
              customer.vpcId(), customer.privateSubnetIds(), customer.publicSubnetIds());
    };
  }

  static Map<String, Boolean> waysIn(InfrastructureSpec spec) {
    Map<String, Boolean> ways = new LinkedHashMap<>();
    ways.put("public", spec.loadBalancers().publicly());
    ways.put("private", spec.loadBalancers().privately());
    return ways;
  }

  private Map<String, String> endpoints(InfrastructureRow row) {
    InfrastructureNames names = row.spec().names(naming);
    Map<String, String> endpoints = new LinkedHashMap<>();
    endpoints.put("domain", names.domain());
    endpoints.put("services", names.wildcardDomain());
    if (!row.nameServers().isEmpty() && row.deletedAt().isEmpty()) {
      endpoints.put("nameServers", String.join(",", row.nameServers()));
    }
    return endpoints;
  }

  private String accountName(InfrastructureRow row) {
    return accounts
        .find(row.organizationId(), row.spec().accountId())
        .map(StoredAccount::displayName)
        .orElse(row.spec().accountId());
  }

  static List<io.freehold.protocol.infrastructure.Leftover> leftovers(List<Leftover> all) {
    return all.stream()
        .map(one ->
            new io.freehold.protocol.infrastructure.Leftover(
                one.kind(), one.externalId(), one.kept(), one.reason()))
        .toList();
  }
}
