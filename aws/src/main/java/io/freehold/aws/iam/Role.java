package io.freehold.aws.iam;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.named;
import static io.freehold.aws.catalogue.Scope.own;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/**
 * A role with exactly these policies.
 *
 * @param name unique in the account whatever the path, at most 64 characters, fixed
 * @param path {@code /}, or one that the customer prescribes; fixed
 * @param description for people
 * @param trust who may assume it
 * @param managedPolicies the ARNs of the managed policies that are attached
 * @param inlinePolicies its own policies, by name
 * @param boundary the ARN of the policy that bounds what it may do, whatever its policies say
 * @param longestSession between 1 and 12 hours
 */
public record Role(
    String name,
    String path,
    String description,
    PolicyDocument trust,
    SortedSet<String> managedPolicies,
    SortedMap<String, PolicyDocument> inlinePolicies,
    String boundary,
    Duration longestSession) {
  public static final AwsType<Role, Observed> TYPE = new Type();

  public Role {
    managedPolicies = Collections.unmodifiableSortedSet(new TreeSet<>(managedPolicies));
    inlinePolicies = Collections.unmodifiableSortedMap(new TreeMap<>(inlinePolicies));
  }

  /** A role that may do nothing yet. */
  public static Role of(String name, String description, PolicyDocument trust, String boundaryArn) {
    return new Role(
        name,
        "/",
        description,
        trust,
        new TreeSet<>(),
        new TreeMap<>(),
        boundaryArn,
        Duration.ofHours(1));
  }

  /** With these managed policies attached as well. */
  public Role attaching(String... arns) {
    SortedSet<String> all = new TreeSet<>(managedPolicies);
    all.addAll(List.of(arns));
    return new Role(name, path, description, trust, all, inlinePolicies, boundary, longestSession);
  }

  /** With a policy of its own as well. */
  public Role granting(String policyName, PolicyDocument document) {
    SortedMap<String, PolicyDocument> all = new TreeMap<>(inlinePolicies);
    all.put(policyName, document);
    return new Role(name, path, description, trust, managedPolicies, all, boundary, longestSession);
  }

  /** Bounded by another policy. */
  public Role within(String boundaryArn) {
    return new Role(
        name,
        path,
        description,
        trust,
        managedPolicies,
        inlinePolicies,
        boundaryArn,
        longestSession);
  }

  /**
   * The tags of a role: those of everything of its owner's, and the region, since they are also the
   * tags of whoever acts as the role.
   *
   * @param userTags the customer's own
   * @param node of the role in its owner's graph
   * @param region where the role may act
   */
  public static Map<String, String> tags(
      Owner owner, Map<String, String> userTags, String node, String region) {
    Map<String, String> all = new LinkedHashMap<>(AwsSession.tags(owner, userTags, node));
    all.put(AwsSession.REGION_TAG, region);
    return all;
  }

  /** In another path. */
  public Role in(String otherPath) {
    return new Role(
        name,
        otherPath,
        description,
        trust,
        managedPolicies,
        inlinePolicies,
        boundary,
        longestSession);
  }

  /**
   * What is there. Documents are in their normalized form.
   *
   * @param id AWS's own, another one after the role was made anew
   * @param region what its tag says, by which the boundary knows where the role may act
   * @param wantedRegion what it should say
   */
  public record Observed(
      String arn,
      String id,
      String name,
      String path,
      String description,
      String trust,
      Set<String> managedPolicies,
      Map<String, String> inlinePolicies,
      Optional<String> boundary,
      Duration longestSession,
      Optional<String> region,
      String wantedRegion) {}

  private Map<String, String> normalizedPolicies() {
    Map<String, String> all = new TreeMap<>();
    inlinePolicies.forEach((policy, document) -> all.put(policy, document.normalized()));
    return all;
  }

  private static final String ROLES = Scope.roles("*");

  /** The boundary goes by the tags of a role: they say what is so, or are not given. */
  private static Scope inRegion(Scope scope) {
    return scope.when("StringEquals", "aws:RequestTag/" + AwsSession.REGION_TAG, Scope.REGION);
  }

  /** Only with the boundary in place. */
  private static Scope bounded(Scope scope) {
    return scope
        .labelled("Bounded")
        .when("StringEquals", "iam:PermissionsBoundary", Placeholder.BOUNDARY.text());
  }

  private static final class Type implements AwsType<Role, Observed> {
    private static final int LARGEST_PAGE = 1000;

    @Override
    public String kind() {
      return "Role";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.IAM_WRITE)
          .inspect("iam:GetAccountAuthorizationDetails", "iam:ListRoles")
          .provision(bounded(inRegion(created(ROLES))), "iam:CreateRole")
          .provision(inRegion(created(ROLES)), "iam:TagRole")
          // What AWS compares here is the boundary that the request asks for.
          .change(bounded(own(ROLES)), "iam:PutRolePermissionsBoundary")
          .change(
              bounded(own(ROLES)),
              "iam:PutRolePolicy",
              "iam:DeleteRolePolicy",
              "iam:DetachRolePolicy")
          .change(
              bounded(own(ROLES)).when("ArnEquals", "iam:PolicyARN", RolePolicies.AWS_MANAGED),
              "iam:AttachRolePolicy")
          .change(own(ROLES), "iam:UpdateAssumeRolePolicy", "iam:UpdateRole")
          .change(
              inRegion(own(ROLES))
                  .when("ForAllValues:StringEquals", "aws:TagKeys", AwsSession.REGION_TAG),
              "iam:TagRole")
          .delete(named(ROLES), "iam:ListAttachedRolePolicies", "iam:ListRolePolicies")
          .delete(bounded(own(ROLES)), "iam:DetachRolePolicy", "iam:DeleteRolePolicy")
          .delete(own(ROLES), "iam:DeleteRole");
    }

    @Override
    public Optional<String> naturalId(Role desired) {
      return Optional.of(desired.name());
    }

    /**
     * Two calls for any number of roles: one tells all about policies and tags, but neither
     * description nor session length (<a
     * href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html">source</a>);
     * the other these.
     */
    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, RoleDetail> details = new HashMap<>();
      aws.iam()
          .getAccountAuthorizationDetailsPaginator(
              r -> r.filter(EntityType.ROLE).maxItems(LARGEST_PAGE))
          .forEach(page ->
              page.roleDetailList().stream()
                  .filter(role -> ids.contains(role.roleName()))
                  .forEach(role -> details.put(role.roleName(), role)));
      Map<String, Observation<Observed>> found = new HashMap<>();
      if (details.isEmpty()) {
        return found;
      }
      aws.iam()
          .listRolesPaginator(r -> r.maxItems(LARGEST_PAGE))
          .roles()
          .forEach(role -> {
            RoleDetail detail = details.remove(role.roleName());
            if (detail != null) {
              found.put(role.roleName(), observation(aws, detail, role));
            }
          });
      details.forEach((name, detail) ->
          found.put(
              name,
              new Observation.Pending<>("not listed yet", aws.ownership(Iam.tags(detail.tags())))));
      return found;
    }

    private static Observation<Observed> observation(
        AwsSession aws, RoleDetail detail, software.amazon.awssdk.services.iam.model.Role listed) {
      Map<String, String> tags = Iam.tags(detail.tags());
      SortedSet<String> managed = new TreeSet<>();
      detail.attachedManagedPolicies().forEach(policy -> managed.add(policy.policyArn()));
      SortedMap<String, String> inline = new TreeMap<>();
      detail
          .rolePolicyList()
          .forEach(
              policy -> inline.put(policy.policyName(), Iam.document(policy.policyDocument())));
      return new Observation.Present<>(
          new Observed(
              detail.arn(),
              detail.roleId(),
              detail.roleName(),
              detail.path(),
              listed.description() == null ? "" : listed.description(),
              Iam.document(detail.assumeRolePolicyDocument()),
              managed,
              inline,
              Optional.ofNullable(detail.permissionsBoundary())
                  .map(boundary -> boundary.permissionsBoundaryArn()),
              Duration.ofSeconds(
                  listed.maxSessionDuration() == null ? 3600 : listed.maxSessionDuration()),
              Optional.ofNullable(tags.get(AwsSession.REGION_TAG)),
              aws.region().id()),
          aws.ownership(tags));
    }

    @Override
    public String create(AwsSession aws, Role desired, Intent intent) {
      return aws.iam()
          .createRole(r ->
              r.roleName(desired.name())
                  .path(desired.path())
                  .description(desired.description())
                  .assumeRolePolicyDocument(desired.trust().json())
                  .maxSessionDuration((int) desired.longestSession().toSeconds())
                  .permissionsBoundary(desired.boundary())
                  .tags(Iam.roleTags(aws, intent)))
          .role()
          .roleName();
    }

    @Override
    public Diff diff(Role desired, Observed observed) {
      Diff.Comparison comparison =
          Diff.compare()
              .fixed("name", desired.name(), observed.name())
              .fixed("path", desired.path(), observed.path())
              .field("description", desired.description(), observed.description())
              .field("trust", desired.trust().normalized(), observed.trust())
              .field("boundary", Optional.of(desired.boundary()), observed.boundary())
              .field("region", Optional.of(observed.wantedRegion()), observed.region())
              .field("managedPolicies", desired.managedPolicies(), observed.managedPolicies())
              .field("longestSession", desired.longestSession(), observed.longestSession());
      Map<String, String> wanted = desired.normalizedPolicies();
      SortedSet<String> names = new TreeSet<>(wanted.keySet());
      names.addAll(observed.inlinePolicies().keySet());
      for (String name : names) {
        comparison.field(
            "inlinePolicies." + name,
            Optional.ofNullable(wanted.get(name)),
            Optional.ofNullable(observed.inlinePolicies().get(name)));
      }
      return comparison.done();
    }

    @Override
    public void update(AwsSession aws, String id, Role desired, Observed observed) {
      IamClient iam = aws.iam();
      // The bound first: nothing is granted to a role that is not bounded yet.
      if (!observed.boundary().equals(Optional.of(desired.boundary()))) {
        iam.putRolePermissionsBoundary(r -> r.roleName(id).permissionsBoundary(desired.boundary()));
      }
      if (!observed.region().equals(Optional.of(observed.wantedRegion()))) {
        iam.tagRole(r -> r.roleName(id).tags(Iam.regionTag(aws)));
      }
      if (!desired.trust().normalized().equals(observed.trust())) {
        iam.updateAssumeRolePolicy(r -> r.roleName(id).policyDocument(desired.trust().json()));
      }
      if (!desired.description().equals(observed.description())
          || !desired.longestSession().equals(observed.longestSession())) {
        iam.updateRole(r ->
            r.roleName(id)
                .description(desired.description())
                .maxSessionDuration((int) desired.longestSession().toSeconds()));
      }
      updateInlinePolicies(iam, id, desired, observed);
      updateManagedPolicies(iam, id, desired, observed);
    }

    private static void updateInlinePolicies(
        IamClient iam, String id, Role desired, Observed observed) {
      Map<String, String> wanted = desired.normalizedPolicies();
      desired
          .inlinePolicies()
          .forEach((name, document) -> {
            if (!document.normalized().equals(observed.inlinePolicies().get(name))) {
              iam.putRolePolicy(
                  r -> r.roleName(id).policyName(name).policyDocument(document.json()));
            }
          });
      for (String name : observed.inlinePolicies().keySet()) {
        if (!wanted.containsKey(name)) {
          Iam.ifThere(() -> iam.deleteRolePolicy(r -> r.roleName(id).policyName(name)));
        }
      }
    }

    private static void updateManagedPolicies(
        IamClient iam, String id, Role desired, Observed observed) {
      for (String arn : desired.managedPolicies()) {
        if (!observed.managedPolicies().contains(arn)) {
          iam.attachRolePolicy(r -> r.roleName(id).policyArn(arn));
        }
      }
      for (String arn : observed.managedPolicies()) {
        if (!desired.managedPolicies().contains(arn)) {
          Iam.ifThere(() -> iam.detachRolePolicy(r -> r.roleName(id).policyArn(arn)));
        }
      }
    }

    /** IAM deletes empty roles only: {@code DeleteConflict} otherwise. */
    @Override
    public void delete(AwsSession aws, String id) {
      IamClient iam = aws.iam();
      Iam.ifThere(() -> {
        for (AttachedPolicy policy : attached(iam, id)) {
          Iam.ifThere(
              () -> iam.detachRolePolicy(r -> r.roleName(id).policyArn(policy.policyArn())));
        }
        for (String policy : inline(iam, id)) {
          Iam.ifThere(() -> iam.deleteRolePolicy(r -> r.roleName(id).policyName(policy)));
        }
        iam.deleteRole(r -> r.roleName(id));
      });
    }

    private static List<AttachedPolicy> attached(IamClient iam, String id) {
      List<AttachedPolicy> all = new ArrayList<>();
      iam.listAttachedRolePoliciesPaginator(r -> r.roleName(id))
          .attachedPolicies()
          .forEach(all::add);
      return all;
    }

    private static List<String> inline(IamClient iam, String id) {
      List<String> all = new ArrayList<>();
      iam.listRolePoliciesPaginator(r -> r.roleName(id)).policyNames().forEach(all::add);
      return all;
    }

    @Override
    public Observed predict(Role desired) {
      return new Observed(
          "arn:aws:iam::000000000000:role" + desired.path() + desired.name(),
          "AROAPLANNED",
          desired.name(),
          desired.path(),
          desired.description(),
          desired.trust().normalized(),
          desired.managedPolicies(),
          desired.normalizedPolicies(),
          Optional.of(desired.boundary()),
          desired.longestSession(),
          Optional.of("planned"),
          "planned");
    }
  }
}
