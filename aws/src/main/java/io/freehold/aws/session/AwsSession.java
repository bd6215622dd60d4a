package io.freehold.aws.session;

import io.freehold.kernel.resource.Foresight;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/**
 * Access to one account and region for one owner: made for one infrastructure and never used for
 * another.
 *
 * @param clients where clients come from
 * @param credentials of the role in that account, for this owner's session
 * @param accountId the AWS account, 12 digits
 * @param region the region; IAM and Route 53 are asked in it, as the SDK maps them
 * @param owner whose things are made and found
 * @param userTags the customer's own tags, put on everything beside ours
 * @param reads that kinds share
 */
public record AwsSession(
    AwsClients clients,
    AwsCredentialsProvider credentials,
    String accountId,
    Region region,
    Owner owner,
    Map<String, String> userTags,
    SharedReads reads)
    implements Foresight {

  /** The mark of everything of Freehold's, and a customer's mark on a VPC of theirs. */
  public static final String MARK = "clickhouse-byoc";

  /** Proves ownership: the infrastructure's short name. */
  public static final String OWNER_TAG = "clickhouse-byoc-infrastructure";

  /** Names the region of an infrastructure to its policies: on sessions and on roles. */
  public static final String REGION_TAG = "clickhouse-byoc-region";

  /** On the management role: the version of the template or module that made it. */
  public static final String TEMPLATE_VERSION_TAG = "clickhouse-byoc-template-version";

  /** The name of the node in the owner's graph. */
  public static final String NODE_TAG = "clickhouse-byoc-node";

  public AwsSession {
    userTags = Map.copyOf(userTags);
  }

  /** One that has read nothing yet. */
  public AwsSession(
      AwsClients clients,
      AwsCredentialsProvider credentials,
      String accountId,
      Region region,
      Owner owner,
      Map<String, String> userTags) {
    this(clients, credentials, accountId, region, owner, userTags, new SharedReads());
  }

  @Override
  public void expect(Set<String> externalIds) {
    reads.begin(externalIds);
  }

  public Ec2Client ec2() {
    return client(Ec2Client.class);
  }

  public IamClient iam() {
    return client(IamClient.class);
  }

  public EksClient eks() {
    return client(EksClient.class);
  }

  public S3Client s3() {
    return client(S3Client.class);
  }

  public ElasticLoadBalancingV2Client loadBalancing() {
    return client(ElasticLoadBalancingV2Client.class);
  }

  public Route53Client route53() {
    return client(Route53Client.class);
  }

  public CloudWatchLogsClient logs() {
    return client(CloudWatchLogsClient.class);
  }

  public ResourceGroupsTaggingApiClient tagging() {
    return client(ResourceGroupsTaggingApiClient.class);
  }

  public ServiceQuotasClient quotas() {
    return client(ServiceQuotasClient.class);
  }

  /** Those of another region: of the one that tells what is limited for all of them. */
  public ServiceQuotasClient quotas(Region of) {
    return clients.client(ServiceQuotasClient.class, credentials, of);
  }

  /** The same session, with every call told to somebody before it is made. */
  public AwsSession watched(CallWatch watch) {
    return new AwsSession(
        new WatchedClients(clients, watch), credentials, accountId, region, owner, userTags);
  }

  /** The tags that a new thing carries from its first moment. */
  public Map<String, String> tags(Intent intent) {
    return tagsOf(intent.node());
  }

  /** Those that the thing of this node carries. */
  public Map<String, String> tagsOf(String node) {
    return tags(owner, userTags, node);
  }

  /** The same without a session: of what somebody else makes for this owner. */
  public static Map<String, String> tags(Owner owner, Map<String, String> userTags, String node) {
    Map<String, String> tags = new LinkedHashMap<>(userTags);
    tags.put("Name", owner + "-" + node);
    tags.put(MARK, "true");
    tags.put(OWNER_TAG, owner.name());
    tags.put(NODE_TAG, node);
    return tags;
  }

  /** The same, as the tag type of one of the SDK's services. */
  public <T> List<T> tags(Intent intent, BiFunction<String, String, T> tag) {
    return tags(intent).entrySet().stream()
        .map(entry -> tag.apply(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whose a thing with these tags is. */
  public Ownership ownership(Map<String, String> tags) {
    return owner.name().equals(tags.get(OWNER_TAG)) ? Ownership.OURS : Ownership.FOREIGN;
  }

  private <T extends SdkClient> T client(Class<T> type) {
    return clients.client(type, credentials, region);
  }
}
