package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.cli.client.Api;
import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PolicyDiffTest {
  private static final String OF =
      "StringEquals aws:RequestTag/owner = ${aws:PrincipalTag/owner}; Bool aws:SecureTransport ="
          + " true";

  /** Made up. */
  private static final List<TemplateVersion> VERSIONS =
      List.of(
          TemplateVersion.parse(1, "s3 | Allow | s3:CreateBucket | arn:aws:s3:::* |\n"),
          TemplateVersion.parse(
              2,
              """
              ec2 | Allow | ec2:CreateVolume | arn:aws:ec2:*:*:volume/* arn:aws:ec2:*:*:snapshot/* | %s
              s3 | Allow | s3:CreateBucket | arn:aws:s3:::* |
              """
                  .formatted(OF)),
          TemplateVersion.parse(
              3, "ec2 | Allow | ec2:CreateVolume | arn:aws:ec2:*:*:volume/* | " + OF + "\n"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(List<TemplateVersion> versions, String... arguments) {
    Surroundings around =
        new Surroundings(
            Map.of(),
            new Profiles(Path.of("target", "no-profiles")),
            new PrintWriter(out),
            new PrintWriter(err, true),
            Surroundings.Question.NOBODY,
            false,
            false,
            StandardCharsets.UTF_8,
            () -> TerminalSize.USUAL,
            Clock.systemUTC(),
            span -> {});
    return PolicyCommand.commandLine(around, versions).execute(arguments);
  }

  @Test
  void says_what_was_added_and_where_and_when_it_is_allowed() {
    assertThat(run(VERSIONS, "diff", "1", "2")).isZero();
    assertThat(out)
        .hasToString(
            """
            From version 1 to version 2:

            ec2
              + Allow ec2:CreateVolume
                  on arn:aws:ec2:*:*:volume/*
                     arn:aws:ec2:*:*:snapshot/*
                  when StringEquals aws:RequestTag/owner = ${aws:PrincipalTag/owner}
                   and Bool aws:SecureTransport = true

            1 added, 0 removed.
            """);
  }

  @Test
  void without_a_version_the_newest_is_compared_with_the_one_before_it() {
    assertThat(run(VERSIONS, "diff")).isZero();
    assertThat(out.toString())
        .startsWith("From version 2 to version 3:\n")
        .contains("  - Allow s3:CreateBucket\n")
        .endsWith("1 added, 2 removed.\n");
  }

  @Test
  void a_roles_version_is_compared_with_the_newest() {
    assertThat(run(VERSIONS, "diff", "1", "--json")).isZero();
    JsonNode difference = Api.JSON.readTree(out.toString());
    assertThat(difference.get("from").asInt()).isEqualTo(1);
    assertThat(difference.get("to").asInt()).isEqualTo(3);
    assertThat(difference.at("/groups/ec2/added/0/action").asString())
        .isEqualTo("ec2:CreateVolume");
    assertThat(difference.at("/groups/ec2/added/0/conditions").size()).isEqualTo(2);
    assertThat(difference.at("/groups/s3/removed/0/resources/0").asString())
        .isEqualTo("arn:aws:s3:::*");
    assertThat(difference.at("/groups/s3/added").size()).isZero();
  }

  @Test
  void no_difference_is_said_plainly_and_is_no_failure() {
    int newest = TemplateVersion.newest().number();
    String number = String.valueOf(newest);
    assertThat(run(TemplateVersion.all(), "diff", number, number)).isZero();
    assertThat(out)
        .hasToString(
            "No difference: versions %1$d and %1$d grant and deny the same.\n".formatted(newest));
  }

  @Test
  void a_version_that_never_was_is_refused() {
    assertThat(run(VERSIONS, "diff", "1", "4")).isEqualTo(2);
    assertThat(run(VERSIONS, "diff", "0")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err)
        .hasToString(
            """
            freehold: version: found 4, needed one from 1 to 3
            freehold: version: found 0, needed one from 1 to 3
            """);
  }

  @Test
  void the_program_compares_the_versions_that_it_has() {
    assertThat(run(TemplateVersion.all(), "diff")).isZero();
    assertThat(out.toString()).isNotBlank();
  }
}
