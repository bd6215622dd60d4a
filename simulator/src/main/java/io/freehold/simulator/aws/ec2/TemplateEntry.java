package io.freehold.simulator.aws.ec2;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** A launch template with all its versions, oldest first. */
record TemplateEntry(LaunchTemplate template, List<LaunchTemplateVersion> versions) {
  TemplateEntry {
    versions = List.copyOf(versions);
  }

  TemplateEntry with(LaunchTemplate other) {
    return new TemplateEntry(other, versions);
  }
}
