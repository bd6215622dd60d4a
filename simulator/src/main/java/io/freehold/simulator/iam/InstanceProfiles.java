package io.freehold.simulator.iam;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;

/** Instance profiles, which carry a role to an EC2 instance. */
final class InstanceProfiles {
  private final Sites<AccountIam> accounts;
  private final Roles roles;

  InstanceProfiles(Sites<AccountIam> accounts, Roles roles) {
    this.accounts = accounts;
    this.roles = roles;
  }

  private AccountIam account(CallContext context) {
    return accounts.at(context.location());
  }

  private Access.Question onProfile(CallContext context, Access access, String name) {
    AccountIam account = account(context);
    Optional<Profile> profile = account.profiles().known(AccountIam.key(name));
    return access
        .on(profile.map(Profile::arn).orElseGet(() -> account.profileArn("/", name)))
        .resourceTags(profile.map(Profile::tags).orElse(Map.of()));
  }

  private CallSpec reading(String call, String name) {
    return CallSpec.read(call).asking((context, access) -> onProfile(context, access, name));
  }

  private CallSpec writing(String call, String name) {
    return CallSpec.write(call).asking((context, access) -> onProfile(context, access, name));
  }

  private Profile own(CallContext context, String name) {
    return account(context)
        .profiles()
        .known(AccountIam.key(name))
        .orElseThrow(() -> Refusals.noSuchProfile(name));
  }

  private Profile seen(CallContext context, String name) {
    return account(context)
        .profiles()
        .seen(AccountIam.key(name))
        .orElseThrow(() -> Refusals.noSuchProfile(name));
  }

  CreateInstanceProfileResponse create(Endpoint endpoint, CreateInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    String path = request.path() == null ? "/" : request.path();
    CallSpec spec =
        CallSpec.write("CreateInstanceProfile")
            .asking((context, access) -> {
              String arn = account(context).profileArn(path, name);
              Map<String, String> tags = TagRules.of(request.tags());
              access.on(arn).requestTags(tags);
              if (!tags.isEmpty()) {
                access.to("iam:TagInstanceProfile", arn).requestTags(tags);
              }
            });
    return endpoint.call(
        spec,
        context -> {
          AccountIam account = account(context);
          Refusals.checkName("instanceProfileName", name, 128);
          Refusals.checkPath(path);
          if (account.profiles().actual(AccountIam.key(name)).isPresent()) {
            throw Refusals.exists("Instance Profile " + name + " already exists.");
          }
          Profile profile =
              new Profile(
                  name,
                  path,
                  account.uniqueId("AIPA"),
                  account.profileArn(path, name),
                  context.now().truncatedTo(ChronoUnit.SECONDS),
                  Optional.empty(),
                  TagRules.of(request.tags()));
          account.profiles().put(AccountIam.key(name), profile);
          return CreateInstanceProfileResponse.builder()
              .instanceProfile(Shapes.whole(account, profile))
              .build();
        });
  }

  GetInstanceProfileResponse get(Endpoint endpoint, GetInstanceProfileRequest request) {
    return endpoint.call(
        reading("GetInstanceProfile", request.instanceProfileName()),
        context ->
            GetInstanceProfileResponse.builder()
                .instanceProfile(
                    Shapes.whole(account(context), seen(context, request.instanceProfileName())))
                .build());
  }

  DeleteInstanceProfileResponse delete(Endpoint endpoint, DeleteInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    return endpoint.call(
        writing("DeleteInstanceProfile", name),
        context -> {
          if (own(context, name).role().isPresent()) {
            throw Refusals.conflict(
                "Cannot delete entity, must remove roles from instance profile first.");
          }
          account(context).profiles().remove(AccountIam.key(name));
          return DeleteInstanceProfileResponse.builder().build();
        });
  }

