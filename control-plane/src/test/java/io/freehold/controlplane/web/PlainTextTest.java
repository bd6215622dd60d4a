package io.freehold.controlplane.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  private static final String NUL = "a\\u0000b";

  private final TestClient client = TestControlPlane.organization();

  /** A body with a text that may have several lines. */
  record Note(@Nullable String title, @MultiLine @Nullable String text) {}

  /** A body with names of the client's own. */
  record Named(@Nullable Map<String, String> tags, @Nullable List<String> names) {}

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          /keys              | name                        | {'name':'%s','roles':['admin']}
          /keys              | ipAccessList[0].description | {'name':'x','roles':['admin'],'ipAccessList':[{'source':'1.2.3.4','description':'%s'}]}
          /cloudAccounts     | accountId                   | {'accountId':'%s','regionId':'us-east-1','adminEmail':'a@example.com'}
          /cloudAccounts     | displayName                 | {'accountId':'123456789012','regionId':'us-east-1','adminEmail':'a@example.com','displayName':'%s'}
          /cloudAccounts     | adminEmail                  | {'accountId':'123456789012','regionId':'us-east-1','adminEmail':'a%s@example.com'}
          /byocInfrastructure| displayName                 | {'accountId':'123456789012','regionId':'us-east-1','displayName':'%s'}
          /byocInfrastructure| tags.x                      | {'accountId':'123456789012','regionId':'us-east-1','tags':{'x':'%s'}}
          /services          | name                        | {'name':'%s','provider':'aws','region':'us-east-1'}
          """)
  void a_text_with_a_character_that_postgresql_refuses_is_a_mistake_in_its_field(
      String path, String field, String body) {
    Reply reply = client.post(path, body.formatted(NUL));

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.violations()).contains(field + " unprintable-text");
    assertThat(reply.text()).contains("a\\\\u0000b", "without control characters");
  }

  @Test
  void a_parameter_whose_name_cannot_be_one_is_refused() {
    for (String query : List.of("%15=a", "%C2%93=a", "%F1%B0%BA%8D=a")) {
      Reply reply = client.get("/usageCost?" + query);
      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("invalid-parameter");
    }
  }

  @Test
  void neither_is_an_organization_named_so() {
    assertThat(client.patch("", "{'name':'%s'}".formatted(NUL)).violations())
        .containsExactly("name unprintable-text");
    assertThat(
            TestControlPlane.operator()
                .post("/organizations", "{'name':'%s','adminEmail':'a@example.com'}".formatted(NUL))
                .violations())
        .containsExactly("name unprintable-text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00x", "x\\u001b[31m", "a\\nb", "a\\tb", "\\u0085"})
  void halves_of_characters_and_what_moves_a_terminal_are_refused_too(String name) {
    Reply reply = client.post("/keys", "{'name':'%s','roles':['admin']}".formatted(name));

    assertThat(reply.violations()).as(reply.text()).containsExactly("name unprintable-text");
  }

  @Test
  void an_unknown_field_is_told_in_plain_text_whatever_it_is_called() {
    Reply reply = client.post("/keys", "{'name':'x','roles':['admin'],'a\\u0000':1}");

    assertThat(reply.violations()).containsExactly("a\\u0000 unknown-field");
  }

  @Test
  void every_other_script_and_sign_is_welcome() {
    String name = "Ключ 鍵 🔑 é";

    assertThat(
            client
                .post("/keys", "{'name':'%s','roles':['admin']}".formatted(name))
                .result()
                .at("/key/name")
                .asString())
        .isEqualTo(name);
  }

  @Test
  void a_text_of_several_lines_may_have_them_where_that_is_meant() {
    Body<Note> body = read("{\"title\":\"a\\nb\",\"text\":\"a\\r\\n\\tb\"}", Note.class);

    assertThat(body.value().text()).isEqualTo("a\r\n\tb");
    assertThat(body.violations().list()).hasSize(1);
    assertThat(body.violations().list().getFirst().field()).isEqualTo("title");
    assertThat(read("{\"text\":\"\\u0000\"}", Note.class).violations().list()).hasSize(1);
  }

  @Test
  void names_in_a_map_and_parts_of_a_list_are_texts_as_well() {
    Body<Named> body =
        read("{\"tags\":{\"a\\u0007\":\"x\"},\"names\":[\"ok\",\"\\u0000\"]}", Named.class);

    assertThat(body.violations().list())
        .extracting(one -> one.field() + " " + one.code())
        .containsExactly("tags.a\\u0007 unprintable-text", "names[1] unprintable-text");
  }

  @Test
  void a_query_that_no_text_can_match_is_refused_before_it_is_asked_for() {
    String id = UUID.randomUUID().toString();
    assertThat(client.get("/keys?cursor=%00").code()).isEqualTo("invalid-parameter");
    assertThat(client.delete("/byocInfrastructure/" + id + "?data=a%00").code())
        .isEqualTo("invalid-parameter");
    String cursor = Base64.getUrlEncoder().encodeToString("a\0".getBytes(StandardCharsets.UTF_8));
    assertThat(client.get("/cloudAccounts?cursor=" + cursor).code()).isEqualTo("invalid-parameter");
  }

  private static <T> Body<T> read(String json, Class<T> type) {
    return new BodyReader().read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
