package io.freehold.simulator.iam;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.policy.PolicyKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** Roles themselves: made, read, changed, tagged, bounded and deleted. */
final class Roles {
  static final String BOUNDARY = "iam:PermissionsBoundary";
  private static final int LONGEST_TRUST = 2048;
  private static final int HOUR = 3600;

  private final World world;
  private final Sites<AccountIam> accounts;

  Roles(World world, Sites<AccountIam> accounts) {
    this.world = world;
    this.accounts = accounts;
  }

  private AccountIam account(CallContext context) {
    return accounts.at(context.location());
  }

  /** A read that asks for its action on a role. */
  CallSpec reading(String name, String roleName) {
    return CallSpec.read(name).asking((context, access) -> onRole(context, access, roleName));
  }

  /** A write that asks for its action on a role. */
  CallSpec writing(String name, String roleName) {
    return CallSpec.write(name).asking((context, access) -> onRole(context, access, roleName));
  }

  Access.Question onRole(CallContext context, Access access, String roleName) {
    AccountIam account = account(context);
    Optional<IamRole> role = account.roles().known(AccountIam.key(roleName));
    return access
        .on(account.arnOf(roleName))
        .resourceTags(role.map(IamRole::tags).orElse(Map.of()));
  }

  /** The same for actions that look at the role's boundary. */
  Access.Question onBoundedRole(CallContext context, Access access, String roleName) {
    Access.Question question = onRole(context, access, roleName);
    account(context)
        .roles()
        .known(AccountIam.key(roleName))
        .flatMap(IamRole::boundary)
        .ifPresent(boundary -> question.with(BOUNDARY, boundary));
    return question;
  }

  /** Changes a role that is not AWS's own. */
  void change(CallContext context, String roleName, UnaryOperator<IamRole> change) {
    AccountIam account = account(context);
    IamRole role = account.role(roleName);
    if (role.isServiceLinked()) {
      throw Refusals.unmodifiable(role.name());
    }
    account.roles().change(AccountIam.key(roleName), change);
  }

  CreateRoleResponse create(Endpoint endpoint, CreateRoleRequest request) {
    String path = request.path() == null ? "/" : request.path();
    CallSpec spec =
        CallSpec.write("CreateRole")
            .asking((context, access) -> {
              String arn = account(context).roleArn(path, request.roleName());
              Map<String, String> tags = TagRules.of(request.tags());
              Access.Question question = access.on(arn).requestTags(tags);
              if (request.permissionsBoundary() != null) {
                question.with(BOUNDARY, request.permissionsBoundary());
              }
              if (!tags.isEmpty()) {
                access.to("iam:TagRole", arn).requestTags(tags);
              }
            });
    return endpoint.call(
        spec,
        context -> {
          IamRole role = made(context, request, path);
          account(context).roles().put(AccountIam.key(role.name()), role);
          return CreateRoleResponse.builder().role(Shapes.whole(role)).build();
        });
  }

  private IamRole made(CallContext context, CreateRoleRequest request, String path) {
    AccountIam account = account(context);
    Refusals.checkName("roleName", request.roleName(), 64);
    Refusals.checkPath(path);
    if (path.startsWith("/aws-service-role/")) {
      throw Refusals.invalid("The path " + path + " is reserved for service-linked roles.");
    }
    checkTrust(request.assumeRolePolicyDocument());
    if (account.roles().actual(AccountIam.key(request.roleName())).isPresent()) {
      throw Refusals.exists("Role with name " + request.roleName() + " already exists.");
    }
    world
        .quotas()
        .require(
            "L-FE177D64",
            account.roles().actual().size(),
            () -> Refusals.quota("RolesPerAccount", world.quotas().limit("L-FE177D64")));
    Optional<String> boundary = Optional.ofNullable(request.permissionsBoundary());
    boundary.ifPresent(arn -> checkBoundary(account, arn));
    int maxSession = request.maxSessionDuration() == null ? HOUR : request.maxSessionDuration();
    checkSession(maxSession);
    return new IamRole(
        facts(account, request.roleName(), path, context.now()),
        request.description() == null ? "" : request.description(),
        maxSession,
        request.assumeRolePolicyDocument(),
        boundary,
        Map.of(),
        List.of(),
        TagRules.of(request.tags()));
  }

  /** What never changes of a new role; services can assume it only after a while. */
  IamRole.Facts facts(AccountIam account, String name, String path, Instant now) {
    Instant usable =
        now.plus(world.latencies().draw(account.location(), "Role/create"))
            .plus(world.latencies().draw(account.location(), "Role.usable/create"));
    return new IamRole.Facts(
        name,
        path,
        account.uniqueId("AROA"),
        account.roleArn(path, name),
        now.truncatedTo(ChronoUnit.SECONDS),
        usable);
  }

  private static void checkTrust(String document) {
    if (Refusals.size(document) > LONGEST_TRUST) {
      throw Refusals.quota("ACLSizePerRole", LONGEST_TRUST);
    }
    Refusals.checkDocument(PolicyKind.TRUST, document);
  }

  private static void checkBoundary(AccountIam account, String arn) {
    if (account.policy(arn).isEmpty()) {
      throw Refusals.noSuchEntity("Scope ARN: " + arn + " does not exist or is not attachable.");
    }
  }

  private static void checkSession(int seconds) {
    if (seconds < HOUR || seconds > 12 * HOUR) {
      throw Refusals.invalid(
          "1 validation error detected: Value '"
              + seconds
              + "' at 'maxSessionDuration' failed to satisfy constraint: Member must have value"
              + " between 3600 and 43200");
    }
  }

