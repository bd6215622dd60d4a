package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.AwsClients;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/** From a session to the cluster's own API, with nothing between but a token. */
class ClusterAccessTest {
  private static final String ACCOUNT = "111122223333";
  private static final Location HERE = new Location(ACCOUNT, "us-east-1");
  private static final String MANAGEMENT = "arn:aws:iam::" + ACCOUNT + ":role/management";
  private static final String VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final LatencyProfile profile = LatencyProfile.standard().medians();
  private final SimulatedKubernetes kubernetes = new SimulatedKubernetes(clock, profile, 1);
  private final SimulatedAws simulated = new SimulatedAws(clock, profile, 1, kubernetes);
  private final AwsSession root = session(simulated.credentialsOfRoot(ACCOUNT));
  private final List<String> subnets = new ArrayList<>();

  private AwsSession session(AwsCredentials credentials) {
    return new AwsSession(
        new AwsClients() {
          @Override
          public <T extends SdkClient> T client(
              Class<T> type, AwsCredentialsProvider provider, Region region) {
            return simulated.client(type, provider, region);
          }
        },
        StaticCredentialsProvider.create(credentials),
        ACCOUNT,
        Region.US_EAST_1,
        new Owner("abcdefghij"),
        Map.of());
  }

  /** A session of the management role. */
  private AwsSession management() {
    return session(
        simulated
            .world()
            .principals()
            .issue(
                new Principal.RoleSession(
                    ACCOUNT,
                    MANAGEMENT,
                    "freehold",
                    Map.of(),
                    List.of(),
                    clock.instant().plusSeconds(3600))));
  }

