package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in to a service by the gateway, as its list and its ways in change. */
class AccessTest {
  private static final String OFFICE = "203.0.113.7";
  private static final String ELSEWHERE = "198.51.100.9";
  private static final String INSIDE = "10.0.17.4";

  private static SimulatedPlane plane;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("access");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void the_gateway_lets_in_who_is_on_the_list_and_nobody_else() {
    String place = plane.infrastructure();
    String service = plane.service(place);
    String other = plane.service(place);
    plane.untilState(service, "running");
    plane.untilState(other, "running");
    String host = plane.at(service).at("/endpoints/0/host").asString();
    String privately = host.replaceFirst("\\.", "-private.");

    assertThat(refused(host)).as("with no list").isEmpty();

    change(service, "'add':[{'source':'203.0.113.0/24'}],'remove':[{'source':'0.0.0.0/0'}]");
    assertThat(refused(host)).containsExactly(ELSEWHERE, INSIDE);

    plane.client.patch(place + "/loadBalancers", "{'private':true}").result();
    plane.until(() -> refusal(privately, 8443, INSIDE).isEmpty());
    assertThat(refused(host)).containsExactly(ELSEWHERE, INSIDE);
    assertThat(refused(privately))
        .as("by the private name, whichever load balancer it was asked at")
        .containsExactly(OFFICE, ELSEWHERE);
    plane.untilState(service, "running");

    change(service, "'remove':[{'source':'203.0.113.0/24'}]");
    assertThat(refused(host)).as("with an empty list").containsExactly(OFFICE, ELSEWHERE, INSIDE);
    assertThat(refused(privately)).containsExactly(OFFICE, ELSEWHERE);
    assertThat(refused(plane.at(other).at("/endpoints/0/host").asString()))
        .as("the list of one service is nothing to another")
        .isEmpty();
  }

  private static void change(String service, String list) {
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
    return IngressGateway.of(plane.cluster().orElseThrow()).refusal(host, port, client);
  }
}
