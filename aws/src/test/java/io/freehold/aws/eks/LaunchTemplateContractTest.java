package io.freehold.aws.eks;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.eks.LaunchTemplate.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeType;

class LaunchTemplateContractTest extends KindContract<LaunchTemplate, Observed> {
  private String group = "";

  @Override
  protected AwsType<LaunchTemplate, Observed> type() {
    return LaunchTemplate.TYPE;
  }

  @Override
  protected LaunchTemplate desired(Ground ground) {
    group = Surroundings.group(ground, "nodes");
    return new LaunchTemplate("abcdefghij-workload", 40, Set.of());
  }

  @Override
  protected Map<String, LaunchTemplate> mutable(LaunchTemplate it) {
    return Map.of(
        "rootVolumeGib", new LaunchTemplate(it.name(), 80, Set.of()),
        "securityGroupIds", new LaunchTemplate(it.name(), 40, Set.of(group)));
  }

  @Override
  protected Map<String, LaunchTemplate> fixed(LaunchTemplate it) {
    return Map.of("name", new LaunchTemplate("other", 40, Set.of()));
  }

  /** A new default version that somebody else made, with one thing different. */
  private static Outside with(Ground ground, Consumer<RequestLaunchTemplateData.Builder> change) {
    return name -> {
      var ec2 = ground.aws().ec2();
      LaunchTemplate ours = new LaunchTemplate(name, 40, Set.of());
      Map<String, String> tags = new HashMap<>();
      ec2.describeLaunchTemplates(r -> r.launchTemplateNames(name))
          .launchTemplates()
          .getFirst()
          .tags()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
      RequestLaunchTemplateData.Builder content = ours.content(tags).toBuilder();
      change.accept(content);
      long version =
          ec2.createLaunchTemplateVersion(
                  r -> r.launchTemplateName(name).launchTemplateData(content.build()))
              .launchTemplateVersion()
              .versionNumber();
      ec2.modifyLaunchTemplate(
          r -> r.launchTemplateName(name).defaultVersion(Long.toString(version)));
    };
  }

  private static List<LaunchTemplateBlockDeviceMappingRequest> root(
      int size, VolumeType type, boolean encrypted) {
    return List.of(
        LaunchTemplateBlockDeviceMappingRequest.builder()
            .deviceName("/dev/xvda")
            .ebs(e -> e.volumeSize(size).volumeType(type).encrypted(encrypted))
            .build());
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, LaunchTemplate desired) {
    return Map.of(
        "rootVolumeGib",
        with(ground, c -> c.blockDeviceMappings(root(8, VolumeType.GP3, true))),
        "rootVolumeType",
        with(ground, c -> c.blockDeviceMappings(root(40, VolumeType.GP2, true))),
        "encrypted",
        with(ground, c -> c.blockDeviceMappings(root(40, VolumeType.GP3, false))),
        "metadataByTokensOnly",
        with(
            ground,
            c ->
                c.metadataOptions(m ->
                    m.httpTokens(LaunchTemplateHttpTokensState.OPTIONAL)
                        .httpPutResponseHopLimit(1))),
        "metadataHops",
        with(
            ground,
            c ->
                c.metadataOptions(m ->
                    m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED)
                        .httpPutResponseHopLimit(2))),
        "securityGroupIds",
        with(ground, c -> c.securityGroupIds(group)),
        "instanceTags",
        with(
            ground,
            c ->
                c.tagSpecifications(
                    List.of(
                        LaunchTemplateTagSpecificationRequest.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(Tag.builder().key("only").value("this").build())
                            .build()))));
  }

  /** It takes the id of one that is gone for no id. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsGoneSucceeds", "must contain the parameter launch template ID");
  }

  @Override
  protected Use use(Ground ground, LaunchTemplate desired) {
    return Use.nothingPrevents("EC2 does not ask who launches by it");
  }
}
