package io.freehold.aws.catalogue;

import static io.freehold.aws.session.AwsSession.MARK;
import static io.freehold.aws.session.AwsSession.OWNER_TAG;
import static io.freehold.aws.session.AwsSession.REGION_TAG;

import io.freehold.aws.policy.Statement;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * On which resources, and under which conditions, an action is needed.
 *
 * <p>One role serves every infrastructure of an account, so a scope never names one: it compares
 * with the tags of the session, which name the infrastructure (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html">source</a>). A session
 * without them reaches nothing but what may be read.
 *
 * @param label how it begins the name of its statement
 * @param resources patterns of ARNs
 * @param conditions values by operator and key, as in a statement
 */
public record Scope(
    String label,
    SortedSet<String> resources,
    SortedMap<String, SortedMap<String, SortedSet<String>>> conditions) {
  /** Put in by IAM: the short name of the session's infrastructure. */
  public static final String INFRASTRUCTURE = "${aws:PrincipalTag/" + OWNER_TAG + "}";

  /** The same of its region. */
  public static final String REGION = "${aws:PrincipalTag/" + REGION_TAG + "}";

  /** The name of its EKS cluster. */
  public static final String CLUSTER = "clickhouse-cloud-" + INFRASTRUCTURE;

  /** Its domain, under whatever domain the vendor has; the names of buckets begin with it too. */
  public static final String DOMAIN = INFRASTRUCTURE + "." + REGION + ".*";

  /** Its buckets, and what is in them. */
  public static final String BUCKETS = "arn:aws:s3:::" + DOMAIN;

  private static final String OWN = "Own";

  public Scope {
    resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  /** Every resource: for actions that AWS cannot narrow, which are those that only look. */
  public static Scope everything() {
    return of("Look", "*");
  }

  /** Things that carry the infrastructure's tag already. */
  public static Scope own(String... arns) {
    return of(OWN, arns).when("StringEquals", "aws:ResourceTag/" + OWNER_TAG, INFRASTRUCTURE);
  }

  /** Things that get the infrastructure's tag in the very request that makes them. */
  public static Scope created(String... arns) {
    return of("New", arns).when("StringEquals", "aws:RequestTag/" + OWNER_TAG, INFRASTRUCTURE);
  }

  /** The tags of a creating request of EC2, which are an action of their own. */
  public static Scope taggedBy(String creation, String... arns) {
    return created(arns).labelled("Tag").when("StringEquals", "ec2:CreateAction", creation);
  }

  /** Things that carry the mark: ours, and a VPC that its customer has given it. */
  public static Scope marked(String... arns) {
    return of("Marked", arns).when("StringEquals", "aws:ResourceTag/" + MARK, "true");
  }

  /** Things whose names say whose they are. */
  public static Scope named(String... arns) {
    return of("Named", arns);
  }

  private static Scope of(String label, String... arns) {
    return new Scope(label, new TreeSet<>(List.of(arns)), new TreeMap<>());
  }

  /** Every EC2 resource of a type: {@code natgateway}. */
  public static String ec2(String type) {
    return "arn:aws:ec2:*:*:" + type + "/*";
  }

  /**
   * The roles of the infrastructure. They have a path of their own, in which nobody else's role is.
   *
   * @param suffix of their names: {@code *-k8s-worker}, or {@code *} for any
   */
  public static String roles(String suffix) {
    return "arn:aws:iam::*:role" + Placeholder.ROLE_PATH.text() + INFRASTRUCTURE + "-" + suffix;
  }

  /** Hands a role of the infrastructure to one service of AWS, and to no other. */
  public static Scope passing(String suffix, String service) {
    return of("Pass", roles(suffix)).when("StringEquals", "iam:PassedToService", service);
  }

  /** The role that one service of AWS makes for itself in the caller's name. */
  public static Scope linkedRole(String service) {
    return of("Linked", "arn:aws:iam::*:role/aws-service-role/" + service + "/*")
        .when("StringEquals", "iam:AWSServiceName", service);
  }

  /** Another beginning for the name of its statement. */
  public Scope labelled(String other) {
    return new Scope(other, resources, conditions);
  }

  /** Only where this holds as well. */
  public Scope when(String operator, String key, String... values) {
    return new Scope(
        label, resources, statement(List.of()).when(operator, key, values).conditions());
  }

  /**
   * Whether one statement may speak of both: the conditions are the same, and either the resources
   * are too, or both are about what carries the tag already. An action that AWS does not know for a
   * resource is not granted by naming both; one that makes something new must not be mixed, since
   * the tag in its request would let it into a stranger's VPC.
   */
  boolean joins(Scope other) {
    return conditions.equals(other.conditions)
        && (resources.equals(other.resources) || (label.equals(OWN) && other.label.equals(OWN)));
  }

  /** Both. */
  Scope and(Scope other) {
    SortedSet<String> all = new TreeSet<>(resources);
    all.addAll(other.resources);
    return new Scope(label, all, conditions);
  }

  /** The statement that allows these actions here. */
  Statement statement(List<String> actions) {
    return new Statement(
        label,
        Statement.Effect.ALLOW,
        new TreeMap<>(),
        new TreeSet<>(actions),
        resources,
        conditions);
  }
}
