package io.freehold.controlplane.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
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
