package io.freehold.aws.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformModuleTest {
  private final TerraformModule module = new TerraformModule(Map.of());

  @TempDir private Path folder;

  @Test
  void is_written_as_terraform_formats_it() {
    unpack(module);
    Terraform.Result formatted = Terraform.in(folder).run("fmt", "-check", "-diff", "-no-color");
    assertThat(formatted.out()).isEmpty();
    assertThat(formatted.code()).isZero();
  }

  @Test
  void is_valid_with_the_aws_provider() {
    unpack(module);
    Terraform terraform = Terraform.withProvider(folder);
    terraform.must("init", "-input=false", "-no-color");
    assertThat(terraform.must("validate", "-json"))
        .contains("\"valid\": true")
        .contains("\"error_count\": 0")
        .contains("\"warning_count\": 0");
  }

  @Test
  void needs_a_terraform_and_a_provider_that_are_not_older() {
    assertThat(module.files().get("versions.tf"))
        .contains("required_version = \">= 1.5\"")
        .contains("version = \">= 5.0\"");
  }

  @Test
  void makes_nothing_but_roles_and_policies_of_IAM() {
    Stream<String> resources =
        module.files().values().stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("resource ") || line.startsWith("data "));
    assertThat(resources)
        .isNotEmpty()
        .allMatch(line -> line.matches("resource \"aws_iam_(role|policy|role_policy\\w*)\" .*"));
  }

  /** Variables of IAM's are not Terraform's: they stay for AWS to put in. */
  @Test
  void policies_are_written_as_documents_with_the_variables_of_IAM() {
    assertThat(module.files().get("policies.tf"))
        .contains("\"$${aws:PrincipalTag/clickhouse-byoc-infrastructure}\"")
        .contains("Effect = \"Allow\"")
        .doesNotContain("\\\"")
        .doesNotContain("<");
  }

  @Test
  void says_how_it_is_used() {
    assertThat(module.files().get("README.md"))
        .contains(
            """
            module "clickhouse_onboarding" {
              source           = "https://<control plane>/onboarding/terraform.tar.gz"
              byoc_env         = "production"
              external_id      = "..."
              vendor_principal = "..."
            }
            """)
        .contains("| `external_id` | required |")
        .contains("| `role_path` | `\"/\"` |")
        .contains("| `kms` | `false` |");
    assertThat(new TerraformModule(Choices.least()).files().get("README.md"))
        .doesNotContain("required");
  }

  @Test
  void the_archive_holds_the_files_and_is_always_the_same() throws Exception {
    Path archive = Files.write(folder.resolve("terraform.tar.gz"), module.archive());
    Path into = Files.createDirectory(folder.resolve("into"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", into.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(tar.waitFor()).isZero();
    assertThat(files(into)).isEqualTo(module.files());
    assertThat(new TerraformModule(Map.of()).archive()).isEqualTo(module.archive());
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return all;
  }

  private void unpack(TerraformModule module) {
    module.files().forEach((name, text) -> Terraform.write(folder.resolve(name), text));
  }
}
