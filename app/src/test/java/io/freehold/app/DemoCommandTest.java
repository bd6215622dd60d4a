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
    assertThat(measured.get("ratio").asDouble()).isBetween(0.97, 1.05);
    assertThat(measured.get("simulatedSeconds").asDouble())
        .isBetween(
            0.97 * measured.get("boundSeconds").asDouble(),
            1.05 * measured.get("boundSeconds").asDouble());
    assertThat(measured.get("throttledCalls").asInt()).isZero();
    assertThat(measured.get("leftovers").asInt()).isZero();
    assertThat(measured.at("/service/state").asString()).isEqualTo("running");
    assertThat(measured.at("/service/ratio").asDouble()).isBetween(1.0, 1.10);
    assertThat(measured.at("/service/endpoint").asString())
        .matches(
            "https://[a-z0-9]+\\.[a-z0-9]+\\.us-east-1\\.aws\\.byoc\\.clickhouse\\.cloud:8443");
    assertThat(measured.at("/service/ipAccessList/0").asString()).isEqualTo("0.0.0.0/0");
    assertThat(measured.at("/service/warning").asString())
        .startsWith("OpenToEverybody: everybody in the internet may try to log in");
    assertThat(measured.at("/service/certificate").asString())
        .matches(
            "CertificateIssued: \\*\\..*, by acme-v02\\.api\\.letsencrypt\\.org, valid until .*");
    assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}.*", "")))
        .endsWith("endpoint", "allowed from", "warning", "certificate");
    assertThat(measured.at("/awsCalls/ec2:CreateVpc").asInt()).isEqualTo(1);
    assertThat(measured.at("/resourcesByKind/Subnet").asInt()).isEqualTo(6);
    JsonNode key = Api.JSON.readTree(Files.readString(credentials));
    assertThat(key.propertyNames())
        .containsExactly("url", "organizationId", "keyId", "keySecret", "consoleLink");
    assertThat(out.toString()).doesNotContain(key.get("keySecret").asString());
  }

  @Test
  void one_that_fails_says_why_and_reports_what_is_known() throws Exception {
    Path report = folder.resolve("report.json");

    int code = demo("--once", "--faults", "address-quota", "--report", report.toString());

    assertThat(code).isEqualTo(ExitCode.BLOCKED);
    assertThat(err.toString())
        .startsWith("freehold: the infrastructure is blocked: PreflightFailed 1 check fails:")
        .contains("quota-elastic-ips", "found 5 of 5 in use", "needed 3 more");
    JsonNode known = Api.JSON.readTree(Files.readString(report));
    assertThat(known.at("/failure/exitCode").asInt()).isEqualTo(ExitCode.BLOCKED);
    assertThat(known.at("/failure/reason").asString()).contains("quota-elastic-ips");
    assertThat(known.get("boundSeconds").asDouble()).isGreaterThan(700);
    assertThat(known.at("/awsCalls/ec2:DescribeAddresses").asInt()).isPositive();
    assertThat(known.at("/awsCalls").has("ec2:CreateVpc")).isFalse();
    assertThat(known.get("wallSeconds").asDouble()).isPositive();
    assertThat(known.propertyNames())
        .doesNotContain("simulatedSeconds", "ratio", "service", "leftovers");
  }

  @Test
  void one_that_cannot_even_start_reports_that() throws Exception {
    Path report = folder.resolve("report.json");
    Path data = Files.writeString(folder.resolve("data"), "a file where a folder is needed");

    int code = demo("--once", "--data", data.toString(), "--report", report.toString());

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).startsWith("freehold: ").contains(data.toString());
    JsonNode known = Api.JSON.readTree(Files.readString(report));
    assertThat(known.propertyNames()).containsExactly("failure", "wallSeconds");
    assertThat(known.at("/failure/reason").asString()).contains(data.toString());
  }

  @Test
  void what_stays_up_makes_no_sense_where_nothing_does() {
    assertThat(demo("--once", "--kubeconfig", "k")).isEqualTo(ExitCode.USAGE);
    assertThat(demo("--faults", "earthquake")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains(
            "found \"earthquake\", needed mistagged-subnet, address-quota, organization-policy");
    assertThat(demo("--profile", "../x")).isEqualTo(ExitCode.USAGE);
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
