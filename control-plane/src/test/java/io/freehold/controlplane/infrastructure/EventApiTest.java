package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.ProgressEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class EventApiTest {
  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final InfrastructureStore store =
      TestControlPlane.shared().part(InfrastructureStore.class);
  private final UUID id =
      UUID.fromString(
          client
              .post("/byocInfrastructure", "{'accountId':'123456789012','regionId':'us-east-1'}")
              .result()
              .get("id")
              .asString());

  @Test
  void a_watcher_is_told_what_was_and_what_comes() throws Exception {
    tell(1);
    try (Stream stream = open(client.url(), null)) {
      assertThat(stream.next()).isEqualTo("1 progress ready=1");
      tell(2);
      assertThat(stream.next()).isEqualTo("2 progress ready=2");
      tell(3);
      tell(4);
      assertThat(stream.next()).isEqualTo("3 progress ready=3");
      assertThat(stream.next()).isEqualTo("4 progress ready=4");
    }
  }

  @Test
  void a_watcher_that_lost_the_connection_goes_on_where_it_was() throws Exception {
    for (int i = 1; i <= 5; i++) {
      tell(i);
    }
    try (Stream stream = open(client.url(), "3")) {
      assertThat(stream.next()).isEqualTo("4 progress ready=4");
      assertThat(stream.next()).isEqualTo("5 progress ready=5");
    }
  }

  @Test
  void any_control_plane_serves_any_stream_and_ends_it_when_it_ends() throws Exception {
    Clock clock = Clock.systemUTC();
    ControlPlane second =
        ControlPlane.start(
            ControlPlaneSettings.local(0, TestControlPlane.database()), Wiring.of(clock, clock));
    try (Stream stream = open(second.url(), null)) {
      tell(1); // by way of the first one
      assertThat(stream.next()).isEqualTo("1 progress ready=1");

      Instant before = clock.instant();
      second.close();
      assertThat(stream.next()).isEqualTo("end");
      assertThat(Duration.between(before, clock.instant())).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void news_come_by_waking_and_not_by_looking() throws Exception {
    try (Stream stream = open(client.url(), null)) {
      tell(1);
      stream.next();
      Instant before = Clock.systemUTC().instant();
      for (int i = 2; i <= 6; i++) {
        tell(i);
        assertThat(stream.next()).endsWith("ready=" + i);
      }
      assertThat(Duration.between(before, Clock.systemUTC().instant()))
          .isLessThan(Duration.ofSeconds(5)); // looking alone would take ten
    }
  }

  @Test
  void a_stream_ends_with_the_key_that_opened_it() throws Exception {
    for (String end : List.of("delete", "disable", "expire", "demote")) {
      JsonNode made = client.post("/keys", "{'name':'x','roles':['admin']}").result();
      String key = "/keys/" + made.at("/key/id").asString();
      TestClient watcher =
          client.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
      try (Stream stream = open(watcher, client.url(), null)) {
        switch (end) {
          case "delete" -> client.delete(key);
          case "disable" -> client.patch(key, "{'state':'disabled'}").result();
          case "expire" -> expire(made.at("/key/id").asString());
          default -> client.patch(key, "{'roles':['query_endpoints']}").result();
        }
        assertThat(stream.next()).as(end).isEqualTo("end");
      }
    }
  }

  @Test
  void a_stream_outlives_another_name_of_its_key() throws Exception {
    JsonNode made = client.post("/keys", "{'name':'x','roles':['admin']}").result();
    TestClient watcher =
        client.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
    tell(1);
    try (Stream stream = open(watcher, client.url(), null)) {
      assertThat(stream.next()).isEqualTo("1 progress ready=1");
      client.patch("/keys/" + made.at("/key/id").asString(), "{'name':'y'}").result();
      for (int i = 2; i < 5; i++) {
        tell(i);
        assertThat(stream.next()).isEqualTo(i + " progress ready=" + i);
      }
    }
  }

  private static void expire(String keyId) {
    TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql("UPDATE api_key SET expire_at = now() - interval '1 second' WHERE id = ?")
        .param(UUID.fromString(keyId))
        .update();
  }

  @Test
  void one_key_has_so_many_streams_and_no_more() throws Exception {
    JsonNode made = client.post("/keys", "{'name':'x','roles':['developer']}").result();
    TestClient watcher =
        client.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
    List<Stream> open = new ArrayList<>();
    try {
      for (int i = 0; i < OpenStreams.MOST; i++) {
        open.add(open(watcher, client.url(), null));
      }
      var refused = watcher.get("/byocInfrastructure/" + id + "/events");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("too-many-streams");
      open(client.url(), null).close(); // another key's
    } finally {
      open.forEach(Stream::close);
    }
  }

  @Test
  void a_stream_that_ends_makes_room_for_another() {
    OpenStreams streams = new OpenStreams();
    UUID key = UUID.randomUUID();
    List<OpenStreams.Open> open = new ArrayList<>();
    for (int i = 0; i < OpenStreams.MOST; i++) {
      open.add(streams.open(key));
    }
    assertThatThrownBy(() -> streams.open(key)).isInstanceOf(Refusal.class);

    open.removeLast().close();
    open.add(streams.open(key));
    open.forEach(OpenStreams.Open::close);
    assertThat(streams.keys()).isZero();
  }

  @Test
  void an_event_id_that_is_none_is_refused() {
    var reply =
        TestClient.send(
            client
                .request("/byocInfrastructure/" + id + "/events")
                .header("Last-Event-ID", "yesterday"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-parameter");
  }

  private void tell(int ready) {
    Instant now = Instant.parse("2026-11-01T00:00:00Z");
    store.save(
        new InfrastructureStatus(id, Phase.PROVISIONING, 1, List.of(), List.of(), List.of()),
        Optional.of(
            new ProgressEvent(now, "provisioning", new Progress(ready, 9, 1, 788), List.of())),
        1,
        now);
  }

  private Stream open(URI url, String lastEventId) throws IOException, InterruptedException {
    return open(client, url, lastEventId);
  }

  private Stream open(TestClient watcher, URI url, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        watcher.withUrl(url).request("/byocInfrastructure/" + id + "/events");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpClient http = HttpClient.newHttpClient();
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new Stream(
        http, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
  }

  /** One event after the other, as {@code <id> <name> ready=<n>}. */
  private record Stream(HttpClient http, BufferedReader lines) implements AutoCloseable {
    String next() throws IOException {
      String id = "";
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          int ready = TestClient.JSON.readTree(line.substring(6)).at("/progress/ready").intValue();
          return id + " " + name + " ready=" + ready;
        }
      }
      return "end";
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
