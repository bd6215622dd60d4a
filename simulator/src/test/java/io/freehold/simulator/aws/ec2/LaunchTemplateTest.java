package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.tag;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

class LaunchTemplateTest {
  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;

  @Test
  void aVersionSaysWhatItsRequestSaid() {
    String id = create("nodes");
    ResponseLaunchTemplateData data =
        ec2.describeLaunchTemplateVersions(r -> r.launchTemplateId(id).versions("$Default"))
            .launchTemplateVersions()
            .getFirst()
            .launchTemplateData();
    assertThat(data.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(data.blockDeviceMappings().getFirst().ebs().volumeSize()).isEqualTo(50);
    assertThat(data.tagSpecifications().getFirst().tags()).containsExactly(tag("owner", "a"));
    assertThat(data.securityGroupIds()).containsExactly("sg-1");
  }

  @Test
  void versionsAreNumberedAndOneIsTheDefault() {
    String id = create("nodes");
    ec2.createLaunchTemplateVersion(
        r -> r.launchTemplateId(id).launchTemplateData(d -> d.instanceType("m7g.large")));
    assertThat(numbers(id)).containsExactly(2L, 1L);
    assertThat(number(id, "$Latest")).isEqualTo(2);
    assertThat(number(id, "$Default")).isEqualTo(1);
    ec2.modifyLaunchTemplate(r -> r.launchTemplateId(id).defaultVersion("2"));
    assertThat(number(id, "$Default")).isEqualTo(2);
    assertThat(
            code(() -> ec2.modifyLaunchTemplate(r -> r.launchTemplateId(id).defaultVersion("7"))))
        .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
  }

  @Test
  void aNameIsTakenOnceAndFreeAgainAfterwards() {
    create("nodes");
    assertThat(code(() -> create("nodes")))
        .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
    assertThat(ec2.describeLaunchTemplates(r -> r.launchTemplateNames("nodes")).launchTemplates())
        .hasSize(1);
    ec2.deleteLaunchTemplate(r -> r.launchTemplateName("nodes"));
    assertThat(code(() -> ec2.deleteLaunchTemplate(r -> r.launchTemplateName("nodes"))))
        .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
    create("nodes");
  }

  private String create(String name) {
    RequestLaunchTemplateData data =
        RequestLaunchTemplateData.builder()
            .securityGroupIds("sg-1")
            .metadataOptions(m -> m.httpTokens("required"))
            .blockDeviceMappings(
                LaunchTemplateBlockDeviceMappingRequest.builder()
                    .deviceName("/dev/xvda")
                    .ebs(e -> e.volumeSize(50))
                    .build())
            .tagSpecifications(
                LaunchTemplateTagSpecificationRequest.builder()
                    .resourceType(ResourceType.INSTANCE)
                    .tags(tag("owner", "a"))
                    .build())
            .build();
    return ec2.createLaunchTemplate(r -> r.launchTemplateName(name).launchTemplateData(data))
        .launchTemplate()
        .launchTemplateId();
  }

  private Iterable<Long> numbers(String id) {
    return ec2
        .describeLaunchTemplateVersions(r -> r.launchTemplateId(id))
        .launchTemplateVersions()
        .stream()
        .map(LaunchTemplateVersion::versionNumber)
        .toList();
  }

  private long number(String id, String version) {
    return ec2.describeLaunchTemplateVersions(r -> r.launchTemplateId(id).versions(version))
        .launchTemplateVersions()
        .getFirst()
        .versionNumber();
  }
}