  private void role(String name, String service) {
    root.iam()
        .createRole(r ->
            r.roleName(name)
                .assumeRolePolicyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s\"},\"Action\":\"sts:AssumeRole\"}]}"
                        .formatted(service)));
  }

  @BeforeEach
  void start() {
    role("control-plane", "eks.amazonaws.com");
    role("management", "ec2.amazonaws.com");
    role("worker", "ec2.amazonaws.com");
    root.iam()
        .attachRolePolicy(r ->
            r.roleName("worker").policyArn("arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"));
    String vpc = root.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    clock.advance(Duration.ofSeconds(60));
    for (int i = 1; i <= 2; i++) {
      String zone = "use1-az" + i;
      String cidr = "10.0." + i + ".0/24";
      subnets.add(
          root.ec2()
              .createSubnet(r -> r.vpcId(vpc).availabilityZoneId(zone).cidrBlock(cidr))
              .subnet()
              .subnetId());
    }
    clock.advance(Duration.ofSeconds(60));
    create("one");
    clock.advance(Duration.ofSeconds(600));
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  private void create(String name) {
    EksCluster desired =
        new EksCluster(
            name,
            "1.33",
            "arn:aws:iam::" + ACCOUNT + ":role/control-plane",
            Set.copyOf(subnets),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            EksCluster.Support.STANDARD);
    EksCluster.TYPE.create(root, desired, new Intent(root.owner(), name, 1, clock.instant()));
  }

  private EksCluster.Observed cluster(String name) {
    if (EksCluster.TYPE.observe(root, Set.of(name)).get(name)
        instanceof Observation.Present<EksCluster.Observed> present) {
      return present.value();
    }
    throw new AssertionError(name + " is not there");
  }

  private void admit(String cluster, AccessEntry.Policy... policies) {
    AccessEntry entry = new AccessEntry(cluster, MANAGEMENT, Set.of(), Set.of(policies));
    String id =
        AccessEntry.TYPE.create(
            root, entry, new Intent(root.owner(), "entry-" + cluster, 1, clock.instant()));
    if (AccessEntry.TYPE.observe(root, Set.of(id)).get(id)
        instanceof Observation.Present<AccessEntry.Observed> present) {
      AccessEntry.TYPE.update(root, id, entry, present.value());
    }
  }

  private int get(ClusterAccess access, String path) {
    return send(access, access.token().get(), path).statusCode();
  }

  private HttpResponse<String> send(ClusterAccess access, String token, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(access.endpoint() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient http = HttpClient.newBuilder().sslContext(trusting(access)).build()) {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trusts what the cluster's certificate authority signed, and nothing else. */
  private static SSLContext trusting(ClusterAccess access) {
    try {
      byte[] pem = Base64.getDecoder().decode(access.certificateAuthority());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "authority",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem)));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAdministratorMayDoEverything() {
    admit("one", AccessEntry.Policy.everywhere(AccessEntry.Policy.CLUSTER_ADMIN));
    ClusterAccess access = ClusterAccess.of(management(), cluster("one"), clock);
    assertThat(get(access, "/api/v1/namespaces")).isEqualTo(200);
    assertThat(get(access, "/api/v1/namespaces/kube-system/secrets")).isEqualTo(200);
  }

  @Test
  void whoHasNoAccessEntryIsNobody() {
    ClusterAccess access = ClusterAccess.of(management(), cluster("one"), clock);
    assertThat(get(access, "/api/v1/namespaces")).isEqualTo(401);
  }

  @Test
  void anEntryAllowsWhatItsPoliciesSayWhereTheySay() {
    admit("one", new AccessEntry.Policy(VIEW, Set.of("default")));
    ClusterAccess access = ClusterAccess.of(management(), cluster("one"), clock);
    assertThat(get(access, "/api/v1/namespaces/default/pods")).isEqualTo(200);
    assertThat(get(access, "/api/v1/namespaces/default/secrets")).isEqualTo(403);
    assertThat(get(access, "/api/v1/namespaces/kube-system/pods")).isEqualTo(403);
  }

  @Test
  void aTokenIsForOneClusterAndAQuarterOfAnHour() {
    create("two");
    clock.advance(Duration.ofSeconds(600));
    admit("one", AccessEntry.Policy.everywhere(AccessEntry.Policy.CLUSTER_ADMIN));
    admit("two", AccessEntry.Policy.everywhere(AccessEntry.Policy.CLUSTER_ADMIN));
    ClusterAccess one = ClusterAccess.of(management(), cluster("one"), clock);
    ClusterAccess two = ClusterAccess.of(management(), cluster("two"), clock);
    String token = one.token().get();
    assertThat(send(one, token, "/api/v1/namespaces").statusCode()).isEqualTo(200);
    assertThat(send(two, token, "/api/v1/namespaces").statusCode()).isEqualTo(401);
    clock.advance(Duration.ofSeconds(899));
    assertThat(send(one, token, "/api/v1/namespaces").statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(send(one, token, "/api/v1/namespaces").statusCode()).isEqualTo(401);
    assertThat(get(one, "/api/v1/namespaces")).isEqualTo(200);
  }

  @Test
  void oneTokenIsForManyRequestsAndAnotherIsMadeBeforeItEnds() {
    admit("one", AccessEntry.Policy.everywhere(AccessEntry.Policy.CLUSTER_ADMIN));
    ClusterAccess access = ClusterAccess.of(management(), cluster("one"), clock);
    String token = access.token().get();
    clock.advance(Duration.ofSeconds(599));
    assertThat(access.token().get()).isEqualTo(token);
    clock.advance(Duration.ofSeconds(1));
    String next = access.token().get();
    assertThat(next).isNotEqualTo(token);
    for (String either : List.of(token, next, token)) {
      assertThat(send(access, either, "/api/v1/namespaces").statusCode()).isEqualTo(200);
    }
    String touched = next.substring(0, next.length() - 8) + "AAAAAAAA";
    assertThat(send(access, touched, "/api/v1/namespaces").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionThatEndedOpensNothing() {
    admit("one", AccessEntry.Policy.everywhere(AccessEntry.Policy.CLUSTER_ADMIN));
    ClusterAccess access = ClusterAccess.of(management(), cluster("one"), clock);
    assertThat(get(access, "/api/v1/namespaces")).isEqualTo(200);
    clock.advance(Duration.ofSeconds(3600));
    assertThat(get(access, "/api/v1/namespaces")).isEqualTo(401);
  }

  @Test
  void nodesJoinTheClusterWhenTheirGroupIsThere() {
    ClusterAccess access = ClusterAccess.of(root, cluster("one"), clock);
    root.eks().createAddon(r -> r.clusterName("one").addonName("vpc-cni"));
    root.eks()
        .createNodegroup(r ->
            r.clusterName("one")
                .nodegroupName("workload")
                .nodeRole("arn:aws:iam::" + ACCOUNT + ":role/worker")
                .subnets(subnets)
                .labels(Map.of("pool", "workload")));
    assertThat(nodes(access)).doesNotContain("ip-10-0-");
    clock.advance(Duration.ofSeconds(120));
    assertThat(nodes(access)).contains("ip-10-0-1-").contains("ip-10-0-2-").contains("workload");
  }

  private String nodes(ClusterAccess access) {
    return send(access, access.token().get(), "/api/v1/nodes").body();
  }

  @Test
  void aClusterThatIsMadeAnewIsAnotherOne() {
    String before = cluster("one").endpoint();
    assertThat(simulated.eks().kubernetes(HERE, "one")).isPresent();
    EksCluster.TYPE.delete(root, "one");
    clock.advance(Duration.ofSeconds(180));
    assertThat(simulated.eks().kubernetes(HERE, "one")).isEmpty();
    create("one");
    clock.advance(Duration.ofSeconds(600));
    assertThat(cluster("one").endpoint()).isNotEqualTo(before);
  }
}
