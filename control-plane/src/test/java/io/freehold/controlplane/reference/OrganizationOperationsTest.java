package io.freehold.controlplane.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.access.RateLimit;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Who may do what of the organization's side of the public API: the operations are read from its
 * description, so that none is forgotten.
 */
class OrganizationOperationsTest {
  private static final String PREFIX = "/v1/organizations/{organizationId}";
  private static final List<String> PARTS =
      List.of(
          "activities",
          "keys",
          "members",
          "invitations",
          "usageCost",
          "prometheus",
          "privateEndpointConfig");

  private static final Map<String, String> QUERIES =
      Map.of(
          "/usageCost", "?from_date=2026-11-01&to_date=2026-11-30",
          "/privateEndpointConfig", "?cloud_provider=aws&region_id=us-east-1");

  private final TestClient admin = TestControlPlane.organization();
  private final Map<String, String> things = things(admin);
  private final List<Call> operations = operations();

  /** One operation, below an organization. */
  private record Call(String method, String path) {
    boolean isRead() {
      return method.equals("GET");
    }

    /** By whose ids it is about something. */
    Reply by(TestClient client, Map<String, String> things) {
      String filled = path + QUERIES.getOrDefault(path, "");
      for (Map.Entry<String, String> thing : things.entrySet()) {
        filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
      }
      return isRead() || method.equals("DELETE")
          ? (isRead() ? client.get(filled) : client.delete(filled))
          : client.withBody(method, filled, "{}");
    }
  }

  @Test
  void the_description_has_the_operations_that_are_tested_here() {
    assertThat(operations).hasSize(20);
    assertThat(operations.stream().filter(one -> !one.isRead())).hasSize(8);
  }

  @Test
  void the_admins_key_reads_everything() {
    for (Call one : operations.stream().filter(Call::isRead).toList()) {
      assertThat(one.by(admin, things).status()).as(one.toString()).isEqualTo(200);
    }
  }

  @Test
  void another_organization_does_not_exist_whatever_is_asked_of_it() {
    TestClient stranger = TestControlPlane.organization().withPrefix(admin.prefix());

    for (Call one : operations) {
      Reply reply = one.by(stranger, things);
      assertThat(reply.status()).as(one.toString()).isEqualTo(404);
      assertThat(reply.text()).as(one.toString()).doesNotContain(things.get("keyId"), "@example");
    }
    stillThere();
  }

  @Test
  void what_is_another_organizations_does_not_exist_in_ones_own_either() {
    TestClient stranger = TestControlPlane.organization();

    for (Call one : operations.stream().filter(one -> one.path().contains("{")).toList()) {
      Reply reply = one.by(stranger, things);
      assertThat(reply.status()).as(one + " " + reply.text()).isEqualTo(404);
      assertThat(reply.code()).as(one.toString()).isEqualTo("not-found");
    }
    for (Call one : operations.stream().filter(Call::isRead).toList()) {
      assertThat(one.by(stranger, things).text())
          .as(one.toString())
          .doesNotContain(
              admin.organizationId().toString(), things.get("keyId"), things.get("userId"));
    }
    stillThere();
  }

  @Test
  void a_developers_key_reads_and_changes_nothing() {
    TestClient developer = with("developer");

    for (Call one : operations) {
      Reply reply = one.by(developer, things);
      assertThat(reply.status()).as(one + " " + reply.text()).isEqualTo(one.isRead() ? 200 : 403);
      if (!one.isRead()) {
        assertThat(reply.code()).as(one.toString()).isEqualTo("role-may-not");
      }
    }
    stillThere();
  }

  @Test
  void a_key_for_queries_may_do_none_of_it_and_no_key_is_told_so() {
    TestClient queries = with("query_endpoints");

    for (Call one : operations) {
      assertThat(one.by(queries, things).status()).as(one.toString()).isEqualTo(403);
      Reply unknown = one.by(admin.withKey(null, null), things);
      assertThat(unknown.status()).as(one.toString()).isEqualTo(401);
      assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    stillThere();
  }

  @Test
  void the_rate_of_a_key_is_limited_whatever_it_asks_for() throws IOException {
    Clock still = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
    ControlPlaneSettings settings =
        ControlPlaneSettings.local(0, TestControlPlane.database())
            .withRateLimit(new RateLimit(1, Duration.ofSeconds(30)));
    try (ControlPlane slow = ControlPlane.start(settings, Wiring.of(still, still))) {
      TestClient there = admin.withUrl(slow.url());
      assertThat(there.get("").status()).isEqualTo(200);
      for (Call one : operations) {
        Reply reply = one.by(there, things);
        assertThat(reply.status()).as(one.toString()).isEqualTo(429);
        assertThat(reply.headers().firstValue("X-RateLimit-Reset")).hasValue("30");
      }
    }
    stillThere();
  }

  private void stillThere() {
    for (Call one : operations.stream().filter(Call::isRead).toList()) {
      assertThat(one.by(admin, things).status()).as(one.toString()).isEqualTo(200);
    }
    assertThat(admin.get("").result().get("name").asString()).isEqualTo("Test");
  }

  private TestClient with(String role) {
    JsonNode made =
        admin.post("/keys", "{'name':'%s','roles':['%s']}".formatted(role, role)).result();
    return admin.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
  }

  private static List<Call> operations() {
    return Stream.concat(
            Stream.of(new Call("GET", ""), new Call("PATCH", "")),
            new PublicApi()
                .operations().stream()
                    .filter(one -> one.path().startsWith(PREFIX + "/"))
                    .map(one ->
                        new Call(
                            one.method().toUpperCase(Locale.ROOT),
                            one.path().substring(PREFIX.length())))
                    .filter(one -> PARTS.contains(one.path().split("/", -1)[1])))
        .toList();
  }

  /** One of each kind, by the name that it has in paths. */
  private static Map<String, String> things(TestClient client) {
    String email = UUID.randomUUID() + "@example.com";
    JsonNode invitation =
        client.post("/invitations", "{'email':'%s','role':'admin'}".formatted(email)).result();
    String user = "user-" + UUID.randomUUID();
    TestControlPlane.operator()
        .post(
            "/organizations/" + client.organizationId() + "/members",
            "{'invitationId':'%s','userId':'%s','name':'Ada','email':'%s'}"
                .formatted(invitation.get("id").asString(), user, email))
        .result();
    return Map.of(
        "activityId", client.get("/activities").result().at("/0/id").asString(),
        "keyId", client.get("/keys").result().at("/0/id").asString(),
        "userId", user,
        "invitationId", client.get("/invitations").result().at("/0/id").asString());
  }
}
