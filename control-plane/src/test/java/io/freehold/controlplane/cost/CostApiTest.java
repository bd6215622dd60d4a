package io.freehold.controlplane.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CostApiTest {
  private static final String PATH = "/costEstimates";

  private final TestClient client = TestControlPlane.organization();

  @Test
  void the_floor_of_an_infrastructure_is_told_with_its_lines_and_the_day_of_the_prices() {
    JsonNode estimate = client.post(PATH, "{'regionId':'us-east-1'}").result();

    assertThat(estimate.get("monthlyUsd").decimalValue()).isEqualByComparingTo("435.32");
    assertThat(estimate.get("priceDate").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(estimate.get("priceRegionId").asString()).isEqualTo("us-east-1");
    assertThat(sum(estimate)).isEqualByComparingTo("435.32");
    assertThat(items(estimate)).contains("eks-cluster", "nat-gateway", "network-load-balancer");
    assertThat(estimate.get("notIncluded")).isNotEmpty();
    assertThat(client.get("/byocInfrastructure").result()).isEmpty();
  }

  @Test
  void one_gateway_is_cheaper_and_a_service_is_not_free() {
    JsonNode single =
        client.post(PATH, "{'regionId':'us-east-1','network':{'natGateways':'single'}}").result();
    assertThat(single.get("monthlyUsd").decimalValue()).isEqualByComparingTo("362.32");

    JsonNode served =
        client
            .post(
                PATH,
                """
                {'regionId':'us-east-1','network':{'natGateways':'single'},
                 'services':[{'name':'orders','numReplicas':2,'minReplicaMemoryGb':116},{}]}
                """)
            .result();
    assertThat(served.get("monthlyUsd").decimalValue()).isGreaterThan(new BigDecimal("1000"));
    assertThat(sum(served)).isEqualByComparingTo(served.get("monthlyUsd").decimalValue());
    assertThat(subjects(served)).contains("infrastructure", "orders", "service 2");
  }

  @Test
  void everything_wrong_is_said_at_once_under_its_own_name() {
    Reply reply =
        client.post(
            PATH,
            """
            {'regionId':'mars-north-1','vpcCidrRange':'10.0.0.0/24','colour':'red',
             'services':[{'minReplicaMemoryGb':48},
                         {'numReplicas':99,'minReplicaMemoryGb':50,'tier':'big'}]}
            """);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations())
        .contains(
            "regionId region-unsupported",
            "vpcCidrRange cidr-too-small",
            "colour unknown-field",
            "services[1].tier unknown-field",
            "services[1].numReplicas replicas-out-of-range",
            "services[1].minReplicaMemoryGb memory-not-offered");
  }

  private static BigDecimal sum(JsonNode estimate) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : estimate.get("lines")) {
      sum = sum.add(line.get("monthlyUsd").decimalValue());
    }
    return sum;
  }

  private static List<String> items(JsonNode estimate) {
    return texts(estimate, "item");
  }

  private static List<String> subjects(JsonNode estimate) {
    return texts(estimate, "subject");
  }

  private static List<String> texts(JsonNode estimate, String field) {
    List<String> texts = new ArrayList<>();
    estimate.get("lines").forEach(line -> texts.add(line.get(field).asString()));
    return texts;
  }
}
