package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.Iam;
import io.freehold.simulator.s3.S3;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.TokenAlreadyExistsException;

/**
 * CloudFormation of every account and region. Stacks get on between calls: what is due is done
 * before the next call of any service, by IAM's own calls, as whoever asked for it. Events bear the
 * time at which they were due; where the clock made a leap, IAM knows a later one.
 */
public final class CloudFormation implements Service<CloudFormationClient> {
  private final Stacks stacks;
  private final Descriptions descriptions;

  /**
   * @param s3 where templates may lie
   */
  public CloudFormation(World world, Iam iam, S3 s3) {
    Sites<Site> sites = new Sites<>(location -> new Site(world, location));
    Operations operations = new Operations(world);
    Bodies bodies = new Bodies(world, s3);
    stacks = new Stacks(world, sites, iam, bodies, operations);
    descriptions = new Descriptions(sites, bodies);
    world.calls().catchUpBy(operations::catchUp);
    world.addSource(
        new LiveSource() {
          @Override
          public Stream<LiveResource> live(String accountId) {
            return sites
                .ofAccount(accountId)
                .flatMap(site -> site.resources(site.stacks().actual().values()));
          }

          @Override
          public Stream<LiveResource> seen(String accountId) {
            return sites
                .ofAccount(accountId)
                .flatMap(site -> site.resources(site.stacks().seen().values()));
          }
        });
  }

  @Override
  public Class<CloudFormationClient> type() {
    return CloudFormationClient.class;
  }

  @Override
  public Dialect dialect() {
    // AWS documents no limits; these are well above what a person with a console needs.
    return new Dialect(
        "cloudformation",
        "CloudFormation",
        false,
        Codes.QUERY,
        (name, mutating) -> new RateLimit(name, 20, 10),
        CloudFormationException::builder,
        Map.of(
            "AlreadyExistsException", AlreadyExistsException::builder,
            "InsufficientCapabilitiesException", InsufficientCapabilitiesException::builder,
            "TokenAlreadyExistsException", TokenAlreadyExistsException::builder));
  }

  @Override
  public CloudFormationClient client(Endpoint endpoint) {
    return new Client(endpoint, stacks, descriptions);
  }
}
