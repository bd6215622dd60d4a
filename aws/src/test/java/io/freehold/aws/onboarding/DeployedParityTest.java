package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.freehold.aws.moto.MotoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter.Builder;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Template and module are deployed on an AWS that we did not write, by the tools that customers
 * deploy them with, and read back through the API of IAM: each has made what {@link
 * TemplateParityTest} says that it makes, and so the same.
 */
class DeployedParityTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("parity", "parity"));

  private final MotoServer moto = MotoServer.running();
  private final IamClient iam =
      moto.clients().client(IamClient.class, CREDENTIALS, Region.US_EAST_1);

  @TempDir private Path folder;

  static Stream<Map<Parameter, String>> choices() {
    List<Map<Parameter, String>> all = Choices.all().toList();
    return Stream.of(all.getFirst(), all.get(4));
  }

  @BeforeEach
  void empty() {
    moto.reset();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void the_template_makes_what_it_says(Map<Parameter, String> choice) {
    String output = byTemplate(choice);
    assertThat(IamReader.read(iam, choice, output)).isEqualTo(expected(choice));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void the_module_makes_what_the_template_says(Map<Parameter, String> choice) throws IOException {
    String output = byModule(choice);
    assertThat(IamReader.read(iam, choice, output)).isEqualTo(expected(choice));
  }

  private static Deployed expected(Map<Parameter, String> choice) {
    return TemplateReader.deployed(
        new CloudFormationTemplate(choice).text(), Map.of(), MotoServer.ACCOUNT);
  }

  private String byTemplate(Map<Parameter, String> choice) {
    try (CloudFormationClient cloudFormation =
        CloudFormationClient.builder()
            .endpointOverride(moto.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      cloudFormation.createStack(r ->
          r.stackName("freehold")
              .templateBody(new CloudFormationTemplate(Map.of()).text())
              .capabilities(Capability.CAPABILITY_NAMED_IAM)
              .parameters(
                  choice.entrySet().stream()
                      .map(one ->
                          parameter()
                              .parameterKey(one.getKey().pascal())
                              .parameterValue(one.getValue())
                              .build())
                      .toList()));
      Stack stack = cloudFormation.describeStacks(r -> r.stackName("freehold")).stacks().getFirst();
      assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
      assertThat(stack.outputs()).hasSize(1);
      return stack.outputs().getFirst().outputValue();
    }
  }

  private static Builder parameter() {
    return software.amazon.awssdk.services.cloudformation.model.Parameter.builder();
  }

  /** As a customer writes it, with the archive taken from a server. */
  private String byModule(Map<Parameter, String> choice) throws IOException {
    Terraform terraform = Terraform.withProvider(folder);
    HttpServer server = serve(new TerraformModule(Map.of()).archive());
    try {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put(
          "source",
          "http://127.0.0.1:%d/onboarding/terraform.tar.gz"
              .formatted(server.getAddress().getPort()));
      choice.forEach((parameter, value) -> arguments.put(parameter.snake(), value));
      Terraform.write(folder.resolve("main.tf"), root(arguments));
      terraform.must("init", "-input=false", "-no-color");
    } finally {
      server.stop(0);
    }
    terraform.must("apply", "-auto-approve", "-input=false", "-no-color");
    // Whatever AWS has made of it is what the module wants.
    Terraform.Result again =
        terraform.run("plan", "-detailed-exitcode", "-input=false", "-no-color");
    assertThat(again.code()).as(again.out()).isZero();
    return terraform.must("output", "-raw", "role");
  }

  private String root(Map<String, Object> arguments) {
    StringBuilder module = new StringBuilder();
    arguments.forEach((name, value) ->
        module.append("  %s = %s\n".formatted(name, Hcl.quoted(value.toString()))));
    return """
    provider "aws" {
      region                      = "us-east-1"
      access_key                  = "parity"
      secret_key                  = "parity"
      skip_credentials_validation = true
      skip_requesting_account_id  = true
      skip_metadata_api_check     = true

      endpoints {
        iam = "%1$s"
        sts = "%1$s"
      }
    }

    module "clickhouse_onboarding" {
    %2$s}

    output "role" {
      value = module.clickhouse_onboarding.management_role_arn
    }
    """
        .formatted(moto.uri(), module);
  }

  private static HttpServer serve(byte[] archive) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/onboarding/terraform.tar.gz",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/gzip");
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : archive.length);
          if (!head) {
            exchange.getResponseBody().write(archive);
          }
          exchange.close();
        });
    server.start();
    return server;
  }
}
