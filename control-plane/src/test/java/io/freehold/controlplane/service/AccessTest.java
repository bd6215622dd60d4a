package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is let in to a service by the gateway, as its list and its ways in change. */
class AccessTest {
  private static final String OFFICE = "203.0.113.7";
  private static final String ELSEWHERE = "198.51.100.9";
  private static final String INSIDE = "10.0.17.4";

  private static final String POLICIES = "authorizationpolicies.security.istio.io";

  private static SimulatedPlane plane;
  private static String place;
  private static String service;
  private static String other;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("access");
    place = plane.infrastructure();
    service = plane.service(place);
    other = plane.service(place);
    plane.untilState(service, "running");
    plane.untilState(other, "running");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void the_gateway_lets_in_who_is_on_the_list_and_nobody_else() {
    String host = host(service);
    String privately = host.replaceFirst("\\.", "-private.");
    assertThat(refused(host)).as("with no list").isEmpty();
    assertThat(restriction(service)).isEqualTo("False OpenToEverybody");

    change("'add':[{'source':'203.0.113.0/24'}],'remove':[{'source':'0.0.0.0/0'}]");
    assertThat(refused(host)).containsExactly(ELSEWHERE, INSIDE);
    assertThat(restriction(service)).isEqualTo("True ListedOnly");

    plane.client.patch(place + "/loadBalancers", "{'private':true}").result();
    plane.until(() -> refusal(privately, 8443, INSIDE).isEmpty());
    assertThat(refused(host)).containsExactly(ELSEWHERE, INSIDE);
    assertThat(refused(privately))
        .as("by the private name, whichever load balancer it was asked at")
        .containsExactly(OFFICE, ELSEWHERE);
    plane.untilState(service, "running");

    change("'remove':[{'source':'203.0.113.0/24'}]");
    assertThat(refused(host)).as("with an empty list").containsExactly(OFFICE, ELSEWHERE, INSIDE);
    assertThat(refused(privately))
        .as("an empty list means nobody, from the customer's own network too")
        .containsExactly(OFFICE, ELSEWHERE, INSIDE);
    assertThat(restriction(service)).isEqualTo("True ClosedToEverybody");
    assertThat(refused(host(other))).as("the list of one is nothing to another").isEmpty();

    change("'add':[{'source':'203.0.113.0/24'}]");
    assertThat(refused(host)).containsExactly(ELSEWHERE, INSIDE);
    assertThat(refused(privately)).containsExactly(OFFICE, ELSEWHERE);
  }

  @Test
  void a_service_whose_rules_somebody_deletes_is_closed_until_the_next_look() {
    String host = host(other);
    String name = host.substring(0, host.indexOf('.'));
    assertThat(refusal(host, 8443, OFFICE)).isEmpty();
    assertThat(cluster().object(POLICIES, "istio-ingress", name)).isPresent();

    cluster().remove(POLICIES, "istio-ingress", name);

    assertThat(refused(host)).containsExactly(OFFICE, ELSEWHERE, INSIDE);
    assertThat(refusal(host, 9440, OFFICE))
        .hasValueSatisfying(why -> assertThat(why).startsWith("no policy allows"));
    plane.until(() -> refused(host).isEmpty(), other);
    plane.untilState(other, "running");
  }

  @Test
  void the_gateway_stays_closed_to_what_no_service_has_opened() {
    cluster().remove(POLICIES, "istio-ingress", "deny-by-default");
    plane.until(
        () -> cluster().object(POLICIES, "istio-ingress", "deny-by-default").isPresent(), place);

    assertThat(
            cluster()
                .object(POLICIES, "istio-ingress", "deny-by-default")
                .orElseThrow()
                .at("/spec/rules"))
        .isEmpty();
  }

  @Test
  void one_created_without_a_list_is_warned_of_before_anything_of_it_is_made() {
    String open = plane.service(place);

    assertThat(restriction(open)).isEqualTo("False OpenToEverybody");
    for (JsonNode one : plane.at("/services")) {
      if (open.endsWith(one.get("id").asString())) {
        assertThat(one.get("conditions").toString()).contains("OpenToEverybody");
      }
    }
    plane.client.patch(open + "/state", "{'command':'stop'}").result();
    plane.untilState(open, "stopped");
    assertThat(restriction(open)).isEqualTo("False OpenToEverybody");
  }

  private static String restriction(String path) {
    for (JsonNode one : plane.at(path).get("conditions")) {
      if (one.get("type").asString().equals("AccessRestricted")) {
        return one.get("status").asString() + " " + one.get("reason").asString();
      }
    }
    return "not told";
  }

  private static String host(String path) {
    return plane.at(path).at("/endpoints/0/host").asString();
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static void change(String list) {
    plane.client.patch(service, "{'ipAccessList':{" + list + "}}").result();
    plane.until(() -> !plane.at(service).get("state").asString().equals("running"));
    plane.untilState(service, "running");
  }

  private static List<String> refused(String host) {
    return List.of(OFFICE, ELSEWHERE, INSIDE).stream()
        .filter(client -> refusal(host, 8443, client).isPresent())
        .peek(client -> assertThat(refusal(host, 9440, client)).isPresent())
        .toList();
  }

  private static Optional<String> refusal(String host, int port, String client) {
    return IngressGateway.of(cluster()).refusal(host, port, client);
  }
}