  AddRoleToInstanceProfileResponse addRole(
      Endpoint endpoint, AddRoleToInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    CallSpec spec =
        CallSpec.write("AddRoleToInstanceProfile")
            .asking((context, access) -> {
              onProfile(context, access, name);
              access.passRole(account(context).arnOf(request.roleName()), "ec2.amazonaws.com");
            });
    return endpoint.call(
        spec,
        context -> {
          Profile profile = own(context, name);
          IamRole role = account(context).role(request.roleName());
          if (profile.role().isPresent()) {
            throw Refusals.quota("InstanceSessionsPerInstanceProfile", 1);
          }
          account(context)
              .profiles()
              .change(AccountIam.key(name), one -> one.holding(Optional.of(role.name())));
          return AddRoleToInstanceProfileResponse.builder().build();
        });
  }

  RemoveRoleFromInstanceProfileResponse removeRole(
      Endpoint endpoint, RemoveRoleFromInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    return endpoint.call(
        writing("RemoveRoleFromInstanceProfile", name),
        context -> {
          Optional<String> held = own(context, name).role();
          if (held.filter(request.roleName()::equalsIgnoreCase).isEmpty()) {
            throw Refusals.noSuchRole(request.roleName());
          }
          account(context)
              .profiles()
              .change(AccountIam.key(name), one -> one.holding(Optional.empty()));
          return RemoveRoleFromInstanceProfileResponse.builder().build();
        });
  }

  ListInstanceProfilesResponse list(Endpoint endpoint, ListInstanceProfilesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    return endpoint.read(
        "ListInstanceProfiles",
        context -> {
          Page<InstanceProfile> page =
              page(
                  context,
                  profile -> profile.path().startsWith(prefix),
                  request.maxItems(),
                  request.marker());
          return ListInstanceProfilesResponse.builder()
              .instanceProfiles(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  ListInstanceProfilesForRoleResponse listForRole(
      Endpoint endpoint, ListInstanceProfilesForRoleRequest request) {
    return endpoint.call(
        roles.reading("ListInstanceProfilesForRole", request.roleName()),
        context -> {
          Optional<String> role = Optional.of(account(context).seenRole(request.roleName()).name());
          Page<InstanceProfile> page =
              page(
                  context,
                  profile -> profile.role().equals(role),
                  request.maxItems(),
                  request.marker());
          return ListInstanceProfilesForRoleResponse.builder()
              .instanceProfiles(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  private Page<InstanceProfile> page(
      CallContext context,
      Predicate<Profile> wanted,
      @Nullable Integer most,
      @Nullable String marker) {
    AccountIam account = account(context);
    List<InstanceProfile> all =
        account.profiles().seen().values().stream()
            .filter(wanted)
            .sorted(Comparator.comparing(Profile::name))
            .map(profile -> Shapes.listed(account, profile))
            .toList();
    return Shapes.page(all, most, marker);
  }

  TagInstanceProfileResponse tag(Endpoint endpoint, TagInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    CallSpec spec =
        CallSpec.write("TagInstanceProfile")
            .asking((context, access) ->
                onProfile(context, access, name).requestTags(TagRules.of(request.tags())));
    return endpoint.call(
        spec,
        context -> {
          own(context, name);
          List<Tag> more = request.tags();
          account(context)
              .profiles()
              .change(AccountIam.key(name), one -> one.tagged(TagRules.added(one.tags(), more)));
          return TagInstanceProfileResponse.builder().build();
        });
  }

  UntagInstanceProfileResponse untag(Endpoint endpoint, UntagInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    CallSpec spec =
        CallSpec.write("UntagInstanceProfile")
            .asking((context, access) ->
                onProfile(context, access, name).tagKeys(Set.copyOf(request.tagKeys())));
    return endpoint.call(
        spec,
        context -> {
          own(context, name);
          account(context)
              .profiles()
              .change(
                  AccountIam.key(name),
                  one -> one.tagged(TagRules.without(one.tags(), request.tagKeys())));
          return UntagInstanceProfileResponse.builder().build();
        });
  }

  ListInstanceProfileTagsResponse listTags(
      Endpoint endpoint, ListInstanceProfileTagsRequest request) {
    return endpoint.call(
        reading("ListInstanceProfileTags", request.instanceProfileName()),
        context -> {
          Page<Tag> page =
              Shapes.page(
                  TagRules.list(seen(context, request.instanceProfileName()).tags()),
                  request.maxItems(),
                  request.marker());
          return ListInstanceProfileTagsResponse.builder()
              .tags(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }
}
