package io.freehold.aws.eks;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.own;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;

/**
 * A part of the cluster that EKS installs and keeps. Its pods get AWS permissions by a {@link
 * PodIdentityAssociation}, which must be there before them.
 *
 * @param clusterName the cluster
 * @param name EKS's, such as {@code coredns}
 * @param version EKS's, such as {@code v1.11.4-eksbuild.2}; without one, EKS's default at creation,
 *     and any later one is as good
 * @param configuration JSON of the add-on's own schema; empty for its defaults
 */
public record AddOn(
    String clusterName, String name, Optional<String> version, String configuration) {
  public static final AwsType<AddOn, Observed> TYPE = new Type();

  private static final String DEFAULTS = "{}";

  /** EKS's default version and the add-on's default configuration. */
  public AddOn(String clusterName, String name) {
    this(clusterName, name, Optional.empty(), "");
  }

  /**
   * What is there.
   *
   * @param updating an update is under way; EKS refuses a second one
   * @param lastFailure why the latest update failed, if it did
   */
  public record Observed(
      String clusterName,
      String name,
      String version,
      String configuration,
      boolean updating,
      Optional<Failure> lastFailure) {}

  private static final class Type implements AwsType<AddOn, Observed> {
    @Override
    public String kind() {
      return "AddOn";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EKS)
          .inspect(Eks.LOOK, "eks:DescribeAddon")
          .provision(own(Eks.CLUSTER), "eks:CreateAddon")
          .provision(created(Eks.within("addon")), "eks:TagResource")
          .change(own(Eks.within("addon")), "eks:UpdateAddon")
          .delete(own(Eks.within("addon")), "eks:DeleteAddon");
    }

    @Override
    public Optional<String> naturalId(AddOn desired) {
      return Optional.of(new Eks.Id(desired.clusterName(), desired.name()).toString());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String text : ids) {
        Eks.Id id = Eks.Id.of(text);
        Eks.ifThere(() ->
                aws.eks()
                    .describeAddon(r -> r.clusterName(id.cluster()).addonName(id.rest()))
                    .addon())
            .ifPresent(addon -> found.put(text, observation(aws, addon)));
      }
      return found;
    }

    private static Observation<Observed> observation(AwsSession aws, Addon addon) {
      Ownership ownership = aws.ownership(addon.tags());
      return switch (addon.status()) {
        case CREATING, UNKNOWN_TO_SDK_VERSION ->
            new Observation.Pending<>(addon.statusAsString(), ownership);
        // Too few pods are ready: EKS goes on by itself once there are nodes for them.
        case DEGRADED ->
            new Observation.Pending<>(reason(addon), ownership, Optional.of(observed(addon)));
        case ACTIVE, UPDATING, UPDATE_FAILED ->
            new Observation.Present<>(observed(addon), ownership);
        case DELETING -> Observation.deleting();
        case CREATE_FAILED, DELETE_FAILED -> new Observation.Broken<>(reason(addon), ownership);
      };
    }

    private static Observed observed(Addon addon) {
      String configuration = addon.configurationValues();
      return new Observed(
          addon.clusterName(),
          addon.addonName(),
          addon.addonVersion(),
          configuration == null || configuration.equals(DEFAULTS) ? "" : configuration,
          addon.status() == AddonStatus.UPDATING,
          addon.status() == AddonStatus.UPDATE_FAILED
              ? Optional.of(failure(addon))
              : Optional.empty());
    }

    private static Failure failure(Addon addon) {
      String code =
          addon.health() == null || addon.health().issues().isEmpty()
              ? addon.statusAsString()
              : addon.health().issues().getFirst().codeAsString();
      return AwsFailures.refused(code, reason(addon));
    }

    private static String reason(Addon addon) {
      String issues =
          addon.health() == null
              ? ""
              : addon.health().issues().stream()
                  .map(issue -> issue.codeAsString() + ": " + issue.message())
                  .collect(Collectors.joining("; "));
      return addon.statusAsString() + (issues.isEmpty() ? "" : ": " + issues);
    }

    @Override
    public String create(AwsSession aws, AddOn desired, Intent intent) {
      aws.eks()
          .createAddon(r -> {
            r.clusterName(desired.clusterName())
                .addonName(desired.name())
                .resolveConflicts(ResolveConflicts.OVERWRITE)
                .clientRequestToken(intent.token())
                .tags(aws.tags(intent));
            desired.version().ifPresent(r::addonVersion);
            if (!desired.configuration().isEmpty()) {
              r.configurationValues(desired.configuration());
            }
          });
      return new Eks.Id(desired.clusterName(), desired.name()).toString();
    }

    @Override
    public Diff diff(AddOn desired, Observed observed) {
      return Diff.compare()
          .fixed("clusterName", desired.clusterName(), observed.clusterName())
          .fixed("name", desired.name(), observed.name())
          .field(
              "version",
              desired.version().orElse(observed.version()),
              observed.version(),
              Impact.ROLLING)
          .field("configuration", desired.configuration(), observed.configuration(), Impact.ROLLING)
          .field("lastFailure", Optional.empty(), observed.lastFailure().map(Failure::code))
          .done();
    }

    @Override
    public void update(AwsSession aws, String text, AddOn desired, Observed observed) {
      if (observed.updating()) {
        return;
      }
      Eks.Id id = Eks.Id.of(text);
      aws.eks()
          .updateAddon(r -> {
            r.clusterName(id.cluster())
                .addonName(id.rest())
                .resolveConflicts(ResolveConflicts.OVERWRITE)
                // What is left out stays as it is, so the defaults have to be asked for.
                .configurationValues(
                    desired.configuration().isEmpty() ? DEFAULTS : desired.configuration());
            desired.version().ifPresent(r::addonVersion);
          });
      Eks.tellOf(observed.lastFailure());
    }

    @Override
    public void delete(AwsSession aws, String text) {
      Eks.Id id = Eks.Id.of(text);
      Eks.deleteIfThere(
          () -> aws.eks().deleteAddon(r -> r.clusterName(id.cluster()).addonName(id.rest())));
    }

    @Override
    public Observed predict(AddOn desired) {
      return new Observed(
          desired.clusterName(),
          desired.name(),
          desired.version().orElse("planned"),
          desired.configuration(),
          false,
          Optional.empty());
    }
  }
}
