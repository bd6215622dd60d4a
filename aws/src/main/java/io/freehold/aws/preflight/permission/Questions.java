package io.freehold.aws.preflight.permission;

import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.Permission.Phase;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsSession;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The catalogue's permissions as questions about one infrastructure: on its ARNs, in sessions with
 * its tags, with the tags that its things get.
 */
final class Questions {
  private static final String REQUEST_TAG = "aws:RequestTag";
  private static final String RESOURCE_TAG = "aws:ResourceTag";
  private static final String OWNER = "/" + AwsSession.OWNER_TAG;

  /** These have keys of their own for the tags of what is touched. */
  private static final Set<String> WITH_OWN_TAG_KEYS = Set.of("ec2", "iam", "elasticloadbalancing");

  /** Where there is one for all regions, a request counts as one to the first of them. */
  private static final Set<String> GLOBAL = Set.of("iam", "route53");

  /** Of permissions that are the same but for these keys. */
  private static final List<String> TOLD_APART_BY =
      List.of("iam:PolicyARN", "iam:AWSServiceName", "iam:PassedToService");

  private final Subject subject;
  private final PlannedArns arns;
  private final UnaryOperator<String> filled;

  /**
   * Actions of which some permission is about the tags of the request: every such request has them.
   */
  private final Set<String> tagging;

  private Questions(Subject subject) {
    this.subject = subject;
    arns = PlannedArns.of(subject);
    Onboarding onboarding = PermissionProbes.granted(subject);
    filled =
        text ->
            onboarding
                .filledIn(text)
                .replace(Scope.INFRASTRUCTURE, subject.spec().name().value())
                .replace(Scope.REGION, subject.spec().region());
    tagging =
        Catalogue.permissions().stream()
            .filter(one -> has(one.scope(), REQUEST_TAG + OWNER))
            .map(Permission::action)
            .collect(Collectors.toSet());
  }

  /** Every question that this infrastructure needs an answer to, each once. */
  static List<Question> about(Subject subject) {
    Map<String, Question> all = new LinkedHashMap<>();
    every(subject).forEach(question -> all.putIfAbsent(question.id(), question));
    return List.copyOf(all.values());
  }

  /** The same, where several kinds need a permission as often as they need it. */
  static List<Question> every(Subject subject) {
    Questions questions = new Questions(subject);
    Set<PolicyGroup> needed = EnumSet.copyOf(subject.planned().groups());
    if (subject.spec().secretsKeyArn() == null) {
      needed.remove(PolicyGroup.KMS);
    }
    return Catalogue.permissions().stream()
        .filter(permission -> needed.contains(permission.group()))
        .flatMap(permission -> questions.of(permission).stream())
        .toList();
  }

  private List<Question> of(Permission permission) {
    List<Question> all = new ArrayList<>();
    for (String raw : permission.scope().resources()) {
      String pattern = filled.apply(raw);
      List<String> resources =
          arns.matching(pattern).stream()
              .filter(arn -> ResourceTypes.fits(permission.action(), arn))
              .toList();
      if (!resources.isEmpty()) {
        contexts(permission)
            .forEach(context ->
                all.add(
                    new Question(
                        id(permission, pattern, context), permission, resources, context)));
      }
    }
    return all;
  }

  /** One for each value of a key that a request has only one of. */
  private List<Context> contexts(Permission permission) {
    List<Context> all = new ArrayList<>();
    all.add(base(permission));
    permission
        .scope()
        .conditions()
        .forEach((operator, keys) ->
            keys.forEach((key, values) -> {
              List<Context> more = new ArrayList<>();
              all.forEach(context -> more.addAll(with(context, operator, key, values)));
              all.clear();
              all.addAll(more);
            }));
    return all;
  }