  GetRoleResponse get(Endpoint endpoint, GetRoleRequest request) {
    return endpoint.call(
        reading("GetRole", request.roleName()),
        context ->
            GetRoleResponse.builder()
                .role(Shapes.whole(account(context).seenRole(request.roleName())))
                .build());
  }

  ListRolesResponse list(Endpoint endpoint, ListRolesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    return endpoint.read(
        "ListRoles",
        context -> {
          List<IamRole> all =
              account(context).roles().seen().values().stream()
                  .filter(role -> role.facts().path().startsWith(prefix))
                  .sorted(Comparator.comparing(IamRole::name))
                  .toList();
          Page<IamRole> page = Shapes.page(all, request.maxItems(), request.marker());
          return ListRolesResponse.builder()
              .roles(page.items().stream().map(Shapes::listed).toList())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  UpdateRoleResponse update(Endpoint endpoint, UpdateRoleRequest request) {
    return endpoint.call(
        writing("UpdateRole", request.roleName()),
        context -> {
          if (request.maxSessionDuration() != null) {
            checkSession(request.maxSessionDuration());
          }
          change(
              context,
              request.roleName(),
              role ->
                  role.described(
                      request.description() == null ? role.description() : request.description(),
                      // Unlike the description, a session that is not given is reset. Source:
                      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
                      request.maxSessionDuration() == null ? HOUR : request.maxSessionDuration()));
          return UpdateRoleResponse.builder().build();
        });
  }

  UpdateAssumeRolePolicyResponse trust(Endpoint endpoint, UpdateAssumeRolePolicyRequest request) {
    return endpoint.call(
        writing("UpdateAssumeRolePolicy", request.roleName()),
        context -> {
          checkTrust(request.policyDocument());
          change(context, request.roleName(), role -> role.trusting(request.policyDocument()));
          return UpdateAssumeRolePolicyResponse.builder().build();
        });
  }

  DeleteRoleResponse delete(Endpoint endpoint, DeleteRoleRequest request) {
    return endpoint.call(
        writing("DeleteRole", request.roleName()),
        context -> {
          AccountIam account = account(context);
          IamRole role = account.role(request.roleName());
          if (role.isServiceLinked()) {
            throw Refusals.unmodifiable(role.name());
          }
          boolean inProfile =
              account.profiles().actual().values().stream()
                  .anyMatch(profile -> profile.role().equals(Optional.of(role.name())));
          if (inProfile) {
            throw Refusals.conflict(
                "Cannot delete entity, must remove roles from instance profile first.");
          }
          if (!role.attached().isEmpty()) {
            throw Refusals.conflict("Cannot delete entity, must detach all policies first.");
          }
          if (!role.inline().isEmpty()) {
            throw Refusals.conflict("Cannot delete entity, must delete policies first.");
          }
          account.roles().remove(AccountIam.key(role.name()));
          return DeleteRoleResponse.builder().build();
        });
  }

  PutRolePermissionsBoundaryResponse putBoundary(
      Endpoint endpoint, PutRolePermissionsBoundaryRequest request) {
    CallSpec spec =
        CallSpec.write("PutRolePermissionsBoundary")
            .asking((context, access) ->
                onRole(context, access, request.roleName())
                    .with(BOUNDARY, request.permissionsBoundary()));
    return endpoint.call(
        spec,
        context -> {
          checkBoundary(account(context), request.permissionsBoundary());
          Optional<String> boundary = Optional.of(request.permissionsBoundary());
          change(context, request.roleName(), role -> role.bounded(boundary));
          return PutRolePermissionsBoundaryResponse.builder().build();
        });
  }

  DeleteRolePermissionsBoundaryResponse deleteBoundary(
      Endpoint endpoint, DeleteRolePermissionsBoundaryRequest request) {
    CallSpec spec =
        CallSpec.write("DeleteRolePermissionsBoundary")
            .asking((context, access) -> onBoundedRole(context, access, request.roleName()));
    return endpoint.call(
        spec,
        context -> {
          if (account(context).role(request.roleName()).boundary().isEmpty()) {
            throw Refusals.noSuchEntity(
                "Role " + request.roleName() + " does not have a permissions boundary.");
          }
          change(context, request.roleName(), role -> role.bounded(Optional.empty()));
          return DeleteRolePermissionsBoundaryResponse.builder().build();
        });
  }

  TagRoleResponse tag(Endpoint endpoint, TagRoleRequest request) {
    CallSpec spec =
        CallSpec.write("TagRole")
            .asking((context, access) ->
                onRole(context, access, request.roleName())
                    .requestTags(TagRules.of(request.tags())));
    return endpoint.call(
        spec,
        context -> {
          List<Tag> more = request.tags();
          change(
              context, request.roleName(), role -> role.tagged(TagRules.added(role.tags(), more)));
          return TagRoleResponse.builder().build();
        });
  }

  UntagRoleResponse untag(Endpoint endpoint, UntagRoleRequest request) {
    CallSpec spec =
        CallSpec.write("UntagRole")
            .asking((context, access) ->
                onRole(context, access, request.roleName()).tagKeys(Set.copyOf(request.tagKeys())));
    return endpoint.call(
        spec,
        context -> {
          change(
              context,
              request.roleName(),
              role -> role.tagged(TagRules.without(role.tags(), request.tagKeys())));
          return UntagRoleResponse.builder().build();
        });
  }

  ListRoleTagsResponse listTags(Endpoint endpoint, ListRoleTagsRequest request) {
    return endpoint.call(
        reading("ListRoleTags", request.roleName()),
        context -> {
          Page<Tag> page =
              Shapes.page(
                  TagRules.list(account(context).seenRole(request.roleName()).tags()),
                  request.maxItems(),
                  request.marker());
          return ListRoleTagsResponse.builder()
              .tags(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }
}
