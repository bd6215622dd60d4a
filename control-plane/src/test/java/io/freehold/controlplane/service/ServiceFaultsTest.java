package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Fault 29 in the life of a service: whatever is asked of it while its cluster's API is out of
 * reach is done afterwards, once, and who did not ask for anything notices nothing.
 */
class ServiceFaultsTest {
  private static final Duration OUTAGE = Duration.ofMinutes(10);
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration MIDWAY = Duration.ofSeconds(15);
  private static final String LARGER = "{'minReplicaMemoryGb':116,'maxReplicaMemoryGb':116}";

  private static SimulatedPlane plane;
  private static String place;

  /** Nobody asks anything of it. */
  private static String bystander;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("service-faults");
    place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    bystander = plane.service(place);
    plane.untilState(bystander, "running");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  /** Parts of one life, in this order. */
  @TestFactory
  Stream<DynamicTest> whatever_is_asked_for_while_the_cluster_is_out_of_reach_is_done_once() {
    return Stream.of(
        DynamicTest.dynamicTest("create", Life::create),
        Life.change("scale in", AT_ONCE, "replicaScaling", "{'numReplicas':2}", "running", 2),
        Life.change("scale out", MIDWAY, "replicaScaling", "{'numReplicas':3}", "running", 3),
        Life.change("resize", MIDWAY, "replicaScaling", LARGER, "running", 3),
        Life.change("password", AT_ONCE, "password", "{}", "running", 3),
        Life.change("stop", MIDWAY, "state", "{'command':'stop'}", "stopped", 0),
        Life.change("start", AT_ONCE, "state", "{'command':'start'}", "running", 3),
        Life.change("stop again", AT_ONCE, "state", "{'command':'stop'}", "stopped", 0),
        DynamicTest.dynamicTest("delete", Life::delete));
  }

  /** One service, whose every change meets an outage. */
  private static final class Life {
    private static final Map<String, String> BYSTANDERS = identities(bystander);
    private static String service = "";

    static void create() {
      pass(Duration.ZERO);
      cluster().unreachable();
      service = plane.service(place);
      pass(OUTAGE);
      assertThat(state()).isEqualTo("provisioning");
      assertThat(identities(service)).isEmpty();
      cluster().reachable();
      plane.untilState(service, "running");
      holds(3);
    }

    /**
     * @param after how long after the request the outage begins
     */
    static DynamicTest change(
        String name, Duration after, String path, String body, String state, int servers) {
      return DynamicTest.dynamicTest(
          name,
          () -> {
            String before = state();
            Map<String, String> volumes = volumes(service);
            if (after.isZero()) {
              cluster().unreachable();
            }
            plane.client.patch(service + "/" + path, body).result();
            pass(after);
            cluster().unreachable();
            pass(OUTAGE);
            assertThat(state()).as("it is not done yet").isNotEqualTo(state).isNotEqualTo(before);
            cluster().reachable();
            plane.untilState(service, state);
            holds(servers);
            Map<String, String> now = volumes(service);
            if (name.equals("scale in")) {
              now.keySet().retainAll(volumes.keySet());
              assertThat(now).as("those of the servers that stay").hasSize(3 + servers);
              assertThat(volumes).containsAllEntriesOf(now);
            } else {
              assertThat(now).as("data stays where it is").containsAllEntriesOf(volumes);
            }
          });
    }

    static void delete() {
      String namespace = namespace(service);
      cluster().unreachable();
      plane.client.delete(service + "?data=delete").result();
      pass(OUTAGE);
      assertThat(state()).isEqualTo("terminating");
      cluster().reachable();
      plane.until(() -> plane.client.get(service).status() == 404, service);
      assertThat(cluster().objects()).noneMatch(one -> one.namespace().equals(namespace));
      assertThat(identities(bystander)).isEqualTo(BYSTANDERS);
    }

    private static String state() {
      return plane.at(service).get("state").asString();
    }

    private static void holds(int servers) {
      Map<String, String> pods = identities(service);
      assertThat(pods.keySet().stream().filter(pod -> pod.startsWith("clickhouse")))
          .as("neither too few servers nor one twice")
          .hasSize(servers);
      assertThat(pods.keySet().stream().filter(pod -> pod.startsWith("keeper"))).hasSize(3);
      assertThat(identities(bystander)).as("who asked for nothing").isEqualTo(BYSTANDERS);
    }
  }

  @Test
  void what_does_not_concern_the_servers_leaves_them_running() {
    Map<String, String> before = identities(bystander);
    assertThat(before).hasSize(6);
    patch("", "{'name':'another name'}");
    patch("", "{'tags':{'add':[{'key':'team','value':'one'}]}}");
    patch("", "{'ipAccessList':{'add':[{'source':'203.0.113.0/24','description':''}]}}");
    patch("/backupConfiguration", "{'backupPeriodInHours':12}");
    plane
        .client
        .withBody("PUT", bystander + "/upgradeWindow", "{'weekday':2,'startHourUtc':6}")
        .result();
    String other = plane.service(place);
    plane.untilState(other, "running");
    for (int hour = 0; hour < 6; hour++) {
      pass(Duration.ofHours(1));
    }

    assertThat(plane.at(bystander).get("state").asString()).isEqualTo("running");
    assertThat(identities(bystander)).isEqualTo(before);
  }

  private static void patch(String path, String body) {
    plane.client.patch(bystander + path, body).result();
    pass(Duration.ofMinutes(3));
  }

  private static void pass(Duration time) {
    Instant end = plane.clock.instant().plus(time);
    plane.until(() -> !plane.clock.instant().isBefore(end));
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static String namespace(String service) {
    String host = plane.at(service).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }

  /** Keeper's and ClickHouse's pods, and which ones they are: one that was made anew is another. */
  private static Map<String, String> identities(String service) {
    Map<String, String> pods = uids("pods", service);
    pods.keySet().removeIf(pod -> pod.startsWith("backups-"));
    return pods;
  }

  private static Map<String, String> volumes(String service) {
    return uids("persistentvolumeclaims", service);
  }

  private static Map<String, String> uids(String resource, String service) {
    String namespace = namespace(service);
    Map<String, String> uids = new TreeMap<>();
    for (var one : cluster().objects()) {
      if (one.resource().equals(resource) && one.namespace().equals(namespace)) {
        uids.put(
            one.name(),
            cluster()
                .object(resource, namespace, one.name())
                .orElseThrow()
                .at("/metadata/uid")
                .asText());
      }
    }
    return uids;
  }
}
