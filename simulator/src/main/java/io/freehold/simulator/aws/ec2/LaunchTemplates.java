package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Launch templates: numbered versions under a name, one of them the default. */
final class LaunchTemplates {
  private static final int MOST_ON_A_PAGE = 200;
  private static final Set<String> EVERY_TEMPLATE_HAS = Set.of("$Latest", "$Default");

  private final Ec2 ec2;

  LaunchTemplates(Ec2 ec2) {
    this.ec2 = ec2;
  }

  CreateLaunchTemplateResponse create(Endpoint endpoint, CreateLaunchTemplateRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.TEMPLATE.type());
    return endpoint.call(
        CallSpec.write("CreateLaunchTemplate")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ec2.at(call).templates().askNew(access, "CreateLaunchTemplate", tags)),
        call -> {
          Network network = ec2.at(call);
          String id =
              network
                  .world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientToken(),
                      request,
                      it -> network.templates().shelf().actual(it).isPresent(),
                      () -> make(network, call.principal().arn(), request, tags));
          return CreateLaunchTemplateResponse.builder()
              .launchTemplate(network.templates().shown(id).template())
              .build();
        });
  }

  private static String make(
      Network network, String creator, CreateLaunchTemplateRequest request, List<Tag> tags) {
    String name = request.launchTemplateName();
    if (network.templates().count(it -> it.template().launchTemplateName().equals(name)) > 0) {
      throw Refusal.of(
          "InvalidLaunchTemplateName.AlreadyExistsException",
          "Launch template name already in use.");
    }
    String id = network.templates().newId();
    LaunchTemplate template =
        LaunchTemplate.builder()
            .launchTemplateId(id)
            .launchTemplateName(name)
            .createTime(network.now())
            .createdBy(creator)
            .defaultVersionNumber(1L)
            .latestVersionNumber(1L)
            .tags(tags)
            .build();
    LaunchTemplateVersion first =
        version(template, 1, request.versionDescription(), data(request.launchTemplateData()))
            .createTime(network.now())
            .build();
    network.templates().shelf().put(id, new TemplateEntry(template, List.of(first)));
    return id;
  }

  private static ResponseLaunchTemplateData data(@Nullable RequestLaunchTemplateData given) {
    if (given == null) {
      throw Refusal.of(
          "MissingParameter", "The request must contain the parameter LaunchTemplateData");
    }
    return Likeness.copy(given, ResponseLaunchTemplateData.builder()).build();
  }

  private static LaunchTemplateVersion.Builder version(
      LaunchTemplate template,
      long number,
      @Nullable String description,
      ResponseLaunchTemplateData data) {
    return LaunchTemplateVersion.builder()
        .launchTemplateId(template.launchTemplateId())
        .launchTemplateName(template.launchTemplateName())
        .versionNumber(number)
        .versionDescription(description)
        .createdBy(template.createdBy())
        .launchTemplateData(data);
  }

  CreateLaunchTemplateVersionResponse createVersion(
      Endpoint endpoint, CreateLaunchTemplateVersionRequest request) {
    return endpoint.call(
        CallSpec.write("CreateLaunchTemplateVersion")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ask(
                    access,
                    ec2.at(call),
                    request.launchTemplateId(),
                    request.launchTemplateName())),
        call -> {
          Network network = ec2.at(call);
          String id = find(network, request.launchTemplateId(), request.launchTemplateName());
          if (request.sourceVersion() != null) {
            throw new UnsupportedOperationException("sourceVersion is not simulated");
          }
          String number =
              network
                  .world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientToken(),
                      request,
                      it -> versionOf(network, id, it).isPresent(),
                      () -> addVersion(network, id, request));
          return CreateLaunchTemplateVersionResponse.builder()
              .launchTemplateVersion(
                  versionOf(network, id, number).orElseThrow(() -> noVersion(id, number)))
              .build();
        });
  }

  private static String addVersion(
      Network network, String id, CreateLaunchTemplateVersionRequest request) {
    ResponseLaunchTemplateData data = data(request.launchTemplateData());
    network
        .templates()
        .shelf()
        .change(
            id,
            it -> {
              long number = it.template().latestVersionNumber() + 1;
              List<LaunchTemplateVersion> versions = new ArrayList<>(it.versions());
              versions.add(
                  version(it.template(), number, request.versionDescription(), data)
                      .createTime(network.now())
                      .build());
              return new TemplateEntry(
                  it.template().toBuilder().latestVersionNumber(number).build(), versions);
            });
    return network.templates().shown(id).template().latestVersionNumber().toString();
  }

  private static Optional<LaunchTemplateVersion> versionOf(
      Network network, String id, String number) {
    return network.templates().shown(id).versions().stream()
        .filter(it -> it.versionNumber().toString().equals(number))
        .findFirst();
  }

  private static Refusal noVersion(String id, String number) {
    return Refusal.of(
        "InvalidLaunchTemplateId.VersionNotFound",
        "Could not find launch template version "
            + number
            + " for the specified launch template "
            + id);
  }

  ModifyLaunchTemplateResponse modify(Endpoint endpoint, ModifyLaunchTemplateRequest request) {
    return endpoint.call(
        CallSpec.write("ModifyLaunchTemplate")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ask(
                    access,
                    ec2.at(call),
                    request.launchTemplateId(),
                    request.launchTemplateName())),
        call -> {
          Network network = ec2.at(call);
          String id = find(network, request.launchTemplateId(), request.launchTemplateName());
          String wanted = request.defaultVersion();
          if (wanted != null) {
            long number =
                versionOf(network, id, wanted)
                    .orElseThrow(() -> noVersion(id, wanted))
                    .versionNumber();
            network
                .templates()
                .shelf()
                .change(
                    id,
                    it -> it.with(it.template().toBuilder().defaultVersionNumber(number).build()));
          }
          return ModifyLaunchTemplateResponse.builder()
              .launchTemplate(network.templates().shown(id).template())
              .build();
        });
  }

  DescribeLaunchTemplatesResponse describe(
      Endpoint endpoint, DescribeLaunchTemplatesRequest request) {
    return endpoint.read(
        "DescribeLaunchTemplates",
        call -> {
          Network network = ec2.at(call);
          List<String> ids = new ArrayList<>(request.launchTemplateIds());
          request.launchTemplateNames().forEach(name -> ids.add(find(network, null, name)));
          Page<TemplateEntry> page =
              network
                  .templates()
                  .describe(
                      new Query(ids, request.filters(), request.maxResults(), request.nextToken()));
          return DescribeLaunchTemplatesResponse.builder()
              .launchTemplates(page.items().stream().map(TemplateEntry::template).toList())
              .nextToken(page.nextToken())
              .build();
        });
  }

  /** The newest version first, as AWS has it. */
  DescribeLaunchTemplateVersionsResponse describeVersions(
      Endpoint endpoint, DescribeLaunchTemplateVersionsRequest request) {
    return endpoint.read(
        "DescribeLaunchTemplateVersions",
        call -> {
          if (!request.filters().isEmpty()
              || request.minVersion() != null
              || request.maxVersion() != null) {
            throw new UnsupportedOperationException(
                "versions can be asked for by template and number only");
          }
          Network network = ec2.at(call);
          Page<LaunchTemplateVersion> page =
              Page.of(
                  wanted(network, request),
                  request.maxResults(),
                  MOST_ON_A_PAGE,
                  request.nextToken(),
                  () -> Refusal.of("InvalidNextToken", "The token is not valid."));
          return DescribeLaunchTemplateVersionsResponse.builder()
              .launchTemplateVersions(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  /** Of a template; or of all templates, of which the latest or the default can be asked for. */
  private static List<LaunchTemplateVersion> wanted(
      Network network, DescribeLaunchTemplateVersionsRequest request) {
    if (request.launchTemplateId() == null && request.launchTemplateName() == null) {
      if (!EVERY_TEMPLATE_HAS.containsAll(request.versions()) || !request.hasVersions()) {
        throw Refusal.of(
            "MissingParameter",
            "Either a launch template ID or a launch template name must be specified");
      }
      return network.templates().shelf().seen().values().stream()
          .flatMap(entry -> wanted(entry, request.versions()).stream())
          .toList();
    }
    String id = find(network, request.launchTemplateId(), request.launchTemplateName());
    return wanted(
        network.templates().shelf().seen(id).orElseThrow(() -> Kinds.TEMPLATE.notFound().apply(id)),
        request.versions());
  }

  private static List<LaunchTemplateVersion> wanted(TemplateEntry entry, List<String> versions) {
    LaunchTemplate template = entry.template();
    List<String> numbers =
        versions.stream()
            .map(version ->
                switch (version) {
                  case "$Latest" -> template.latestVersionNumber().toString();
                  case "$Default" -> template.defaultVersionNumber().toString();
                  default -> version;
                })
            .toList();
    return entry.versions().reversed().stream()
        .filter(it -> numbers.isEmpty() || numbers.contains(it.versionNumber().toString()))
        .map(it ->
            it.toBuilder()
                .defaultVersion(it.versionNumber().equals(template.defaultVersionNumber()))
                .build())
        .toList();
  }

  DeleteLaunchTemplateResponse delete(Endpoint endpoint, DeleteLaunchTemplateRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteLaunchTemplate")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ask(
                    access,
                    ec2.at(call),
                    request.launchTemplateId(),
                    request.launchTemplateName())),
        call -> {
          Network network = ec2.at(call);
          String id = find(network, request.launchTemplateId(), request.launchTemplateName());
          LaunchTemplate template = network.templates().get(id).template();
          network.templates().shelf().remove(id);
          return DeleteLaunchTemplateResponse.builder().launchTemplate(template).build();
        });
  }

  private static void ask(
      Access access, Network network, @Nullable String id, @Nullable String name) {
    network.templates().ask(access, find(network, id, name));
  }

  /** The id of the template that a request names by id or by name. */
  static String find(Network network, @Nullable String id, @Nullable String name) {
    if (id != null) {
      network.templates().get(id);
      return id;
    }
    return network.templates().all().stream()
        .map(it -> it.template())
        .filter(it -> it.launchTemplateName().equals(name))
        .map(LaunchTemplate::launchTemplateId)
        .filter(it -> network.templates().shelf().known(it).isPresent())
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                "InvalidLaunchTemplateName.NotFoundException",
                "At least one of the launch templates specified in the request does not"
                    + " exist."));
  }
}
