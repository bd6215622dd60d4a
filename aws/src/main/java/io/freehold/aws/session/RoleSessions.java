package io.freehold.aws.session;

import io.freehold.kernel.resource.Owner;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Sessions in customers' accounts: the management role, assumed anew for each infrastructure.
 *
 * <p>The session's tags name the infrastructure, and the role's policies compare them with the tags
 * of what is touched: credentials of one infrastructure cannot change another's things, and are
 * never used for another. They are fetched at the first call and again a few minutes before they
 * end, so a failure to assume the role is a failure of that call. Safe for use by several threads.
 */
public final class RoleSessions {
  /**
   * The code of a failure by which STS does not let the control plane into a management role: the
   * account is at fault, not the call that was to be made there.
   */
  public static final String ROLE_REFUSED = "ManagementRoleRefused";

  private final AwsClients clients;
  private final AwsCredentialsProvider own;
  private final Clock clock;
  private final Map<Key, AwsCredentialsProvider> credentials = new ConcurrentHashMap<>();

  private volatile @Nullable Identity identity;

  /**
   * @param by the session's credentials by which the role is assumed; empty for our own
   */
  private record Key(Role role, Region region, Owner owner, Optional<AwsCredentialsProvider> by) {}

  /**
   * The role that a customer made for us.
   *
   * @param arn its ARN
   * @param externalId which its trust policy demands, one per organization and AWS account
   */
  public record Role(String arn, String externalId) {
    public Role {
      String[] parts = arn.split(":", 6);
      if (parts.length != 6
          || !parts[2].equals("iam")
          || !parts[4].matches("[0-9]{12}")
          || !parts[5].startsWith("role/")) {
        throw new IllegalArgumentException(
            "role ARN: found %s, needed arn:aws:iam::<12 digits>:role/<name>".formatted(arn));
      }
    }

    /** The account that the role is in, 12 digits. */
    public String accountId() {
      return arn.split(":", 6)[4];
    }
  }

  /**
   * Who calls.
   *
   * @param accountId 12 digits
   * @param arn as STS has it: of a user, of an account's root, or of a session of a role
   */
  public record Identity(String accountId, String arn) {}

  /**
   * @param clients where clients come from
   * @param own the control plane's own credentials, which may assume customers' roles
   * @param clock by which sessions end
   */
  public RoleSessions(AwsClients clients, AwsCredentialsProvider own, Clock clock) {
    this.clients = clients;
    this.own = own;
    this.clock = clock;
  }

  /** Where clients come from. */
  public AwsClients clients() {
    return clients;
  }

  /** The control plane's own credentials. */
  public AwsCredentialsProvider own() {
    return own;
  }

  /** The account of the control plane's own credentials, 12 digits. */
  public String ownAccount() {
    return identity().accountId();
  }

  /** As whom the control plane assumes roles. STS tells that to everybody; it is asked once. */
  public Identity identity() {
    Identity known = identity;
    if (known == null) {
      GetCallerIdentityResponse told =
          clients.client(StsClient.class, own, Region.US_EAST_1).getCallerIdentity();
      known = new Identity(told.account(), told.arn());
      identity = known;
    }
    return known;
  }

  /** The tags of a session, by which policies tell whose things it may touch, and where. */
  public static List<Tag> tags(Owner owner, Region region) {
    return List.of(
        Tag.builder().key(AwsSession.MARK).value("true").build(),
        Tag.builder().key(AwsSession.OWNER_TAG).value(owner.name()).build(),
        Tag.builder().key(AwsSession.REGION_TAG).value(region.id()).build());
  }

  /**
   * The owner's session in the role's account; makes no call yet.
   *
   * @param regionId as in {@code eu-central-1}
   */
  public AwsSession session(Role role, String regionId, Owner owner, Map<String, String> userTags) {
    Region region = Region.of(regionId);
    AwsCredentialsProvider assumed =
        credentials.computeIfAbsent(new Key(role, region, owner, Optional.empty()), this::assuming);
    return new AwsSession(clients, assumed, role.accountId(), region, owner, userTags);
  }

  /** The owner's session in the account of the control plane's own credentials. */
  public AwsSession own(String regionId, Owner owner) {
    return new AwsSession(clients, own, ownAccount(), Region.of(regionId), owner, Map.of());
  }

  /** The same owner in another role of the same account, which trusts the session's own role. */
  public AwsSession within(AwsSession session, String roleArn) {
    Key key =
        new Key(
            new Role(roleArn, ""),
            session.region(),
            session.owner(),
            Optional.of(session.credentials()));
    AwsCredentialsProvider assumed =
        credentials.computeIfAbsent(
            key,
            any ->
                assuming(
                    session.credentials(),
                    session.region(),
                    AssumeRoleRequest.builder()
                        .roleArn(roleArn)
                        .roleSessionName("freehold-" + session.owner().name())
                        .build(),
                    Optional.empty()));
    return new AwsSession(
        clients, assumed, session.accountId(), session.region(), session.owner(), Map.of());
  }

  /** Drops the owner's credentials, once nothing of it is left. */
  public void forget(Owner owner) {
    credentials.keySet().removeIf(key -> key.owner().equals(owner));
  }

  private AwsCredentialsProvider assuming(Key key) {
    AssumeRoleRequest request =
        AssumeRoleRequest.builder()
            .roleArn(key.role().arn())
            .externalId(key.role().externalId())
            .roleSessionName("freehold-" + key.owner().name())
            .tags(tags(key.owner(), key.region()))
            .build();
    return assuming(own, key.region(), request, Optional.of(ROLE_REFUSED));
  }

  private AwsCredentialsProvider assuming(
      AwsCredentialsProvider from,
      Region region,
      AssumeRoleRequest request,
      Optional<String> refusedAs) {
    return new AssumedRole(
        clients.client(StsClient.class, from, region), request, clock, refusedAs);
  }
}
