package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestControlPlane;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ServiceListTest {
  private static final int MANY = 1_000;

  private final TestClient client = TestControlPlane.onboarded("123456789012");

  @Test
  void a_thousand_services_are_listed_with_one_look_at_their_infrastructures() {
    Set<String> places = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      String place = TestControlPlane.readyInfrastructure(client);
      places.add(place);
      JsonNode made = service(place, "service " + i);
      multiply(made.get("id").asString(), i == 0 ? MANY - 3 : 0);
    }

    ListAppender<ILoggingEvent> statements = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    Level before = log.getLevel();
    statements.start();
    log.addAppender(statements);
    log.setLevel(Level.DEBUG);
    JsonNode all;
    try {
      all = client.get("/services").result();
    } finally {
      log.setLevel(before);
      log.detachAppender(statements);
    }

    assertThat(all.size()).isEqualTo(MANY);
    Set<String> shown = new HashSet<>();
    all.forEach(one -> shown.add(one.get("byocId").asString()));
    assertThat(shown).isEqualTo(places);
    assertThat(all.get(0).get("endpoints").size()).isPositive();
    assertThat(about("infrastructure", statements.list)).isEqualTo(1);
    assertThat(about("service", statements.list)).isEqualTo(1);
    assertThat(about("private_endpoint", statements.list)).isEqualTo(1);
  }

  /** Of all that is logged meanwhile, only requests of an organization name one. */
  private static long about(String table, List<ILoggingEvent> statements) {
    return List.copyOf(statements).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(text -> text.matches("(?s).*from " + table + "\\s+where organization_id = .*"))
        .count();
  }

  private JsonNode service(String place, String name) {
    return client
        .post(
            "/services",
            "{'name':'%s','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                .formatted(name, place))
        .result()
        .get("service");
  }

  private static void multiply(String service, int times) {
    TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql(
            """
            insert into service (id, organization_id, infrastructure_id, name, spec, tags, version,
                                 password_sha256_hex, largest_memory_gb, created_at)
            select gen_random_uuid(), organization_id, infrastructure_id,
                   'a' || lpad(cast(n as text), 9, '0'), spec, tags, version,
                   password_sha256_hex, largest_memory_gb, created_at
              from service, generate_series(1, :times) n where id = :id
            """)
        .param("times", times)
        .param("id", UUID.fromString(service))
        .update();
  }
}
