package io.freehold.simulator.quotas;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import java.util.Map;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.AccessDeniedException;
import software.amazon.awssdk.services.servicequotas.model.InvalidPaginationTokenException;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuotasException;
import software.amazon.awssdk.services.servicequotas.model.TooManyRequestsException;

/** Service Quotas over the limits that the other services keep. */
public final class ServiceQuotas implements Service<ServiceQuotasClient> {
  private final World world;

  public ServiceQuotas(World world) {
    this.world = world;
  }

  @Override
  public Class<ServiceQuotasClient> type() {
    return ServiceQuotasClient.class;
  }

  @Override
  public Dialect dialect() {
    return new Dialect(
        "servicequotas",
        "ServiceQuotas",
        false,
        Codes.JSON.throttledAs("TooManyRequestsException", 400),
        // On the careful side; AWS has its own limits at
        // https://docs.aws.amazon.com/general/latest/gr/servicequotas.html
        (name, mutating) -> new RateLimit(name, 10, 5),
        ServiceQuotasException::builder,
        Map.of(
            "AccessDeniedException", AccessDeniedException::builder,
            "InvalidPaginationTokenException", InvalidPaginationTokenException::builder,
            "NoSuchResourceException", NoSuchResourceException::builder,
            "TooManyRequestsException", TooManyRequestsException::builder));
  }

  @Override
  public ServiceQuotasClient client(Endpoint endpoint) {
    return new Client(endpoint, world);
  }
}
