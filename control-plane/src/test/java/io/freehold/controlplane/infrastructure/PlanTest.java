package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.simulator.aws.lever.Lever;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** One infrastructure, and what its plan says at each stage of its life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlanTest {
  private static SimulatedPlane plane;
  private static String place;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("plan");
    place = plane.infrastructure();
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void while_it_comes_up_the_plan_has_all_that_is_still_to_come_and_the_whole_cost() {
    plane.until(() -> nodes("creating").contains("cluster"), place + "/resources");

    JsonNode plan = plane.at(place + "/plan");

    assertThat(changes(plan))
        .contains(
            "create nodes-system",
            "create chart/istio-gateway/Deployment/istio-ingressgateway",
            "create storage-class");
    assertThat(changes(plan)).doesNotContain("create vpc", "create cluster");
    assertThat(plan.get("monthlyCostDelta").decimalValue()).isEqualByComparingTo("435.32");
  }

  @Test
  @Order(2)
  void where_all_is_as_it_should_be_the_plan_is_empty_and_costs_nothing() {
    plane.untilPhase(place, "ready");

    JsonNode plan = plane.at(place + "/plan");

    assertThat(changes(plan)).isEmpty();
    assertThat(plan.get("monthlyCostDelta").decimalValue()).isEqualByComparingTo("0");
  }

  @Test
  @Order(3)
  void a_plan_that_may_not_look_is_refused_and_says_at_what() {
    Lever lever = plane.aws.levers().deny("ec2:DescribeVpcs");

    Reply reply = plane.client.get(place + "/plan");
    lever.release();

    assertThat(lever.fired()).isPositive();
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("plan-unavailable");
    assertThat(reply.violations()).containsExactly("vpc permission");
    assertThat(reply.json().get("error").asString()).contains("vpc (Vpc)", "UnauthorizedOperation");
  }

  @Test
  @Order(4)
  void a_plan_that_cannot_look_for_now_says_so_too() {
    Lever lever = plane.aws.levers().failNext("ec2:DescribeVpcs", "RequestLimitExceeded", 1);

    Reply reply = plane.client.get(place + "/plan");

    assertThat(lever.fired()).isPositive();
    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
    assertThat(reply.violations()).contains("vpc throttled");
    assertThat(plane.client.get(place + "/plan").status()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void a_plan_of_a_change_has_all_that_goes_in_the_end_and_what_is_saved() {
    // So that there is time to ask: the routes are what all else waits for.
    Lever lever = plane.aws.levers().deny("ec2:ReplaceRoute");
    plane.client.patch(place, "{'network':{'natGateways':'single'}}").result();
    plane.until(() -> lever.fired() > 0);

    JsonNode plan = plane.at(place + "/plan");
    lever.release();

    assertThat(changes(plan).stream().map(change -> change.replaceAll("-use1-az\\d", "")).toList())
        .containsExactlyInAnyOrder(
            "update routes-private",
            "update routes-private",
            "delete nat",
            "delete nat",
            "delete nat-address",
            "delete nat-address");
    // Two gateways at 32.85 and two addresses at 3.65.
    assertThat(plan.get("monthlyCostDelta").decimalValue()).isEqualByComparingTo("-73.00");
    plane.untilPhase(place, "ready");
    assertThat(plane.at(place + "/plan").get("monthlyCostDelta").decimalValue())
        .isEqualByComparingTo("0");
  }

  @Test
  @Order(6)
  void what_is_being_deleted_has_no_plan() {
    plane.client.delete(place + "?data=delete");

    Reply reply = plane.client.get(place + "/plan");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("being-deleted");
  }

  private static List<String> nodes(String state) {
    List<String> nodes = new ArrayList<>();
    plane
        .at(place + "/resources")
        .forEach(node -> {
          if (node.get("state").asString().equals(state)) {
            nodes.add(node.get("node").asString());
          }
        });
    return nodes;
  }

  private static List<String> changes(JsonNode plan) {
    List<String> changes = new ArrayList<>();
    plan.get("changes")
        .forEach(change ->
            changes.add(change.get("action").asString() + " " + change.get("node").asString()));
    return changes;
  }
}
