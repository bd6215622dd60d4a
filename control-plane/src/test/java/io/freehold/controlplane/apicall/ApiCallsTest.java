package io.freehold.controlplane.apicall;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import tools.jackson.databind.JsonNode;

/** What the customer sees is what AWS saw. */
class ApiCallsTest {
  private static SimulatedPlane plane;
  private static String place;
  private static Lever denied;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("api-calls");
    plane.aws.callLog().clear();
    // After the preflight, which would find it.
    denied = plane.aws.levers().deny("ec2:CreateNatGateway", plane.clock.instant().plusMillis(1));
    place = plane.infrastructure();
    plane.untilPhase(place, "blocked");
    denied.release();
    plane.untilPhase(place, "ready");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void every_call_is_there_writes_one_by_one_and_reads_summed() {
    Map<String, Integer> told = new TreeMap<>();
    for (JsonNode call : all()) {
      if (call.has("action")) {
        assertThat(call.get("calls").intValue()).isEqualTo(1);
        told.merge(call.get("action").asString(), 1, Integer::sum);
      } else {
        call.get("reads")
            .properties()
            .forEach(one -> told.merge(one.getKey(), one.getValue().intValue(), Integer::sum));
      }
    }

    Map<String, Integer> seen = new TreeMap<>();
    for (CallRecord call : plane.aws.callLog().records()) {
      // The judgement of the account's role is no infrastructure's.
      if (call.principal().contains("/ClickHouseManagementRole/")
          && !call.principal().endsWith("/freehold-verification")) {
        seen.merge(call.action(), 1, Integer::sum);
      }
    }
    // Asked for before there was an infrastructure; and how its role in the cluster is assumed.
    seen.remove("ec2:DescribeAvailabilityZones");
    seen.remove("sts:AssumeRole");
    // IAM's names of S3's actions are other than the API's.
    int objects = remove(told, "s3:");
    assertThat(objects).isEqualTo(remove(seen, "s3:")).isPositive();
    assertThat(told).isEqualTo(seen);
  }

  @Test
  void what_was_refused_is_there_with_the_reason() {
    List<String> outcomes = new ArrayList<>();
    for (JsonNode call : all()) {
      if (call.path("action").asString("").equals("ec2:CreateNatGateway")) {
        outcomes.add(call.get("outcome").asString());
      }
    }

    assertThat(denied.fired()).isPositive();
    assertThat(outcomes)
        .hasSize(denied.fired() + 3)
        .contains("UnauthorizedOperation")
        .startsWith("done", "done", "done");
    assertThat(all()).noneMatch(call -> call.get("outcome").asString().equals("sent"));
  }

  @Test
  void it_comes_in_pages_the_latest_first() {
    Set<String> seen = new HashSet<>();
    long last = Long.MAX_VALUE;
    for (JsonNode call : all()) {
      long number = Long.parseLong(call.get("id").asString());
      assertThat(number).isLessThan(last);
      last = number;
      seen.add(call.get("id").asString());
    }
    assertThat(seen.size()).isGreaterThan(150);
    assertThat(plane.at(place + "/apiCalls").size()).isEqualTo(100);
    assertThat(plane.client.get(place + "/apiCalls?cursor=eA").violations())
        .containsExactly("cursor invalid-parameter");
  }

  @Test
  void a_call_whose_answer_is_lost_is_there_all_the_same() {
    Lever lost = plane.aws.levers().loseAnswerOf("ec2:DeleteRoute", 1);
    addRoute();

    plane.until(() -> lost.fired() == 1);

    List<String> outcomes = new ArrayList<>();
    for (JsonNode call : all()) {
      if (call.path("action").asString("").equals("ec2:DeleteRoute")) {
        outcomes.add(call.get("outcome").asString());
      }
    }
    assertThat(outcomes).contains("NoAnswer");
    assertThat(plane.aws.callLog().of("ec2:DeleteRoute"))
        .extracting(CallRecord::outcome)
        .contains(CallRecord.Outcome.ANSWER_LOST);
  }

  @Test
  void calls_of_two_months_are_kept_in_two_partitions() {
    ApiCallStore store = plane.controlPlane.part(ApiCallStore.class);
    UUID id = UUID.randomUUID();
    store.sent(id, "owner", "ec2:CreateVpc", Instant.parse("2031-12-31T23:59:59Z"));
    store.looked(id, "owner", Map.of("ec2:DescribeVpcs", 2), Instant.parse("2032-01-01T00:00:00Z"));

    assertThat(store.before(id, Long.MAX_VALUE, 10))
        .extracting(call -> call.calls())
        .containsExactly(2, 1);
    assertThat(
            plane
                .controlPlane
                .part(JdbcClient.class)
                .sql("select count(*) from pg_tables where tablename in (?, ?)")
                .params("api_call_2031_12", "api_call_2032_01")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  private static void addRoute() {
    var ec2 =
        plane.aws.client(
            Ec2Client.class,
            plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER),
            Region.US_EAST_1);
    String gateway =
        ec2.describeInternetGateways().internetGateways().getFirst().internetGatewayId();
    for (JsonNode node : plane.at(place + "/resources")) {
      if (node.get("node").asString().equals("routes-public")) {
        ec2.createRoute(r ->
            r.routeTableId(node.get("externalId").asString())
                .destinationCidrBlock("192.0.2.0/24")
                .gatewayId(gateway));
      }
    }
  }

  private static List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    String query = "?limit=70";
    while (true) {
      Reply page = plane.client.get(place + "/apiCalls" + query);
      page.result().forEach(all::add);
      if (!page.json().has("nextCursor")) {
        return all;
      }
      query = "?limit=70&cursor=" + page.json().get("nextCursor").asString();
    }
  }

  private static int remove(Map<String, Integer> counts, String service) {
    int sum =
        counts.entrySet().stream()
            .filter(one -> one.getKey().startsWith(service))
            .mapToInt(Map.Entry::getValue)
            .sum();
    counts.keySet().removeIf(action -> action.startsWith(service));
    return sum;
  }
}
