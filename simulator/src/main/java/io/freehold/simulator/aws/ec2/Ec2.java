package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Sites;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** EC2: the network of every account and region. */
public final class Ec2 implements Service<Ec2Client>, LiveSource {
  private static final Set<String> NAT_CALLS = Set.of("CreateNatGateway", "DeleteNatGateway");
  private static final Set<String> ENDPOINT_CALLS =
      Set.of("CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints");

  private final Sites<Network> networks;

  public Ec2(World world) {
    networks = new Sites<>(location -> new Network(world, location));
    world.addSource(this);
  }

  /** What other services do in a customer's network. */
  public Backstage backstage() {
    return new Backstage(this);
  }

  @Override
  public Class<Ec2Client> type() {
    return Ec2Client.class;
  }

  @Override
  public Dialect dialect() {
    return new Dialect("ec2", "Ec2", false, Codes.EC2, Ec2::limit, Ec2Exception::builder, Map.of());
  }

  @Override
  public Ec2Client client(Endpoint endpoint) {
    return new Client(endpoint, this);
  }

  @Override
  public Stream<LiveResource> live(String accountId) {
    return networks
        .ofAccount(accountId)
        .flatMap(network -> network.racks().stream())
        .flatMap(Rack::live);
  }

  @Override
  public Stream<LiveResource> seen(String accountId) {
    return networks
        .ofAccount(accountId)
        .flatMap(network -> network.racks().stream())
        .flatMap(Rack::seen);
  }

  Network at(CallContext call) {
    return networks.at(call.location());
  }

  Network at(Location location) {
    return networks.at(location);
  }

  /** A flag of a request, which the SDK leaves null where it was not set. */
  static boolean flag(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  /**
   * Each API has a bucket of its own: <a
   * href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html">source</a>.
   */
  private static RateLimit limit(String name, boolean mutating) {
    if (NAT_CALLS.contains(name)) {
      return new RateLimit(name, 10, 1);
    }
    if (ENDPOINT_CALLS.contains(name)) {
      return new RateLimit(name, 4, 0.3);
    }
    if (name.equals("CreateTags")) {
      return new RateLimit(name, 100, 10);
    }
    return mutating ? new RateLimit(name, 50, 5) : new RateLimit(name, 100, 20);
  }
}
