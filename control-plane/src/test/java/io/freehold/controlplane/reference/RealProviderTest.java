package io.freehold.controlplane.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.onboarding.Terraform;
import io.freehold.controlplane.SimulatedPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;

/**
 * The official Terraform provider itself, in terraform's hands, has a service made, changed,
 * imported and destroyed; what was applied leaves nothing to change. What it asked is what {@link
 * TerraformSequenceTest} asks again where there is no provider; recorded anew with {@code
 * -Dfreehold.write=true}.
 */
class RealProviderTest {
  /** Names the provider's program. */
  private static final String PROVIDER = "FREEHOLD_CLICKHOUSE_PROVIDER";

  private static final String SERVICE = "clickhouse_service.analytics";

  /** Passes between two requests. */
  private static final Duration STEP = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void a_service_is_planned_applied_changed_imported_and_destroyed() throws IOException {
    Terraform terraform = Terraform.withDeveloped(folder, "ClickHouse/clickhouse", provider());
    try (SimulatedPlane plane = SimulatedPlane.start("provider")) {
      String infrastructure = plane.infrastructure();
      plane.untilPhase(infrastructure, "ready");
      String byocId = infrastructure.substring("/byocInfrastructure/".length());
      try (RecordingProxy proxy = new RecordingProxy(plane.client, () -> pass(plane))) {
        proxy.name(byocId, "infrastructure");
        write("provider", ProviderConfiguration.provider(proxy.url(), plane.client));
        live(terraform, plane, byocId);
        String asked = Exchange.text(Exchange.withoutPolls(proxy.exchanges()));
        if (Boolean.getBoolean("freehold.write")) {
          Exchange.record(asked);
        } else {
          assertThat(asked).isEqualTo(Exchange.recordedText());
        }
      }
    }
  }

  private void live(Terraform terraform, SimulatedPlane plane, String byocId) throws IOException {
    write("service", ProviderConfiguration.first(byocId));
    assertThat(plan(terraform)).isEqualTo(Plan.CHANGES);
    apply(terraform);
    JsonNode made = only(plane);
    assertThat(made.get("name").asString()).isEqualTo("Analytics");
    assertThat(made.get("state").asString()).isEqualTo("running");
    assertThat(made.get("numReplicas").intValue()).isEqualTo(3);
    assertThat(made.at("/privateEndpointIds/0").asString()).isEqualTo("vpce-0123456789abcdef0");
    assertThat(plan(terraform)).isEqualTo(Plan.NOTHING);

    write("service", ProviderConfiguration.changed(byocId));
    assertThat(plan(terraform)).isEqualTo(Plan.CHANGES);
    apply(terraform);
    JsonNode changed = only(plane);
    assertThat(changed.get("id")).as("not replaced").isEqualTo(made.get("id"));
    assertThat(changed.get("name").asString()).isEqualTo("Renamed");
    assertThat(changed.get("numReplicas").intValue()).isEqualTo(2);
    assertThat(changed.get("idleScaling").asBoolean()).isTrue();
    assertThat(changed.at("/ipAccessList/0/source").asString()).isEqualTo("10.2.3.0/24");
    assertThat(plan(terraform)).isEqualTo(Plan.NOTHING);

    String service = made.get("id").asString();
    terraform.must("state", "rm", SERVICE);
    terraform.must("import", "-no-color", SERVICE, service);
    assertThat(plan(terraform)).as("a password cannot be read").isEqualTo(Plan.CHANGES);
    apply(terraform);
    assertThat(plan(terraform)).isEqualTo(Plan.NOTHING);

    terraform.must("destroy", "-auto-approve", "-parallelism=1", "-no-color");
    assertThat(plane.client.get("/services/" + service).status()).isEqualTo(404);
    assertThat(plane.at("/services")).isEmpty();
  }

  /** What a plan says there is to do. */
  private enum Plan {
    NOTHING,
    CHANGES
  }

  private static Plan plan(Terraform terraform) {
    Terraform.Result result =
        terraform.run("plan", "-detailed-exitcode", "-parallelism=1", "-no-color");
    return switch (result.code()) {
      case 0 -> Plan.NOTHING;
      case 2 -> Plan.CHANGES;
      default -> throw new AssertionError(result.out());
    };
  }

  /** One after the other, so that the record is the same each time. */
  private static void apply(Terraform terraform) {
    terraform.must("apply", "-auto-approve", "-parallelism=1", "-no-color");
  }

  private static JsonNode only(SimulatedPlane plane) {
    JsonNode services = plane.at("/services");
    assertThat(services).hasSize(1);
    return services.get(0);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".tf"), text);
  }

  private static void pass(SimulatedPlane plane) {
    Instant end = plane.clock.instant().plus(STEP);
    plane.until(() -> !plane.clock.instant().isBefore(end));
  }

  /** It is never fetched: tests need no network. */
  private static Path provider() {
    return Optional.ofNullable(System.getenv(PROVIDER))
        .map(Path::of)
        .filter(Files::isExecutable)
        .orElseThrow(() ->
            new TestAbortedException(
                "needs ClickHouse's Terraform provider, named by " + PROVIDER));
  }
}
