package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.client.Api;
import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program's main job, from one end to the other. */
class DemoCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int demo(String... options) {
    String[] line = new String[options.length + 1];
    line[0] = "demo";
    System.arraycopy(options, 0, line, 1, options.length);
    return FreeholdCommand.commandLine(around()).execute(line);
  }

  @Test
  void an_empty_account_becomes_a_service_and_is_empty_again() throws Exception {
    Path report = folder.resolve("report.json");
    Path credentials = folder.resolve("credentials.json");

    int code =
        demo(
            "--once",
            "--teardown",
            "--report",
            report.toString(),
            "--credentials",
            credentials.toString());

    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode measured = Api.JSON.readTree(Files.readString(report));
    assertThat(measured.get("ratio").asDouble()).isBetween(1.0, 1.05);
    assertThat(measured.get("simulatedSeconds").asDouble())
        .isBetween(788.0, 1.05 * measured.get("boundSeconds").asDouble());
    assertThat(measured.get("throttledCalls").asInt()).isZero();
    assertThat(measured.get("leftovers").asInt()).isZero();
    assertThat(measured.at("/service/state").asString()).isEqualTo("running");
    assertThat(measured.at("/service/ratio").asDouble()).isBetween(1.0, 1.10);
    assertThat(measured.at("/service/endpoint").asString())
        .matches(
            "https://[a-z0-9]+\\.[a-z0-9]+\\.us-east-1\\.aws\\.byoc\\.clickhouse\\.cloud:8443");
    assertThat(measured.at("/awsCalls/ec2:CreateVpc").asInt()).isEqualTo(1);
    assertThat(measured.at("/resourcesByKind/Subnet").asInt()).isEqualTo(6);
    JsonNode key = Api.JSON.readTree(Files.readString(credentials));
    assertThat(key.propertyNames())
        .containsExactly("url", "organizationId", "keyId", "keySecret", "consoleLink");
    assertThat(out.toString()).doesNotContain(key.get("keySecret").asString());
  }

  @Test
  void a_speed_makes_no_sense_where_time_is_virtual() {
    assertThat(demo("--once", "--speed", "30")).isEqualTo(ExitCode.USAGE);
    assertThat(demo("--speed", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--speed: found 0.0, needed 1 to 1000");
  }

  private Surroundings around() {
    return new Surroundings(
        Map.of(),
        new Profiles(folder.resolve("profiles")),
        new PrintWriter(out),
        new PrintWriter(err),
        Surroundings.Question.NOBODY,
        false,
        false,
        StandardCharsets.UTF_8,
        () -> TerminalSize.USUAL,
        Clock.systemUTC(),
        span -> {});
  }
}
