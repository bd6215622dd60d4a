package io.freehold.controlplane.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freehold.aws.moto.Inventory;
import io.freehold.aws.moto.MotoServer;
import io.freehold.aws.moto.OpenEnvironment;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestDatabase;
import io.freehold.kernel.time.ScaledClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two control planes, each a process, on one PostgreSQL and one AWS on the wire. They are killed
 * over and over while they work, one or both at a time.
 */
class CrashTest {
  private static final String CUSTOMER = "111122223333";
  private static final String ROLE = "arn:aws:iam::" + CUSTOMER + ":role/ClickHouseManagementRole";
  private static final double SPEED = 60;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final long seed = Long.getLong("freehold.seed", 1);
  private final Random random = new Random(seed);
  private final Instant epoch = Clock.systemUTC().instant();
  private final List<ControlPlaneProcess> running = new ArrayList<>();
  private int nodes;

  @AfterEach
  void stop() throws Exception {
    for (ControlPlaneProcess process : running) {
      process.kill();
    }
  }

  @Test
  void killedControlPlanesAreReplacedAndNothingIsMadeTwiceOrLeft() throws Exception {
    Clock clock = new ScaledClock(Clock.systemUTC(), epoch, SPEED);
    try (SimulatedKubernetes kubernetes =
        new SimulatedKubernetes(
            clock, LatencyProfile.standard().medians(), seed, Operators.BY_DEPLOYMENT)) {
      SimulatedCluster cluster = kubernetes.createCluster("moto", new OpenEnvironment(epoch));
      MotoServer moto =
          MotoServer.withClustersAt(
              cluster.secureEndpoint(), base64(cluster.certificateAuthority()));
      ControlPlaneProcess.World world =
          new ControlPlaneProcess.World(moto.uri(), TestDatabase.make().url(), epoch, SPEED);
      running.add(ControlPlaneProcess.start(world));
      running.add(ControlPlaneProcess.start(world));
      TestClient client = onboarded(moto);
      Map<String, Long> before = Inventory.of(customer(moto, "customer"));
      JsonNode made =
          client
              .post(
                  "/byocInfrastructure",
                  "{'accountId':'%s','regionId':'us-east-1'}".formatted(CUSTOMER))
              .result();
      String path = "/byocInfrastructure/" + made.get("id").asString();

      killOverAndOver(world, client, path, "ready", List.of(12, 70));
      assertThat(reaching(client).get("/cloudAccounts").result().at("/0/reasons/0").asString())
          .startsWith("not-checked: found an emulator instead of AWS");
      AwsSession aws = customer(moto, made.get("name").asString());
      assertThat(things(aws)).isNotEmpty().allSatisfy((node, ids) -> assertThat(ids).hasSize(1));

      aServiceComesAndGoes(world, client, cluster, made.get("id").asString());
      assertThat(things(aws)).allSatisfy((node, ids) -> assertThat(ids).hasSize(1));

      assertThat(reaching(client).delete(path + "?data=delete").status()).isEqualTo(200);
      killOverAndOver(world, client, path, "deleted", List.of(20));
      assertThat(Inventory.of(aws)).isEqualTo(before);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private TestClient onboarded(MotoServer moto) {
    customer(moto, "customer")
        .iam()
        .createRole(r -> r.roleName("ClickHouseManagementRole").assumeRolePolicyDocument("{}"));
    TestClient admin = running.getFirst().operator().newOrganization();
    admin.onboard(CUSTOMER, externalId -> ROLE);
    return admin;
  }

  /** A service, whose control planes are killed as soon as a part of it shows in the cluster. */
  private void aServiceComesAndGoes(
      ControlPlaneProcess.World world,
      TestClient client,
      SimulatedCluster cluster,
      String infrastructure)
      throws Exception {
    // An infrastructure is ready without its certificate, and may be so for a while.
    until(
        () -> cluster.object("secrets", "istio-ingress", "wildcard-certificate").isPresent(),
        client,
        "/byocInfrastructure/" + infrastructure);
    Set<String> before = objects(cluster);
    String path =
        "/services/"
            + reaching(client)
                .post(
                    "/services",
                    """
                    {'name':'first','byocId':'%s','provider':'aws','region':'us-east-1',
                     'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48,'idleScaling':false}
                    """
                        .formatted(infrastructure))
                .result()
                .at("/service/id")
                .asString();
    for (String part : List.of("namespaces", "keeperclusters", "clickhouseclusters")) {
      until(() -> count(cluster, before, part) > 0, client, path);
      kill(world, "service has its " + part, part.equals("keeperclusters") ? 2 : 1);
    }
    until(() -> isService(client, path, "running"), client, path);
    assertThat(count(cluster, before, "keeperclusters")).isEqualTo(1);
    assertThat(count(cluster, before, "clickhouseclusters")).isEqualTo(1);

    assertThat(reaching(client).patch(path + "/state", "{'command':'stop'}").status())
        .isEqualTo(200);
    kill(world, "service is to stop", 1);
    until(() -> isService(client, path, "stopped"), client, path);
    assertThat(reaching(client).delete(path + "?data=delete").status()).isEqualTo(200);
    until(() -> count(cluster, before, "clickhouseclusters") == 0, client, path);
    kill(world, "service is half deleted", 2);
    until(() -> reaching(client).get(path).status() == 404, client, path);
    assertThat(objects(cluster)).isEqualTo(before);
  }

  private boolean isService(TestClient client, String path, String state) {
    return reaching(client).get(path).result().get("state").asString().equals(state);
  }

  /**
   * What somebody made in the cluster; what its controllers make of that comes and goes, as nodes
   * do.
   */
  private static Set<String> objects(SimulatedCluster cluster) {
    Set<String> objects = new TreeSet<>();
    cluster.objects().stream()
        .filter(object -> !object.owned() && !object.resource().equals("nodes"))
        .forEach(object ->
            objects.add(object.resource() + " " + object.namespace() + "/" + object.name()));
    return objects;
  }

  /** How many of a resource there are beside those of before. */
  private static long count(SimulatedCluster cluster, Set<String> before, String resource) {
    return objects(cluster).stream()
        .filter(object -> object.startsWith(resource) && !before.contains(object))
        .count();
  }

  /**
   * Kills one or both whenever so many nodes are done, and starts others instead.
   *
   * @param done how many nodes are ready, or gone, at each of the times
   */
  private void killOverAndOver(
      ControlPlaneProcess.World world,
      TestClient client,
      String path,
      String end,
      List<Integer> done)
      throws Exception {
    for (int count : done) {
      until(() -> is(client, path, end) || doneNodes(client, path, end) >= count, client, path);
      kill(world, "%s: %d nodes done".formatted(end, count), random.nextInt(3) == 0 ? 2 : 1);
    }
    until(() -> is(client, path, end), client, path);
  }

  /** Kills so many, and starts others instead. */
  private void kill(ControlPlaneProcess.World world, String when, int many) throws Exception {
    System.out.printf("%s: killing %d of 2%n", when, many);
    Collections.shuffle(running, random);
    for (int i = 0; i < many; i++) {
      running.removeFirst().kill();
    }
    while (running.size() < 2) {
      running.add(ControlPlaneProcess.start(world));
    }
  }

  private void until(Callable<Boolean> condition, TestClient client, String path) {
    try {
      await().atMost(LIMIT).pollInterval(LOOK).until(condition);
    } catch (ConditionTimeoutException e) {
      TestClient any = reaching(client);
      throw new AssertionError(
          any.get(path).text()
              + any.get(path + "/resources").text()
              + any.get(path + "/leftovers").text(),
          e);
    }
  }

  /** The same, by way of one that lives. */
  private TestClient reaching(TestClient client) {
    return client.withUrl(running.getFirst().operator().url());
  }

  private boolean is(TestClient client, String path, String phase) {
    return reaching(client).get(path).result().get("phase").asString().equals(phase);
  }

  private int doneNodes(TestClient client, String path, String end) {
    int done = 0;
    int all = 0;
    for (JsonNode node : reaching(client).get(path + "/resources").result()) {
      all++;
      if (node.get("state").asString().equals("ready")) {
        done++;
      }
    }
    nodes = Math.max(nodes, all);
    return end.equals("ready") ? done : nodes - all;
  }

  private static AwsSession customer(MotoServer moto, String owner) {
    return moto.session(ROLE, owner);
  }

  /** All that EC2 has of ours, by node: only there can anything be made twice. */
  private static Map<String, Set<String>> things(AwsSession aws) {
    Set<String> ours = new TreeSet<>();
    Map<String, String> nodes = new TreeMap<>();
    aws.ec2()
        .describeTagsPaginator()
        .tags()
        .forEach(tag -> {
          if (tag.key().equals(AwsSession.OWNER_TAG) && tag.value().equals(aws.owner().name())) {
            ours.add(tag.resourceId());
          } else if (tag.key().equals(AwsSession.NODE_TAG)) {
            nodes.put(tag.resourceId(), tag.value());
          }
        });
    Map<String, Set<String>> things = new TreeMap<>();
    ours.forEach(id ->
        things.computeIfAbsent(nodes.getOrDefault(id, "none"), node -> new TreeSet<>()).add(id));
    return things;
  }
}
