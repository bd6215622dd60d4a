package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.moto.MotoServer;
import io.freehold.aws.policy.PolicyDocument;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The roles of an infrastructure are deployed on an AWS that we did not write, by the tools that
 * customers deploy them with, and read back through the API of IAM.
 */
class DeployedRolesParityTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("parity", "parity"));

  private final InfrastructureRoles roles = RoleTemplateTest.choices().getFirst();
  private final MotoServer moto = MotoServer.running();
  private final IamClient iam =
      moto.clients().client(IamClient.class, CREDENTIALS, Region.US_EAST_1);

  @TempDir private Path folder;

  @BeforeEach
  void empty() {
    moto.reset();
  }

  @Test
  void the_template_makes_what_it_says() {
    try (CloudFormationClient cloudFormation =
        CloudFormationClient.builder()
            .endpointOverride(moto.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      cloudFormation.createStack(r ->
          r.stackName("roles")
              .templateBody(new RoleTemplate(roles).text())
              .capabilities(Capability.CAPABILITY_NAMED_IAM));
      assertThat(
              cloudFormation
                  .describeStacks(r -> r.stackName("roles"))
                  .stacks()
                  .getFirst()
                  .stackStatusAsString())
          .isEqualTo("CREATE_COMPLETE");
    }
    SortedMap<String, DeployedRoles.One> says =
        DeployedRoles.ofTemplate(new RoleTemplate(roles).text());
    // Moto's CloudFormation attaches none to a role; the simulator's does.
    says.values().forEach(role -> role.managed().clear());
    assertThat(readBack()).isEqualTo(says);
  }

  @Test
  void terraforms_file_makes_what_the_template_says() {
    Terraform terraform = Terraform.withProvider(folder);
    Terraform.write(folder.resolve("terraform.tf"), new RoleModule(roles).text());
    Terraform.write(
        folder.resolve("provider.tf"),
        """
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
        """
            .formatted(moto.uri()));
    terraform.must("init", "-input=false", "-no-color");
    terraform.must("apply", "-auto-approve", "-input=false", "-no-color");
    assertThat(readBack()).isEqualTo(DeployedRoles.ofTemplate(new RoleTemplate(roles).text()));
    Terraform.Result again =
        terraform.run("plan", "-detailed-exitcode", "-input=false", "-no-color");
    assertThat(again.code()).as(again.out()).isZero();
  }

  private SortedMap<String, DeployedRoles.One> readBack() {
    SortedMap<String, DeployedRoles.One> all = new TreeMap<>();
    for (Role listed : iam.listRolesPaginator(r -> {}).roles()) {
      String name = listed.roleName();
      Role role = iam.getRole(r -> r.roleName(name)).role();
      SortedMap<String, String> inline = new TreeMap<>();
      iam.listRolePolicies(r -> r.roleName(name))
          .policyNames()
          .forEach(policy ->
              inline.put(
                  policy,
                  document(
                      iam.getRolePolicy(r -> r.roleName(name).policyName(policy))
                          .policyDocument())));
      SortedMap<String, String> tags = new TreeMap<>();
      role.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      Set<String> managed = new TreeSet<>();
      iam.listAttachedRolePolicies(r -> r.roleName(name))
          .attachedPolicies()
          .forEach(policy -> managed.add(policy.policyArn()));
      all.put(
          name,
          new DeployedRoles.One(
              role.path(),
              role.description(),
              role.permissionsBoundary().permissionsBoundaryArn(),
              String.valueOf(role.maxSessionDuration()),
              document(role.assumeRolePolicyDocument()),
              managed,
              inline,
              tags));
    }
    return all;
  }

  /** The API of IAM encodes documents as in a URL. */
  private static String document(String encoded) {
    return PolicyDocument.normalize(
        URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
