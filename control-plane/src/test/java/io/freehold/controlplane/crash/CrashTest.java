package io.freehold.controlplane.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freehold.aws.moto.Inventory;
import io.freehold.aws.moto.MotoServer;
import io.freehold.aws.moto.OpenEnvironment;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.TestClient;
import io.freehold.kernel.time.ScaledClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
  private static final Duration LIMIT = Duration.ofMinutes(2);

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
            new SimulatedKubernetes(clock, LatencyProfile.standard().medians(), seed);
        EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      SimulatedCluster cluster = kubernetes.createCluster("moto", new OpenEnvironment(epoch));
      MotoServer moto =
          MotoServer.withClustersAt(
              cluster.secureEndpoint(), base64(cluster.certificateAuthority()));
      ControlPlaneProcess.World world =
          new ControlPlaneProcess.World(
              moto.uri(), database.getJdbcUrl("postgres", "postgres"), epoch, SPEED);
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

      killOverAndOver(world, client, path, "ready", List.of(12, 40, 70));
      assertThat(reaching(client).get("/cloudAccounts").result().at("/0/reasons/0").asString())
          .startsWith("not-checked: found an emulator instead of AWS");
      AwsSession aws = customer(moto, made.get("name").asString());
      assertThat(things(aws)).isNotEmpty().allSatisfy((node, ids) -> assertThat(ids).hasSize(1));

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
      boolean both = random.nextInt(3) == 0;
      System.out.printf("%s: %d nodes done: killing %s%n", end, count, both ? "both" : "one");
      Collections.shuffle(running, random);
      for (int i = 0; i < (both ? 2 : 1); i++) {
        running.removeFirst().kill();
      }
      while (running.size() < 2) {
        running.add(ControlPlaneProcess.start(world));
      }
    }
    until(() -> is(client, path, end), client, path);
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
