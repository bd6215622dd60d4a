package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
  private final TestClient client = TestControlPlane.organization();

  @Test
  void a_success_has_status_request_id_and_result() {
    Reply reply = client.get("");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("status").intValue()).isEqualTo(200);
    UUID.fromString(reply.json().get("requestId").asString());
    assertThat(reply.result().get("name").asString()).isEqualTo("Test");
    assertThat(reply.headers().firstValue("X-Request-Id"))
        .hasValue(reply.json().get("requestId").asString());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          GET,    /nothing,             ,          404, unknown-path
          GET,    /keys/42,             ,          400, invalid-parameter
          PUT,    /keys,                {},        405, method-not-allowed
          POST,   /keys,                ,          400, malformed-json
          POST,   /keys,                {,         400, malformed-json
          POST,   /keys,                [],        400, malformed-json
          POST,   /keys,                null,      400, malformed-json
          POST,   /keys,                `{'a':1,'a':2}`, 400, malformed-json
          POST,   /keys,                {} {},     400, malformed-json
          POST,   /keys,                {'name':}, 400, malformed-json
          GET,    /keys/00000000-0000-0000-0000-000000000000, , 404, not-found
          DELETE, /keys/00000000-0000-0000-0000-000000000000, , 404, not-found
          GET,    //keys,               ,          400, invalid-request
          """)
  void bad_input_is_never_a_fault_of_ours(
      String method, String path, String body, int status, String code) {
    Reply reply = client.withBody(method, path, body == null ? "" : body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().get("status").intValue()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().get("error").asString()).isNotBlank();
    UUID.fromString(reply.json().get("requestId").asString());
  }

  @Test
  void all_mistakes_of_a_body_are_reported_at_once() {
    Reply reply =
        client.post(
            "/keys",
            """
            {'nmae':'x', 'roles':['admin','king'], 'state':7, 'expireAt':'tomorrow',
             'ipAccessList':[{'source':'1.2.3.4'},{'source':'1.2.3.4.5'},{'soruce':'::1'}]}
            """);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder(
            "nmae unknown-field",
            "name field-missing",
            "roles unknown-value",
            "state wrong-type",
            "expireAt wrong-type",
            "ipAccessList[1].source ip-access-malformed",
            "ipAccessList[2].soruce unknown-field",
            "ipAccessList[2].source field-missing");
    assertThat(reply.json().get("details").get(0).get("needed").asString()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "nonsense", "multipart/form-data"})
  void a_body_that_is_not_json_is_refused_by_its_media_type(String type) {
    Reply reply = client.post("/keys", "{}", "Content-Type", type);

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("unsupported-media-type");
    assertThat(reply.json().get("error").asString()).contains("application/json");
  }

  @Test
  void a_body_without_a_media_type_is_refused() {
    Reply reply = TestClient.send(client.request("/keys").POST(BodyPublishers.ofString("{}")));

    assertThat(reply.status()).isEqualTo(415);
  }

  @Test
  void a_client_that_accepts_only_html_gets_json_all_the_same() {
    Reply reply = TestClient.send(client.request("/nothing").header("Accept", "text/html"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("unknown-path");
  }

  @Test
  void a_huge_body_is_refused_before_it_is_read_as_json() {
    Reply reply = client.post("/keys", "{'name':'" + "x".repeat(2_000_000) + "'}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("body-too-large");
  }

  @Test
  void a_deeply_nested_body_is_refused() {
    Reply reply = client.post("/keys", "{'name':" + "[".repeat(50_000));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("malformed-json");
  }

  @Test
  void what_is_not_even_http_is_answered_in_the_envelope() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", TestControlPlane.shared().url().getPort())) {
      socket
          .getOutputStream()
          .write("GET /v1/|{}<> HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid-request\"");
      assertThat(answer).doesNotContain("<html");
    }
  }

  @Test
  void the_reply_names_the_allowed_methods() {
    Reply reply = client.withBody("PUT", "/keys", "{}");

    assertThat(reply.headers().firstValue("Allow")).isPresent();
  }

  @Test
  void what_describes_and_watches_the_control_plane_needs_no_key() {
    TestClient anyone = TestControlPlane.anonymous();

    assertThat(anyone.get("/health/live").text()).contains("UP");
    assertThat(anyone.get("/health/ready").text()).contains("UP");
    assertThat(anyone.get("/metrics").text()).contains("jvm_memory_used_bytes");
    Reply api = anyone.get("/openapi.json");
    assertThat(api.json().at("/paths").propertyNames())
        .contains("/v1/organizations/{organizationId}/keys");
    assertThat(
            api.json()
                .at(
                    "/paths/~1v1~1operator~1organizations/post/requestBody/content/application~1json/schema/$ref")
                .asString())
        .isEqualTo("#/components/schemas/Creation");
    assertThat(api.json().at("/components/schemas/Creation/properties").propertyNames())
        .contains("name", "adminEmail");
  }

  @Test
  void answers_carry_headers_that_keep_browsers_from_harm() {
    var headers = client.get("").headers();

    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("'none'");
  }
}
