package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizationIsolationTest {
  private final TestClient mine = TestControlPlane.organization();
  private final TestClient theirs = TestControlPlane.organization();

  @Test
  void another_organization_does_not_exist() {
    var other = mine.withPrefix(theirs.prefix()).get("");
    var none = mine.withPrefix("/v1/organizations/" + UUID.randomUUID()).get("");

    assertThat(other.status()).isEqualTo(404);
    assertThat(other.json().get("error")).isEqualTo(none.json().get("error"));
  }

  @Test
  void things_of_another_organization_do_not_exist_under_ones_own() {
    String id = theirs.get("/keys").result().get(0).get("id").asString();

    assertThat(theirs.get("/keys/" + id).status()).isEqualTo(200);
    assertThat(mine.get("/keys/" + id).status()).isEqualTo(404);
    assertThat(mine.patch("/keys/" + id, "{'name':'x'}").status()).isEqualTo(404);
    assertThat(mine.delete("/keys/" + id).status()).isEqualTo(404);
    assertThat(theirs.get("/keys/" + id).status()).isEqualTo(200);
  }

  @Test
  void a_key_lists_the_one_organization_that_it_belongs_to() {
    var list = mine.withPrefix("/v1/organizations").get("").result();

    assertThat(list.size()).isEqualTo(1);
    assertThat(mine.prefix()).endsWith(list.get(0).get("id").asString());
  }

  @Test
  void an_organization_is_renamed() {
    mine.patch("", "{'name':'Renamed','enableCoreDumps':true}").result();

    assertThat(mine.get("").result().get("name").asString()).isEqualTo("Renamed");
    assertThat(mine.get("").result().get("enableCoreDumps").asBoolean()).isTrue();
    assertThat(mine.patch("", "{'name':''}").violations()).containsExactly("name name-length");
  }

  @Test
  void operators_and_organizations_have_different_doors() {
    assertThat(mine.withPrefix("/v1/operator/organizations").get("").status()).isEqualTo(403);
    assertThat(TestControlPlane.operator().withPrefix(mine.prefix()).get("").status())
        .isEqualTo(403);
    assertThat(
            TestControlPlane.operator()
                .get("/organizations/" + mine.prefix().substring("/v1/organizations/".length()))
                .result()
                .get("name")
                .asString())
        .isEqualTo("Test");
  }

  @Test
  void a_new_operator_key_of_the_same_name_replaces_the_old_one() {
    var control = TestControlPlane.shared();
    var first = control.issueOperatorKey("rotated");
    var second = control.issueOperatorKey("rotated");
    TestClient door = TestControlPlane.operator();

    assertThat(door.withKey(first.keyId(), first.keySecret()).get("/organizations").status())
        .isEqualTo(401);
    assertThat(door.withKey(second.keyId(), second.keySecret()).get("/organizations").status())
        .isEqualTo(200);
    assertThat(control.needsOperatorKey()).isFalse();
  }
}
