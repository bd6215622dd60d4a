package io.freehold.controlplane.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.onboarding.CloudFormationTemplate;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.onboarding.TerraformModule;
import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestCharts;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.graph.Vendor;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OnboardingApiTest {
  private static final String VENDOR = "999988887777";
  private static final String PRINCIPAL = "arn:aws:iam::" + VENDOR + ":root";
  private static final String BODY =
      "{'accountId':'123456789012','regionId':'eu-central-1','adminEmail':'admin@example.com',"
          + "'permissions':{'vpcWrite':false,'kms':true}}";

  /** On the same database, but it knows the vendor, and where the console finds templates. */
  private static ControlPlane withVendor;

  private final TestClient client = TestControlPlane.organization();
  private final JsonNode account = client.post("/cloudAccounts", BODY).result();
  private final String path = "/cloudAccounts/" + account.get("id").asString();

  @BeforeAll
  static void start() throws IOException {
    Clock clock = Clock.systemUTC();
    withVendor =
        ControlPlane.start(
            ControlPlaneSettings.local(0, TestControlPlane.database())
                .withTemplatesUrl(URI.create("https://bucket.s3.us-east-1.amazonaws.com/freehold")),
            Wiring.of(clock, clock)
                .with(
                    Vendor.class, new Vendor(() -> VendorRoles.in(VENDOR), TestCharts.STAND_INS)));
  }

  @AfterAll
  static void stop() throws IOException {
    withVendor.close();
  }

  private Map<Parameter, String> ofTheAccount() {
    return Map.of(
        Parameter.EXTERNAL_ID, account.get("externalId").asString(),
        Parameter.VENDOR_PRINCIPAL, PRINCIPAL,
        Parameter.VPC_WRITE, "false",
        Parameter.IAM_WRITE, "true",
        Parameter.KMS, "true");
  }

  @Test
  void an_accounts_template_has_its_values_filled_in() {
    Reply served = client.withUrl(withVendor.url()).get(path + "/onboarding/cloudformation.yaml");

    assertThat(served.status()).isEqualTo(200);
    assertThat(served.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(served.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"cloudformation.yaml\"");
    assertThat(served.text()).isEqualTo(new CloudFormationTemplate(ofTheAccount()).text());
  }

  @Test
  void an_accounts_module_has_its_values_filled_in() throws Exception {
    HttpResponse<byte[]> served =
        bytes(client.withUrl(withVendor.url()), path + "/onboarding/terraform.tar.gz");

    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(served.headers().firstValue("Content-Type")).hasValue("application/gzip");
    assertThat(served.body()).isEqualTo(new TerraformModule(ofTheAccount()).archive());
  }

  @Test
  void an_accounts_policies_are_those_that_its_customer_allows() {
    JsonNode policies =
        client.withUrl(withVendor.url()).get(path + "/onboarding/policies").result();

    assertThat(policies.get("templateVersion").asInt())
        .isEqualTo(TemplateVersion.newest().number());
    assertThat(policies.get("managementRoleArn").asString())
        .isEqualTo("arn:aws:iam::123456789012:role/ClickHouseManagementRole");
    assertThat(policies.at("/trust/Statement/0/Principal/AWS/0").asString()).isEqualTo(PRINCIPAL);
    assertThat(policies.at("/trust/Statement/0/Condition/StringEquals/sts:ExternalId/0"))
        .isEqualTo(account.get("externalId"));
    assertThat(policies.get("policies").propertyNames())
        .contains("base", "iam-write", "kms", "s3")
        .doesNotContain("vpc-write");
    assertThat(policies.at("/boundary/Statement").size()).isPositive();
    assertThat(policies.toString()).doesNotContain("<");
  }

  /** So that a newer version makes the same role again, and no second one. */
  @Test
  void a_reported_role_keeps_its_name_and_path() {
    client
        .patch(
            path,
            "{'managementRoleArn':'arn:aws:iam::123456789012:role/p/ClickHouseManagementRole-2'}")
        .result();
    TestClient there = client.withUrl(withVendor.url());

    assertThat(there.get(path + "/onboarding/policies").result().toString())
        .contains("arn:aws:iam::*:role/p/clickhouse-byoc/");
    Map<Parameter, String> filledIn = new EnumMap<>(ofTheAccount());
    filledIn.put(Parameter.ROLE_NAME, "ClickHouseManagementRole-2");
    filledIn.put(Parameter.ROLE_PATH, "/p/");
    assertThat(there.get(path + "/onboarding/cloudformation.yaml").text())
        .isEqualTo(new CloudFormationTemplate(filledIn).text());
  }

  @Test
  void everybody_gets_template_and_module_and_nobodys_external_id() throws Exception {
    TestClient anybody = TestControlPlane.anonymous().withUrl(withVendor.url());
    Map<Parameter, String> vendorOnly = Map.of(Parameter.VENDOR_PRINCIPAL, PRINCIPAL);

    assertThat(anybody.get("/onboarding/cloudformation.yaml").text())
        .isEqualTo(new CloudFormationTemplate(vendorOnly).text());
    assertThat(bytes(anybody, "/onboarding/terraform.tar.gz").body())
        .isEqualTo(new TerraformModule(vendorOnly).archive());
    assertThat(anybody.get("/onboarding/policies").status()).isEqualTo(401);
  }

  @Test
  void without_a_vendor_it_is_left_to_be_filled_in() {
    assertThat(TestControlPlane.anonymous().get("/onboarding/cloudformation.yaml").text())
        .isEqualTo(new CloudFormationTemplate(Map.of()).text());
    Reply refused = client.get(path + "/onboarding/policies");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("vendor-unknown");
  }

  @Test
  void an_account_says_where_its_template_and_module_are() {
    assertThat(account.get("templateVersion").asInt()).isEqualTo(TemplateVersion.newest().number());
    JsonNode links = account.get("links");
    assertThat(links.has("cloudFormationQuickCreate")).isFalse();
    TestClient root = client.withPrefix("");
    assertThat(root.get(links.get("cloudFormation").asString()).text())
        .startsWith("#")
        .contains(account.get("externalId").asString());
    assertThat(root.get(links.get("terraform").asString()).status()).isEqualTo(200);
  }

  /** In the form that AWS documents. */
  @Test
  void the_quick_create_link_opens_the_console_with_everything_filled_in() {
    String link =
        client
            .withUrl(withVendor.url())
            .get(path)
            .result()
            .at("/links/cloudFormationQuickCreate")
            .asString();

    assertThat(link)
        .startsWith(
            "https://eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1"
                + "#/stacks/create/review?")
        .contains("stackName=clickhouse-byoc-onboarding")
        .contains("param_ExternalId=" + account.get("externalId").asString())
        .contains("param_VpcWrite=false");
    assertThat(URLDecoder.decode(link, StandardCharsets.UTF_8))
        .contains(
            "templateURL=https://bucket.s3.us-east-1.amazonaws.com/freehold/cloudformation-%d.yaml"
                .formatted(TemplateVersion.newest().number()));
  }

  @Test
  void another_organizations_onboarding_does_not_exist() {
    TestClient other = TestControlPlane.organization();
    for (String what : new String[] {"cloudformation.yaml", "terraform.tar.gz", "policies"}) {
      assertThat(other.get(path + "/onboarding/" + what).status()).as(what).isEqualTo(404);
    }
  }

  private static HttpResponse<byte[]> bytes(TestClient client, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(client.request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
