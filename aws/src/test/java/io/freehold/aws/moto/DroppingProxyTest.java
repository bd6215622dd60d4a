package io.freehold.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.AwsClients;
import io.freehold.kernel.failure.Failure;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;

class DroppingProxyTest {
  private static final StaticCredentialsProvider SOMEONE =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAFREEHOLDTEST0001", "x"));

  private DroppingProxy wire = MotoServer.running().wire();
  private AwsClients clients = MotoServer.running().clients();

  @BeforeEach
  void start() {
    MotoServer.running().reset();
    wire.forget();
  }

  @AfterEach
  void forget() {
    wire.forget();
  }

  private <T extends SdkClient> T client(Class<T> type) {
    return clients.client(type, SOMEONE, Region.US_EAST_1);
  }

  private long vpcs() {
    return client(Ec2Client.class).describeVpcs().vpcs().stream()
        .filter(vpc -> !vpc.isDefault())
        .count();
  }

  @Test
  void theDeedIsDoneOnceAndItsAnswerLost() {
    var lost = wire.dropAnswerOf(call -> call.action().equals("ec2:CreateVpc"), 2);
    Ec2Client ec2 = client(Ec2Client.class);
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    RuntimeException thrown =
        catchThrowableOfType(
            RuntimeException.class, () -> ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")));
    assertThat(thrown).isNotNull();
    assertThat(new AwsFailures().classify(thrown))
        .satisfies(failure -> {
          assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
          assertThat(failure.effect()).isEqualTo(Failure.Effect.UNKNOWN);
        });
    assertThat(lost.fired()).isEqualTo(1);
    assertThat(vpcs()).isEqualTo(2);
    ec2.createVpc(r -> r.cidrBlock("10.2.0.0/16"));
    assertThat(wire.counts()).containsEntry("ec2:CreateVpc", 3);
  }

  @Test
  void everyProtocolsOperationsAreNamed() {
    client(S3Client.class).createBucket(r -> r.bucket("abcdefghij-shared"));
    client(S3Client.class).getBucketLocation(r -> r.bucket("abcdefghij-shared"));
    client(S3Client.class).listObjectVersions(r -> r.bucket("abcdefghij-shared"));
    client(S3Client.class).listBuckets();
    client(S3Client.class).headBucket(r -> r.bucket("abcdefghij-shared"));
    client(EksClient.class).listClusters();
    client(CloudWatchLogsClient.class).createLogGroup(r -> r.logGroupName("x"));
    client(ResourceGroupsTaggingApiClient.class).getResources();
    String zone =
        client(Route53Client.class)
            .createHostedZone(r -> r.name("example.com").callerReference("x"))
            .hostedZone()
            .id();
    client(Route53Client.class).listResourceRecordSets(r -> r.hostedZoneId(zone));
    assertThat(wire.calls().stream().filter(WireCall::mutating).map(WireCall::action))
        .containsExactly("s3:CreateBucket", "logs:CreateLogGroup", "route53:CreateHostedZone");
    assertThat(wire.counts())
        .isEqualTo(
            Map.of(
                "s3:CreateBucket", 1,
                "s3:GetBucketLocation", 1,
                "s3:ListObjectVersions", 1,
                "s3:ListBuckets", 1,
                "s3:HeadBucket", 1,
                "eks:ListClusters", 1,
                "logs:CreateLogGroup", 1,
                "tagging:GetResources", 1,
                "route53:CreateHostedZone", 1,
                "route53:ListResourceRecordSets", 1));
  }
}
