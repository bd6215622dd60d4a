package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.ShownConditions;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.IpAccess;
import io.freehold.protocol.service.Service;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A service as clients see it. */
@Component
class ServiceView {
  /** The only one there is. */
  static final String PROFILE = "v1-default";

  private static final String VERTICAL = "vertical";
  private static final int HTTPS = 8443;
  private static final int NATIVE_TLS = 9440;
  private static final String USER = "default";

  private final NamingScheme naming;

  ServiceView(NamingScheme naming) {
    this.naming = naming;
  }

  Service of(ServiceRow row, InfrastructureRow infrastructure) {
    ServiceSpec spec = row.spec();
    InfrastructureSpec place = infrastructure.spec();
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
        "arn:aws:iam::%s:role/%s"
            .formatted(place.accountId(), place.names(naming).role(InfrastructureRole.CH_S3)),
        List.of(),
        List.of(),
        row.id().toString(),
        true,
        false,
        spec.releaseChannel().word(),
        row.infrastructureId().toString(),
        false,
        PROFILE,
        row.tags(),
        false,
        new Service.CurrentScaling(
            VERTICAL,
            spec.minReplicaMemoryGb(),
            spec.maxReplicaMemoryGb(),
            row.running() ? spec.replicas() : 0,
            row.running() ? spec.replicas() : 0,
            spec.idleScaling(),
            spec.idleTimeoutMinutes()),
        ShownConditions.of(row.conditions()));
  }

  /** The private name, whether or not that way in is open. */
  String privateHost(ServiceRow row, InfrastructureRow infrastructure) {
    return names(row, infrastructure.spec()).privateHost();
  }

  private List<Service.Endpoint> endpoints(ServiceRow row, InfrastructureSpec place) {
    ServiceNames names = names(row, place);
    List<Service.Endpoint> endpoints = new ArrayList<>();
    if (place.loadBalancers().publicly()) {
      add(endpoints, names.host());
    }
    if (place.loadBalancers().privately()) {
      add(endpoints, names.privateHost());
    }
    return endpoints;
  }

  private static void add(List<Service.Endpoint> endpoints, String host) {
    endpoints.add(new Service.Endpoint("nativesecure", host, NATIVE_TLS, USER));
    endpoints.add(new Service.Endpoint("https", host, HTTPS, USER));
  }

  private ServiceNames names(ServiceRow row, InfrastructureSpec place) {
    return place.names(naming).service(row.name());
  }
}
