package io.freehold.controlplane.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestActivities;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class MemberApiTest {
  private final TestClient client = TestControlPlane.organization();

  @Test
  void the_first_admin_is_invited_when_the_organization_is_made() {
    JsonNode invitations = client.get("/invitations").result();

    assertThat(invitations.size()).isEqualTo(1);
    assertThat(invitations.at("/0/role").asString()).isEqualTo("admin");
    assertThat(invitations.at("/0/assignedRoles/0/roleId").asString())
        .isEqualTo(Role.ADMIN.id().toString());
    assertThat(client.get("/members").result().size()).isZero();
  }

  @Test
  void somebody_is_invited_joins_is_changed_and_leaves() {
    JsonNode invitation =
        client.post("/invitations", "{'email':'Ada@Example.com','role':'developer'}").result();
    assertThat(invitation.get("email").asString()).isEqualTo("ada@example.com");
    assertThat(Instant.parse(invitation.get("expireAt").asString()))
        .isEqualTo(Instant.parse(invitation.get("createdAt").asString()).plus(Duration.ofDays(7)));
    String id = invitation.get("id").asString();
    assertThat(client.get("/invitations/" + id).result()).isEqualTo(invitation);

    assertThat(join(id, "u1", "someone@example.com").status())
        .as("with another address")
        .isEqualTo(404);
    JsonNode member = join(id, "u1", "ADA@example.com").result();
    assertThat(client.get("/members/u1").result()).isEqualTo(member);
    assertThat(member.get("role").asString()).isEqualTo("developer");
    assertThat(client.get("/invitations/" + id).status()).isEqualTo(404);
    assertThat(join(id, "u1", "ada@example.com").status()).as("twice").isEqualTo(404);

    JsonNode changed =
        client
            .patch("/members/u1", "{'assignedRoleIds':['%s']}".formatted(Role.ADMIN.id()))
            .result();
    assertThat(changed.get("role").asString()).isEqualTo("admin");
    assertThat(client.patch("/members/u1", "{}").result()).isEqualTo(changed);
    joined("admin");
    assertThat(client.delete("/members/u1").status()).isEqualTo(200);
    assertThat(client.get("/members/u1").status()).isEqualTo(404);
    assertThat(client.delete("/members/u1").status()).isEqualTo(404);
    assertThat(client.get("/activities").text())
        .contains(
            "organization_invite_create",
            "organization_member_join",
            "organization_member_update_role",
            "organization_member_delete");
  }

  @Test
  void nobody_is_invited_twice_and_no_member_again() {
    String body = "{'email':'bob@example.com','role':'admin'}";
    JsonNode invitation = client.post("/invitations", body).result();

    assertThat(client.post("/invitations", body).code()).isEqualTo("already-invited");
    assertThat(
            client.post("/invitations", "{'email':'BOB@example.com','role':'developer'}").status())
        .isEqualTo(409);
    join(invitation.get("id").asString(), "bob", "bob@example.com").result();
    assertThat(client.post("/invitations", body).code()).isEqualTo("already-member");
  }

  @Test
  void an_invitation_that_has_expired_is_worth_nothing_and_makes_way() {
    String body = "{'email':'eve@example.com','role':'admin'}";
    String id = client.post("/invitations", body).result().get("id").asString();
    TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql("update invitation set expire_at = now() - interval '1 second' where id = :id")
        .param("id", UUID.fromString(id))
        .update();

    assertThat(join(id, "eve", "eve@example.com").status()).isEqualTo(404);
    assertThat(client.get("/members").result().size()).isZero();
    String next = client.post("/invitations", body).result().get("id").asString();
    assertThat(next).isNotEqualTo(id);
    assertThat(client.get("/invitations/" + id).status()).isEqualTo(404);
    assertThat(client.delete("/invitations/" + next).status()).isEqualTo(200);
    assertThat(client.delete("/invitations/" + next).status()).isEqualTo(404);
  }

  @Test
  void what_is_wrong_is_named() {
    assertThat(client.post("/invitations", "{}").violations())
        .containsExactlyInAnyOrder("email field-missing", "role field-missing");
    assertThat(
            client
                .post(
                    "/invitations",
                    "{'email':'a@b','role':'query_endpoints','assignedRoleIds':['%s']}"
                        .formatted(Role.QUERY_ENDPOINTS.id()))
                .violations())
        .containsExactlyInAnyOrder(
            "email email-malformed", "assignedRoleIds unknown-value", "role unknown-value");
    assertThat(client.patch("/members/nobody", "{'role':'admin'}").status()).isEqualTo(404);
  }

  @Test
  void people_of_another_organization_do_not_exist() {
    String id =
        client
            .post("/invitations", "{'email':'x@example.com','role':'admin'}")
            .result()
            .get("id")
            .asString();
    TestClient other = TestControlPlane.organization();

    assertThat(other.get("/invitations/" + id).status()).isEqualTo(404);
    assertThat(other.delete("/invitations/" + id).status()).isEqualTo(404);
    assertThat(
            TestControlPlane.operator()
                .post(
                    "/organizations/" + other.organizationId() + "/members",
                    joining(id, "x", "x@example.com"))
                .status())
        .isEqualTo(404);
    join(id, "x", "x@example.com").result();
    assertThat(other.get("/members/x").status()).isEqualTo(404);
    assertThat(other.patch("/members/x", "{'role':'developer'}").status()).isEqualTo(404);
    assertThat(other.delete("/members/x").status()).isEqualTo(404);
    assertThat(client.get("/members/x").result().get("role").asString()).isEqualTo("admin");
  }

  @Test
  void the_last_admin_neither_leaves_nor_becomes_less() {
    String last = "/members/" + joined("admin");
    String other = "/members/" + joined("developer");
    int known = TestActivities.types(client).size();

    assertThat(client.delete(last).code()).isEqualTo("last-admin-member");
    Reply refused = client.patch(last, "{'role':'developer'}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("last-admin-member");
    assertThat(client.get(last).result().get("role").asString()).isEqualTo("admin");
    assertThat(TestActivities.since(client, known)).isEmpty();

    client.patch(other, "{'role':'admin'}").result();
    assertThat(client.delete(last).status()).isEqualTo(200);
    assertThat(client.get(last).status()).isEqualTo(404);
    assertThat(client.delete(other).code()).isEqualTo("last-admin-member");
    assertThat(TestActivities.since(client, known))
        .containsExactly("organization_member_delete", "organization_member_update_role");
  }

  @Test
  void of_two_admins_who_go_at_once_one_stays() throws Exception {
    String one = "/members/" + joined("admin");
    String two = "/members/" + joined("admin");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> client.delete(one).status());
      var second = threads.submit(() -> client.patch(two, "{'role':'developer'}").status());
      assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(200, 409);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b.example",
        "a@",
        "a@localhost",
        "a b@c.example",
        "a@b..example",
        ".a@b.example",
        "a@-b.example",
        "a@b@c.example",
        "ä@b.example",
        "a@[127.0.0.1]",
        "\u212a@b.example"
      })
  void what_is_no_address_is_refused_wherever_one_is_needed(String email) {
    Reply refused = client.post("/invitations", "{'email':'%s','role':'admin'}".formatted(email));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.violations()).containsExactly("email email-malformed");

    Reply made =
        TestControlPlane.operator()
            .post("/organizations", "{'name':'Other','adminEmail':'%s'}".formatted(email));
    assertThat(made.violations()).containsExactly("adminEmail email-malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b.example", "first.last+tag@sub.example.org", "x_y-z@b-c.example"})
  void what_is_an_address_is_taken(String email) {
    assertThat(
            client
                .post("/invitations", "{'email':'%s','role':'admin'}".formatted(email))
                .result()
                .get("email")
                .asString())
        .isEqualTo(email);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'email':'a@b.example'}                         | role field-missing
          {'email':'a@b.example','role':null}             | role field-missing
          {'email':'a@b.example','assignedRoleIds':[]}    | assignedRoleIds too-few
          {'email':'a@b.example','assignedRoleIds':['x']} | assignedRoleIds[0] wrong-type
          """)
  void nobody_is_invited_without_a_role(String body, String violation) {
    assertThat(client.post("/invitations", body).violations()).containsExactly(violation);
  }

  /** Somebody new with that role: the id. */
  private String joined(String role) {
    String user = "user-" + UUID.randomUUID();
    String email = user + "@example.com";
    String invitation =
        client
            .post("/invitations", "{'email':'%s','role':'%s'}".formatted(email, role))
            .result()
            .get("id")
            .asString();
    return join(invitation, user, email).result().get("userId").asString();
  }

  private Reply join(String invitation, String user, String email) {
    return TestControlPlane.operator()
        .post(
            "/organizations/" + client.organizationId() + "/members",
            joining(invitation, user, email));
  }

  private static String joining(String invitation, String user, String email) {
    return "{'invitationId':'%s','userId':'%s','name':'Somebody','email':'%s'}"
        .formatted(invitation, user, email);
  }
}
