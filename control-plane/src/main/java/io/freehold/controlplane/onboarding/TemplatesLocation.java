package io.freehold.controlplane.onboarding;

import java.net.URI;
import java.util.Optional;

/**
 * Where the vendor has put the CloudFormation templates so that the AWS console can fetch them.
 *
 * @param folder in S3; empty where there is none
 */
public record TemplatesLocation(Optional<URI> folder) {

  /** The public template of a version; empty where there is no folder. */
  Optional<String> template(int version) {
    return folder.map(url -> {
      String text = url.toString();
      return text + (text.endsWith("/") ? "" : "/") + "cloudformation-" + version + ".yaml";
    });
  }
}
