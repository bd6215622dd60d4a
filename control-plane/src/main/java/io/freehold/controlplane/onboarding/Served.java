package io.freehold.controlplane.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freehold.aws.onboarding.CloudFormationTemplate;
import io.freehold.aws.onboarding.InfrastructureRoles;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.aws.onboarding.RoleModule;
import io.freehold.aws.onboarding.RoleTemplate;
import io.freehold.aws.onboarding.TerraformModule;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files as answers. */
final class Served {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, UTF_8);
  private static final MediaType GZIP = MediaType.parseMediaType("application/gzip");

  private Served() {}

  static ResponseEntity<byte[]> template(Map<Parameter, String> presets) {
    return file(
        "cloudformation.yaml", YAML, new CloudFormationTemplate(presets).text().getBytes(UTF_8));
  }

  static ResponseEntity<byte[]> module(Map<Parameter, String> presets) {
    return file("terraform.tar.gz", GZIP, new TerraformModule(presets).archive());
  }

  static ResponseEntity<byte[]> template(InfrastructureRoles roles) {
    return file("roles.yaml", YAML, new RoleTemplate(roles).text().getBytes(UTF_8));
  }

  static ResponseEntity<byte[]> module(InfrastructureRoles roles) {
    return file("roles.tf", TEXT, new RoleModule(roles).text().getBytes(UTF_8));
  }

  private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(content);
  }
}
