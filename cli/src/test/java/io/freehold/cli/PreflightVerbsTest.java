package io.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightVerbsTest {
  private static final String ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String ONE = "/byocInfrastructure/" + ID + "/preflight";
  private static final String QUOTA =
      """
      {"id":"quota-elastic-ips","category":"quotas","status":"%s","resource":"ec2/L-0263D0A3",
       "found":"3 of 5 in use","needed":"3 more","reason":"Each NAT gateway needs one.",
       "remedy":"aws service-quotas ...","aNewField":1}
      """;
  private static final String REST =
      """
      {"id":"permission-ec2-create-vpc-new-vpc","category":"permissions","status":"warn",
       "action":"ec2:CreateVpc","resource":"arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0",
       "found":"no answer","reason":"IAM does not tell."},
      {"id":"kubernetes-version","category":"kubernetes","status":"pass","found":"1.35",
       "reason":"EKS offers it."}
      """;

  @TempDir private Path folder;
  private FakeControlPlane controlPlane;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    controlPlane = new FakeControlPlane();
    session = Session.with(controlPlane, folder);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private static String preflight(String state, String checks, String waivers) {
    return "{\"state\":\"%s\",\"checkedAt\":\"2026-01-05T08:00:00Z\",\"checks\":[%s],\"waivers\":[%s]}"
        .formatted(state, checks, waivers);
  }

  @Test
  void shows_what_fails_with_its_remedy_and_ends_with_three() {
    controlPlane.on(
        "POST", "/preflight", preflight("failed", REST + "," + QUOTA.formatted("fail"), ""));
    Session.Run run =
        session.run(
            "preflight", "--account", "111122223333", "--region", "us-east-1", "--zones", "a,b,c");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly(
            "STATUS  CATEGORY     CHECK                              WHAT            FOUND         "
                + " NEEDED  REMEDY",
            "fail    quotas       quota-elastic-ips                  ec2/L-0263D0A3  3 of 5 in use "
                + " 3 more  aws service-quotas ...",
            "warn    permissions  permission-ec2-create-vpc-new-vpc  ec2:CreateVpc   no answer     "
                + " -       -",
            "",
            "1 failed, 1 to be aware of, 1 passed (--all shows them).");
    assertThat(run.code()).isEqualTo(3);
    assertThat(Api.JSON.readTree(controlPlane.requests().getFirst().body()))
        .isEqualTo(
            Api.JSON.readTree(
                "{\"accountId\":\"111122223333\",\"regionId\":\"us-east-1\",\"availabilityZoneSuffixes\":[\"a\",\"b\",\"c\"]}"));
  }

  @Test
  void shows_everything_where_that_is_asked_for_and_ends_with_zero_where_nothing_fails() {
    controlPlane.on("POST", "/preflight", preflight("passed", REST, ""));
    Session.Run run =
        session.run("preflight", "--account", "111122223333", "--region", "us-east-1", "--all");
    assertThat(run.out()).contains("kubernetes-version", "1 to be aware of, 1 passed.");
    assertThat(run.code()).isZero();
  }

  @Test
  void prints_json_and_ends_with_three_all_the_same() {
    String answer = preflight("failed", QUOTA.formatted("fail"), "");
    controlPlane.on("POST", ONE, answer);
    Session.Run run = session.run("preflight", ID, "--json");
    assertThat(Api.JSON.readTree(run.out())).isEqualTo(Api.JSON.readTree(answer));
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void waives_all_or_nothing_and_names_every_check_that_does_not_fail() {
    controlPlane.on("GET", ONE, preflight("failed", QUOTA.formatted("fail") + "," + REST, ""));
    Session.Run run =
        session.run(
            "preflight",
            ID,
            "--waive",
            "quota-elastic-ip",
            "--waive",
            "quota-elastic-ips",
            "--waive",
            "kubernetes-version",
            "--reason",
            "promised");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--waive: found quota-elastic-ip, kubernetes-version, which do not fail, needed some of"
                + " quota-elastic-ips. Nothing was waived.");
    assertThat(controlPlane.requests("POST", ONE + "/waivers")).isEmpty();
  }

  @Test
  void waives_with_a_reason_that_stays_on_record() {
    controlPlane.on("GET", ONE, preflight("failed", QUOTA.formatted("fail"), ""));
    controlPlane.on(
        "POST",
        ONE + "/waivers",
        preflight(
            "passed",
            QUOTA.formatted("waived"),
            "{\"check\":\"quota-elastic-ips\",\"reason\":\"promised\",\"actor\":\"key"
                + " k\",\"at\":\"2026-01-05T08:00:00Z\"}"));
    Session.Run run =
        session.run(
            "preflight", ID, "--waive", "quota-elastic-ips", "--reason", "promised by noon");
    assertThat(controlPlane.requests("POST", ONE + "/waivers").getFirst().body())
        .isEqualTo("{\"check\":\"quota-elastic-ips\",\"reason\":\"promised by noon\"}");
    assertThat(run.out())
        .contains("waived  quotas", "1 waived.")
        .contains("Waived: quota-elastic-ips, by key k at 2026-01-05T08:00:00Z: promised");
    assertThat(run.code()).isZero();
  }

  @Test
  void says_what_does_not_go_together_and_asks_nobody() {
    assertThat(session.run("preflight").err()).contains("--account and --region are needed");
    assertThat(session.run("preflight", ID, "--waive", "x").err()).contains("needs a --reason");
    assertThat(session.run("preflight", "--waive", "x", "--reason", "y").err())
        .contains("needs an infrastructure");
    Session.Run reason = session.run("preflight", ID, "--reason", "x");
    assertThat(reason.err()).contains("needs a --waive");
    assertThat(reason.code()).isEqualTo(2);
    assertThat(session.run("preflight", "--reason", "x").code()).isEqualTo(2);
    Session.Run both = session.run("preflight", ID, "--region", "us-east-1");
    assertThat(both.err()).contains("name one, or say what it is to be");
    assertThat(both.code()).isEqualTo(2);
    assertThat(controlPlane.requests()).isEmpty();
  }

  @Test
  void checks_a_vpc_by_the_networks_part_of_the_same() {
    controlPlane.on(
        "POST",
        "/preflight?category=network",
        preflight(
            "failed",
            """
            {"id":"vpc-subnet-tag-subnet-1","category":"network","status":"fail","resource":"subnet-1",
             "found":"no tag clickhouse-byoc","needed":"clickhouse-byoc = 'true'",
             "reason":"The tag is the owner's word.","remedy":"aws ec2 create-tags ..."}
            """,
            ""));
    Session.Run run =
        session.run(
            "vpc",
            "check",
            "--account",
            "111122223333",
            "--region",
            "us-east-1",
            "--vpc",
            "vpc-1",
            "--private-subnets",
            "subnet-1,subnet-2,subnet-3");
    assertThat(run.out()).contains("vpc-subnet-tag-subnet-1", "aws ec2 create-tags ...");
    assertThat(run.code()).isEqualTo(3);
    assertThat(Api.JSON.readTree(controlPlane.requests().getFirst().body()).get("network"))
        .isEqualTo(
            Api.JSON.readTree(
                "{\"mode\":\"customer\",\"vpcId\":\"vpc-1\",\"privateSubnetIds\":[\"subnet-1\",\"subnet-2\",\"subnet-3\"]}"));
  }
}
