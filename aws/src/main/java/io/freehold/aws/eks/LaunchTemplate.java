package io.freehold.aws.eks;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.ec2;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.taggedBy;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.network.Ec2;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * What EC2 makes nodes from: an encrypted gp3 root volume, instance metadata by session tokens only
 * and out of reach of pods, and our tags on every instance and volume. Other content makes a new
 * default version, and changes nothing that runs: that is up to the {@link NodeGroup}.
 *
 * @param name unique in the account and region, fixed
 * @param rootVolumeGib size of the root volume
 * @param securityGroupIds of every node; empty for the cluster's own alone, which EKS adds by
 *     itself only then
 */
public record LaunchTemplate(String name, int rootVolumeGib, Set<String> securityGroupIds) {
  public static final AwsType<LaunchTemplate, Observed> TYPE = new Type();

  /** Amazon Linux's root device. */
  private static final String ROOT = "/dev/xvda";

  /** The node itself, but no pod behind it: pods get their roles by pod identity. */
  private static final int HOPS = 1;

  private static final List<ResourceType> TAGGED =
      List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);

  public LaunchTemplate {
    securityGroupIds = Eks.sorted(securityGroupIds);
  }

  /**
   * What is there: the template, and the content of its default version.
   *
   * @param version the default version's number
   * @param tags the template's own
   * @param instanceTags what everything made from it is tagged with: by type of resource
   */
  public record Observed(
      String name,
      String id,
      long version,
      Map<String, String> tags,
      int rootVolumeGib,
      String rootVolumeType,
      boolean encrypted,
      boolean metadataByTokensOnly,
      int metadataHops,
      Set<String> securityGroupIds,
      Map<String, Map<String, String>> instanceTags) {}

  /** What a version with these tags on everything made from it holds. */
  RequestLaunchTemplateData content(Map<String, String> tags) {
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    RequestLaunchTemplateData.Builder content =
        RequestLaunchTemplateData.builder()
            .blockDeviceMappings(
                LaunchTemplateBlockDeviceMappingRequest.builder()
                    .deviceName(ROOT)
                    .ebs(e ->
                        e.volumeType(VolumeType.GP3)
                            .volumeSize(rootVolumeGib)
                            .encrypted(true)
                            .deleteOnTermination(true))
                    .build())
            .metadataOptions(m ->
                m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED).httpPutResponseHopLimit(HOPS))
            .tagSpecifications(
                TAGGED.stream()
                    .map(type ->
                        LaunchTemplateTagSpecificationRequest.builder()
                            .resourceType(type)
                            .tags(all)
                            .build())
                    .toList());
    return securityGroupIds.isEmpty()
        ? content.build()
        : content.securityGroupIds(securityGroupIds).build();
  }

  /** Everything made from a template carries the template's own tags. */
  private static Map<String, Map<String, String>> tagged(Map<String, String> tags) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    TAGGED.forEach(type -> all.put(type.toString(), new TreeMap<>(tags)));
    return all;
  }

  private static final class Type implements AwsType<LaunchTemplate, Observed> {
    @Override
    public String kind() {
      return "LaunchTemplate";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EC2)
          .inspect("ec2:DescribeLaunchTemplates", "ec2:DescribeLaunchTemplateVersions")
          .provision(created(ec2("launch-template")), "ec2:CreateLaunchTemplate")
          .provision(taggedBy("CreateLaunchTemplate", ec2("launch-template")), "ec2:CreateTags")
          .change(
              own(ec2("launch-template")),
              "ec2:CreateLaunchTemplateVersion",
              "ec2:ModifyLaunchTemplate")
          .delete(own(ec2("launch-template")), "ec2:DeleteLaunchTemplate");
    }

    @Override
    public Optional<String> naturalId(LaunchTemplate desired) {
      return Optional.of(desired.name());
    }

    /** By filter: asked for by name, one that is gone would fail the whole call. */
    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> names) {
      var there =
          aws
              .ec2()
              .describeLaunchTemplatesPaginator(
                  r -> r.filters(Ec2.filter("launch-template-name", names)))
              .launchTemplates()
              .stream()
              .toList();
      Map<String, LaunchTemplateVersion> shared = there.size() > 1 ? defaults(aws) : Map.of();
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (var template : there) {
        LaunchTemplateVersion known = shared.get(template.launchTemplateId());
        (known == null ? defaultOf(aws, template) : Optional.of(known))
            .ifPresent(version ->
                found.put(
                    template.launchTemplateName(),
                    new Observation.Present<>(
                        observed(template, version.launchTemplateData()),
                        aws.ownership(Ec2.tags(template.tags())))));
      }
      return found;
    }

    /** The default versions of all templates in one read, by the template's id. */
    private static Map<String, LaunchTemplateVersion> defaults(AwsSession aws) {
      Map<String, LaunchTemplateVersion> defaults = new HashMap<>();
      aws.ec2()
          .describeLaunchTemplateVersionsPaginator(r -> r.versions("$Default"))
          .launchTemplateVersions()
          .forEach(version -> defaults.put(version.launchTemplateId(), version));
      return defaults;
    }

    private static Optional<LaunchTemplateVersion> defaultOf(
        AwsSession aws, software.amazon.awssdk.services.ec2.model.LaunchTemplate template) {
      return aws
          .ec2()
          .describeLaunchTemplateVersions(r ->
              r.launchTemplateId(template.launchTemplateId())
                  .versions(Long.toString(template.defaultVersionNumber())))
          .launchTemplateVersions()
          .stream()
          .findFirst();
    }

    private static Observed observed(
        software.amazon.awssdk.services.ec2.model.LaunchTemplate template,
        ResponseLaunchTemplateData content) {
      var root =
          content.blockDeviceMappings().stream()
              .filter(mapping -> ROOT.equals(mapping.deviceName()))
              .map(LaunchTemplateBlockDeviceMapping::ebs)
              .findFirst();
      var metadata = content.metadataOptions();
      Map<String, Map<String, String>> instanceTags = new TreeMap<>();
      for (LaunchTemplateTagSpecification tagged : content.tagSpecifications()) {
        instanceTags.put(tagged.resourceTypeAsString(), new TreeMap<>(Ec2.tags(tagged.tags())));
      }
      return new Observed(
          template.launchTemplateName(),
          template.launchTemplateId(),
          template.defaultVersionNumber(),
          new TreeMap<>(Ec2.tags(template.tags())),
          root.flatMap(ebs -> Optional.ofNullable(ebs.volumeSize())).orElse(0),
          root.flatMap(ebs -> Optional.ofNullable(ebs.volumeTypeAsString())).orElse(""),
          root.flatMap(ebs -> Optional.ofNullable(ebs.encrypted())).orElse(false),
          metadata != null && metadata.httpTokens() == LaunchTemplateHttpTokensState.REQUIRED,
          metadata == null || metadata.httpPutResponseHopLimit() == null
              ? 0
              : metadata.httpPutResponseHopLimit(),
          Eks.sorted(content.securityGroupIds()),
          instanceTags);
    }

    @Override
    public String create(AwsSession aws, LaunchTemplate desired, Intent intent) {
      return aws.ec2()
          .createLaunchTemplate(r ->
              r.launchTemplateName(desired.name())
                  .launchTemplateData(desired.content(aws.tags(intent)))
                  .clientToken(intent.token())
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.LAUNCH_TEMPLATE)))
          .launchTemplate()
          .launchTemplateName();
    }

    @Override
    public Diff diff(LaunchTemplate desired, Observed observed) {
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .field("rootVolumeGib", desired.rootVolumeGib(), observed.rootVolumeGib())
          .field("rootVolumeType", VolumeType.GP3.toString(), observed.rootVolumeType())
          .field("encrypted", true, observed.encrypted())
          .field("metadataByTokensOnly", true, observed.metadataByTokensOnly())
          .field("metadataHops", HOPS, observed.metadataHops())
          .field("securityGroupIds", desired.securityGroupIds(), observed.securityGroupIds())
          .field("instanceTags", tagged(observed.tags()), observed.instanceTags())
          .done();
    }

    /** A version that a crash left without becoming the default does no harm. */
    @Override
    public void update(AwsSession aws, String name, LaunchTemplate desired, Observed observed) {
      long version =
          aws.ec2()
              .createLaunchTemplateVersion(r ->
                  r.launchTemplateId(observed.id())
                      .launchTemplateData(desired.content(observed.tags())))
              .launchTemplateVersion()
              .versionNumber();
      aws.ec2()
          .modifyLaunchTemplate(
              r -> r.launchTemplateId(observed.id()).defaultVersion(Long.toString(version)));
    }

    @Override
    public void delete(AwsSession aws, String name) {
      try {
        aws.ec2().deleteLaunchTemplate(r -> r.launchTemplateName(name));
      } catch (AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        // Launch templates alone say it this way.
        if (!code.equals("InvalidLaunchTemplateName.NotFoundException")) {
          throw e;
        }
      }
    }

    @Override
    public Observed predict(LaunchTemplate desired) {
      return new Observed(
          desired.name(),
          "lt-planned",
          1,
          Map.of(),
          desired.rootVolumeGib(),
          VolumeType.GP3.toString(),
          true,
          true,
          HOPS,
          desired.securityGroupIds(),
          tagged(Map.of()));
    }
  }
}
