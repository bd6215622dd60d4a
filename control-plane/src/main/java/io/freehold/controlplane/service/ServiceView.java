package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.infrastructure.ShownConditions;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.IpAccess;
import io.freehold.protocol.organization.Organization;
import io.freehold.protocol.service.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A service as clients see it. */
@Component
class ServiceView {
  /** The only one there is. */
  static final String PROFILE = "v1-default";

  /** The number of replicas is fixed; their memory may change. */
  static final String VERTICAL = "vertical";

  private static final int HTTPS = 8443;
  private static final int NATIVE_TLS = 9440;
  private static final String USER = "default";

  private final NamingScheme naming;
  private final Clock clock;

  ServiceView(NamingScheme naming, Clock clock) {
    this.naming = naming;
    this.clock = clock;
  }

  /**
   * @param where it runs
   * @param role the ARN of the role as which its servers reach their objects
   * @param registered private endpoints of the organization
   */
  Service of(
      ServiceRow row,
      InfrastructureStore.ServicePlace where,
      String role,
      List<Organization.PrivateEndpoint> registered) {
    InfrastructureSpec place = where.spec();
    ServiceSpec spec = row.spec();
    Instant now = clock.instant();
    return new Service(
        row.id().toString(),
        spec.name(),
        "aws",
        place.region(),
        row.state().word(),
        row.version(),
        endpoints(row, place),
        3 * spec.minReplicaMemoryGb(),
        3 * spec.maxReplicaMemoryGb(),
        spec.replicas(),
        spec.minReplicaMemoryGb(),
        spec.maxReplicaMemoryGb(),
        VERTICAL,
        spec.idleScaling(),
        spec.idleTimeoutMinutes(),
        spec.ipAccessList().stream()
            .map(one -> new IpAccess(one.source(), one.description()))
            .toList(),
        row.createdAt(),
        role,
        row.privateEndpointIds(),
        registered.stream()
            .filter(one -> one.region().equals(place.region()))
            .map(Organization.PrivateEndpoint::id)
            .toList(),
        row.id().toString(),
        true,
        false,
        spec.releaseChannel().word(),
        row.infrastructureId().toString(),
        false,
        PROFILE,
        row.tags(),
        false,
        row.schedule().entries().isEmpty() ? null : ScheduleView.of(row.schedule(), spec, now),
        scaling(row, now),
        ShownConditions.of(
            Stream.of(
                    AskedConditions.without(row.conditions()).stream(),
                    where.certificate().stream(),
                    AskedConditions.now(row, place, where.asked(), now).stream())
                .flatMap(one -> one)
                .toList()));
  }

  private static Service.CurrentScaling scaling(ServiceRow row, Instant now) {
    ServiceSpec spec = row.specAt(now);
    int replicas = row.running() ? spec.replicas() : 0;
    return new Service.CurrentScaling(
        VERTICAL,
        spec.minReplicaMemoryGb(),
        spec.maxReplicaMemoryGb(),
        replicas,
        replicas,
        spec.idleScaling(),
        (int) spec.idleTimeout().toMinutes(),
        row.schedule().activeAt(now).map(entry -> entry.id().toString()).orElse(null));
  }

  /** The private name, whether or not that way in is open. */
  String privateHost(ServiceRow row, InfrastructureSpec place) {
    return names(row, place).privateHost();
  }

  /**
   * One for each protocol, since the public API's clients take one: the <a
   * href="https://github.com/ClickHouse/terraform-provider-clickhouse/blob/main/internal/service/clickhouse/resource/service.go">Terraform
   * provider</a> the last of a protocol, others the first. By the public name where there is a
   * public way in; the private name is in {@code privateEndpointConfig}.
   */
  private List<Service.Endpoint> endpoints(ServiceRow row, InfrastructureSpec place) {
    ServiceNames names = names(row, place);
    String host = place.loadBalancers().publicly() ? names.host() : names.privateHost();
    return List.of(
        new Service.Endpoint("nativesecure", host, NATIVE_TLS, USER),
        new Service.Endpoint("https", host, HTTPS, USER));
  }

  private ServiceNames names(ServiceRow row, InfrastructureSpec place) {
    return place.names(naming).service(row.name());
  }
}
