package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.Iam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTagKeysException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTargetGroupNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSecurityGroupException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSubnetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAssociationLimitException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyLoadBalancersException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTagsException;

/** Elastic Load Balancing in every account and region. */
public final class LoadBalancing implements Service<ElasticLoadBalancingV2Client>, LiveSource {
  private static final Map<String, Supplier<? extends AwsServiceException.Builder>> TYPED =
      Map.ofEntries(
          Map.entry("LoadBalancerNotFound", LoadBalancerNotFoundException::builder),
          Map.entry("TargetGroupNotFound", TargetGroupNotFoundException::builder),
          Map.entry("ListenerNotFound", ListenerNotFoundException::builder),
          Map.entry("SubnetNotFound", SubnetNotFoundException::builder),
          Map.entry("InvalidSubnet", InvalidSubnetException::builder),
          Map.entry("InvalidSecurityGroup", InvalidSecurityGroupException::builder),
          Map.entry("InvalidTarget", InvalidTargetException::builder),
          Map.entry("InvalidConfigurationRequest", InvalidConfigurationRequestException::builder),
          Map.entry("DuplicateLoadBalancerName", DuplicateLoadBalancerNameException::builder),
          Map.entry("DuplicateTargetGroupName", DuplicateTargetGroupNameException::builder),
          Map.entry("DuplicateListener", DuplicateListenerException::builder),
          Map.entry("DuplicateTagKeys", DuplicateTagKeysException::builder),
          Map.entry("TargetGroupAssociationLimit", TargetGroupAssociationLimitException::builder),
          Map.entry("TooManyLoadBalancers", TooManyLoadBalancersException::builder),
          Map.entry("TooManyTags", TooManyTagsException::builder),
          Map.entry("OperationNotPermitted", OperationNotPermittedException::builder),
          Map.entry("ResourceInUse", ResourceInUseException::builder));

  private final World world;
  private final List<Site> all = new ArrayList<>();
  private final Sites<Site> sites;
  private final Balancers balancers;
  private final TargetGroups groups;
  private final Listeners listeners;
  private final Targets targets;
  private final Tags tags;
  private final Traffic traffic;

  /**
   * @param network where load balancers have their interfaces
   * @param iam where the service has a role of its own
   */
  public LoadBalancing(World world, Backstage network, Iam iam) {
    this.world = world;
    sites = new Sites<>(this::newSite);
    balancers = new Balancers(this, network, iam);
    groups = new TargetGroups(this, network);
    listeners = new Listeners(this);
    targets = new Targets(this, network);
    tags = new Tags(this);
    traffic = new Traffic(all, network);
    world.addSource(this);
  }

  private Site newSite(Location location) {
    Site site = new Site(world, location);
    all.add(site);
    return site;
  }

  /**
   * Registers an address with a target group, as the controller of a {@code TargetGroupBinding}
   * does: healthy after some time.
   *
   * @param answering the ports on which it gets an answer; empty means all
   * @param since when the controller did it; not later than now
   * @throws io.freehold.simulator.aws.call.Refusal where there is no such group
   */
  public void registerTarget(
      String targetGroupArn,
      String address,
      int port,
      Optional<Set<Integer>> answering,
      Instant since) {
    onTarget(
        targetGroupArn,
        (site, group) -> targets.register(site, group, target(address, port), answering, since));
  }

  /** The same, done now, of one that answers everywhere. */
  public void registerTarget(String targetGroupArn, String address, int port) {
    registerTarget(targetGroupArn, address, port, Optional.empty(), world.now());
  }

  /**
   * Takes an address out of a target group: gone once its connections had time to end.
   *
   * @throws io.freehold.simulator.aws.call.Refusal where there is no such group
   */
  public void deregisterTarget(String targetGroupArn, String address, int port) {
    onTarget(
        targetGroupArn, (site, group) -> targets.deregister(site, group, target(address, port)));
  }

  /** Whether the target is registered, in use, and found healthy. */
  public boolean isHealthy(String targetGroupArn, String address, int port) {
    return world.locked(() -> {
      Site site = siteOf(targetGroupArn);
      return site.usersOf(targetGroupArn).findAny().isPresent()
          && Targets.all(site, targetGroupArn).stream()
              .filter(it -> it.target().equals(target(address, port)))
              .anyMatch(Targets::isHealthy);
    });
  }

  /**
   * Connects to a load balancer.
   *
   * @param dnsName its own name
   * @param client the address from which the connection comes
   */
  public Connection connect(String dnsName, int port, String client) {
    return world.locked(() -> traffic.connect(dnsName, port, client));
  }

  /** The hosted zone in which AWS keeps a name of a load balancer; empty for any other name. */
  public Optional<String> aliasZone(String dnsName) {
    return traffic.aliasZone(dnsName);
  }

  private interface OnGroup {
    void apply(Site site, GroupEntry group);
  }

  private void onTarget(String targetGroupArn, OnGroup work) {
    world.locked(() -> {
      Site site = siteOf(targetGroupArn);
      work.apply(site, site.groups().actual(targetGroupArn).orElseThrow(Refusals::noSuchGroup));
      return targetGroupArn;
    });
  }

  private Site siteOf(String arn) {
    List<String> parts = List.of(arn.split(":", 6));
    if (parts.size() != 6) {
      throw Refusals.invalid("'" + arn + "' is not a valid target group ARN");
    }
    return sites.at(new Location(parts.get(4), parts.get(3)));
  }

  private static TargetDescription target(String address, int port) {
    return TargetDescription.builder().id(address).port(port).build();
  }

  @Override
  public Class<ElasticLoadBalancingV2Client> type() {
    return ElasticLoadBalancingV2Client.class;
  }

  /** AWS publishes no limits; the design stays under ten calls a second of each API. */
  @Override
  public Dialect dialect() {
    return new Dialect(
        "elasticloadbalancing",
        "ElasticLoadBalancingv2",
        false,
        Codes.QUERY,
        (name, mutating) -> new RateLimit(name, 10, 10),
        ElasticLoadBalancingV2Exception::builder,
        TYPED);
  }

  @Override
  public ElasticLoadBalancingV2Client client(Endpoint endpoint) {
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

  /** Asks for tags that come with a creating call. */
  static void askTags(Access access, String call, String arn, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      access
          .to("elasticloadbalancing:AddTags", arn)
          .requestTags(tags)
          .with("elasticloadbalancing:CreateAction", call);
    }
  }

  Site at(CallContext call) {
    return sites.at(call.location());
  }

  Balancers balancers() {
    return balancers;
  }

  TargetGroups groups() {
    return groups;
  }

  Listeners listeners() {
    return listeners;
  }

  Targets targets() {
    return targets;
  }

  Tags tags() {
    return tags;
  }
}
