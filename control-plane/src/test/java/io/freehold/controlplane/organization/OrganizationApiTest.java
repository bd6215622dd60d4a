package io.freehold.controlplane.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OrganizationApiTest {
  private static final String ONE = "vpce-0123456789abcdef0";
  private static final String TWO = "vpce-01234567";

  private final TestClient client = TestControlPlane.organization();

  @Test
  void private_endpoints_are_added_described_anew_and_removed_before_others_are_added() {
    assertThat(change("add", endpoint(ONE, "us-east-1", "first")).size()).isEqualTo(1);
    JsonNode shown = client.get("").result().at("/privateEndpoints/0");
    assertThat(shown.get("id").asString()).isEqualTo(ONE);
    assertThat(shown.get("description").asString()).isEqualTo("first");
    assertThat(shown.get("cloudProvider").asString()).isEqualTo("aws");
    assertThat(shown.get("region").asString()).isEqualTo("us-east-1");

    JsonNode again = change("add", endpoint(ONE, "us-east-1", "again"));
    assertThat(again.size()).isEqualTo(1);
    assertThat(again.at("/0/description").asString()).isEqualTo("again");

    JsonNode both =
        client
            .patch(
                "",
                "{'privateEndpoints':{'add':[%s,%s],'remove':[{'id':'%s'}]}}"
                    .formatted(endpoint(TWO, "us-east-1", ""), endpoint(ONE, "eu-west-1", ""), ONE))
            .result()
            .get("privateEndpoints");
    assertThat(both.size()).isEqualTo(2);
    assertThat(both.toString()).contains("eu-west-1");
    assertThat(change("remove", "{'id':'%s'}".formatted(TWO)).at("/0/id").asString())
        .isEqualTo(ONE);
    assertThat(TestControlPlane.organization().get("").result().get("privateEndpoints")).isEmpty();
  }

  @Test
  void an_endpoint_of_another_region_is_not_added_and_nothing_else_of_the_request_is_done() {
    change("add", endpoint(ONE, "us-east-1", ""));

    Reply refused =
        client.patch(
            "",
            "{'name':'Other','privateEndpoints':{'add':[%s]}}"
                .formatted(endpoint(ONE, "eu-west-1", "")));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("endpoint-elsewhere");
    assertThat(client.get("").result().get("name").asString()).isEqualTo("Test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                                        | id field-missing, cloudProvider field-missing, region field-missing
          {'id':'eni-1','cloudProvider':'aws','region':'us-east-1'}                 | id endpoint-malformed
          {'id':'vpce-01234567','cloudProvider':'gcp','region':'us-east-1'}         | cloudProvider provider-unsupported
          {'id':'vpce-01234567','cloudProvider':'x','region':'us-east-1'}           | cloudProvider unknown-value
          {'id':'vpce-01234567','cloudProvider':'aws','region':'mars'}              | region unknown-value
          """)
  void what_is_wrong_with_an_endpoint_is_said(String endpoint, String violations) {
    assertThat(
            client.patch("", "{'privateEndpoints':{'add':[%s]}}".formatted(endpoint)).violations())
        .containsExactlyInAnyOrder(
            violations.replaceAll("(^|, )", "$1privateEndpoints.add[0].").split(", "));
  }

  private JsonNode change(String how, String endpoint) {
    return client
        .patch("", "{'privateEndpoints':{'%s':[%s]}}".formatted(how, endpoint))
        .result()
        .get("privateEndpoints");
  }

  private static String endpoint(String id, String region, String description) {
    return "{'id':'%s','cloudProvider':'aws','region':'%s','description':'%s'}"
        .formatted(id, region, description);
  }
}