  private Context base(Permission permission) {
    String service = Question.service(permission.action());
    String role = subject.policies().management().value();
    String account = subject.policies().management().accountId();
    Context context =
        Context.none()
            .withTags("aws:PrincipalTag", sessionTags())
            .with("aws:PrincipalArn", role)
            .with("aws:PrincipalAccount", account)
            .with("aws:ResourceAccount", account)
            .with(
                "aws:RequestedRegion",
                GLOBAL.contains(service) ? "us-east-1" : subject.spec().region())
            .withTruth("aws:SecureTransport", true);
    if (permission.phase() == Phase.PROVISION && tagging.contains(permission.action())) {
      Map<String, String> tags = tags(service);
      context = context.withTags(REQUEST_TAG, tags).withAll("aws:TagKeys", tags.keySet());
    }
    if (has(permission.scope(), RESOURCE_TAG + OWNER)) {
      context = context.withTags(RESOURCE_TAG, tags(service));
      if (WITH_OWN_TAG_KEYS.contains(service)) {
        context = context.withTags(service + ":ResourceTag", tags(service));
      }
    }
    return context;
  }

  private Map<String, String> sessionTags() {
    return Map.of(
        AwsSession.MARK,
        "true",
        AwsSession.OWNER_TAG,
        subject.spec().name().value(),
        AwsSession.REGION_TAG,
        subject.spec().region());
  }

  /** As a thing of the infrastructure gets them. */
  private Map<String, String> tags(String service) {
    Map<String, String> tags = new LinkedHashMap<>(subject.spec().tags());
    tags.put("Name", subject.spec().name() + "-preflight");
    tags.put(AwsSession.MARK, "true");
    tags.put(AwsSession.OWNER_TAG, subject.spec().name().value());
    tags.put(AwsSession.NODE_TAG, "preflight");
    if (service.equals("iam")) {
      tags.put(AwsSession.REGION_TAG, subject.spec().region());
    }
    return tags;
  }

  private List<Context> with(
      Context context, String operator, String key, SortedSet<String> patterns) {
    if (operator.startsWith("ForAllValues:")) {
      // Names are patterns; what else there may be several of is listed.
      return List.of(
          context.withAll(
              key,
              operator.endsWith("StringLike")
                  ? recordNames()
                  : patterns.stream().map(filled).toList()));
    }
    if (operator.equals("Bool")) {
      return List.of(context.withTruth(key, Boolean.parseBoolean(patterns.first())));
    }
    return patterns.stream()
        .map(filled)
        .map(value -> value.contains("*") ? arns.matching(value).getFirst() : value)
        .map(value -> context.with(key, value))
        .toList();
  }

  /**
   * The names of records that are made, as IAM compares them: <a
   * href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html">source</a>.
   */
  private List<String> recordNames() {
    return List.of("\\052." + subject.policies().names().domain());
  }

  private static boolean has(Scope scope, String key) {
    return scope.conditions().values().stream().anyMatch(keys -> keys.containsKey(key));
  }

  /** {@code permission-ec2-create-subnet-own-vpc}: never changes, since waivers name it. */
  private String id(Permission permission, String pattern, Context context) {
    StringBuilder id = new StringBuilder("permission-" + kebab(permission.action()));
    if (!pattern.equals("*")) {
      id.append('-').append(kebab(permission.scope().label())).append('-').append(kind(pattern));
    }
    for (String key : TOLD_APART_BY) {
      value(permission.scope(), context, key)
          .map(value -> value.replaceAll("\\..*|.*/", ""))
          .ifPresent(value -> id.append('-').append(kebab(value)));
    }
    return id.toString();
  }

  private static Optional<String> value(Scope scope, Context context, String key) {
    return has(scope, key) ? context.first(key) : Optional.empty();
  }

  /** What a pattern of ARNs is about: {@code vpc}, {@code bucket}, {@code role-k8s-worker}. */
  private String kind(String pattern) {
    if (pattern.equals(subject.policies().management().value())) {
      return "management-role";
    }
    String type = ResourceTypes.of(pattern);
    int suffix = pattern.indexOf("-*-");
    return suffix < 0 ? type : type + "-" + kebab(pattern.substring(suffix + 3));
  }

  static String kebab(String text) {
    return text.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
