package io.freehold.simulator.dns;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZoneAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidDomainNameException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** Route 53 in every account, and the names of the world as they resolve from it. */
public final class Route53 implements Service<Route53Client>, LiveSource {
  private static final Map<String, Supplier<? extends AwsServiceException.Builder>> TYPED =
      Map.of(
          "NoSuchHostedZone", NoSuchHostedZoneException::builder,
          "NoSuchChange", NoSuchChangeException::builder,
          "HostedZoneAlreadyExists", HostedZoneAlreadyExistsException::builder,
          "HostedZoneNotEmpty", HostedZoneNotEmptyException::builder,
          "InvalidChangeBatch", InvalidChangeBatchException::builder,
          "InvalidDomainName", InvalidDomainNameException::builder,
          "InvalidInput", InvalidInputException::builder);

  private final World world;
  private final List<Site> all = new ArrayList<>();
  private final Sites<Site> sites;
  private final Zones zones = new Zones(this);
  private final Records records;
  private final Changes changes = new Changes(this);
  private final Tags tags = new Tags(this);
  private final Resolver resolver = new Resolver(all);

  /**
   * @param aliasZone the hosted zone of a name of AWS's own, which an alias to it has to give;
   *     empty for any other name
   */
  public Route53(World world, Function<String, Optional<String>> aliasZone) {
    this.world = world;
    sites = new Sites<>(this::newSite);
    records = new Records(this, new Batch(aliasZone));
    world.addSource(this);
  }

  private Site newSite(Location location) {
    Site site = new Site(world, location);
    all.add(site);
    return site;
  }

  /** What a resolver anywhere makes of this name now. */
  public Resolution resolve(String name) {
    return world.locked(() -> resolver.resolve(name));
  }

  /** The ids of an account's zones that resolvers anywhere come to. */
  public Set<String> delegated(String accountId) {
    return world.locked(() ->
        sites
            .ofAccount(accountId)
            .flatMap(site -> site.zones().actual().values().stream())
            .filter(resolver::leadsTo)
            .map(Zone::id)
            .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Class<Route53Client> type() {
    return Route53Client.class;
  }

  /** All calls of an account share one limit. */
  @Override
  public Dialect dialect() {
    return new Dialect(
        "route53",
        "Route53",
        true,
        Codes.QUERY,
        (name, mutating) -> new RateLimit("all calls", 50, 10),
        Route53Exception::builder,
        TYPED);
  }

  @Override
  public Route53Client client(Endpoint endpoint) {
    return new Client(endpoint, this);
  }

  @Override
  public Stream<LiveResource> live(String accountId) {
    return sites.ofAccount(accountId).flatMap(Site::live);
  }

  @Override
  public Stream<LiveResource> seen(String accountId) {
    return sites.ofAccount(accountId).flatMap(Site::seen);
  }

  static String arn(String zoneId) {
    return "arn:aws:route53:::hostedzone/" + Site.id(zoneId);
  }

  Site at(CallContext call) {
    return sites.at(call.location());
  }

  Zones zones() {
    return zones;
  }

  Records records() {
    return records;
  }

  Changes changes() {
    return changes;
  }

  Tags tags() {
    return tags;
  }
}
