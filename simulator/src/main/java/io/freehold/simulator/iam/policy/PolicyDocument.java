package io.freehold.simulator.iam.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A policy that was read and understood. */
public final class PolicyDocument {
  private static final Set<String> NARROWING =
      Set.of(
          "aws:principalaccount",
          "aws:principalarn",
          "aws:principalorgid",
          "aws:sourceaccount",
          "aws:sourcearn",
          "aws:sourceip",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:userid");

  private final List<Statement> statements;

  PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a document.
   *
   * @param json as AWS takes it
   * @throws MalformedPolicy for whatever is not known to be right
   */
  public static PolicyDocument parse(PolicyKind kind, String json) {
    return new PolicyReader(kind).read(json);
  }

  /**
   * Whether it is public as S3 understands it: it allows something to everybody, without a
   * condition that narrows it to fixed callers. <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">Source</a>.
   */
  public boolean isPublic() {
    return statements.stream()
        .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
        .filter(statement -> statement.principal().map(PrincipalClause::everybody).orElse(false))
        .anyMatch(statement ->
            statement.conditions().stream()
                .noneMatch(condition ->
                    NARROWING.contains(condition.key().toLowerCase(Locale.ROOT))
                        && !condition.operator().comparison().negated()));
  }

  /** Whether every resource that it names is this one, or something in it after a slash. */
  public boolean concernsOnly(String arn) {
    return statements.stream()
        .flatMap(statement -> statement.resources().stream())
        .flatMap(choice -> choice.listed().stream())
        .map(Template::source)
        .allMatch(source ->
            source.equals(arn)
                || source.startsWith(arn + "/")
                || (!source.equals("*") && Glob.of(source).matches(arn)));
  }

  /** The context keys on which its statements depend, as they are written there. */
  public Stream<String> keys() {
    return statements.stream().flatMap(Statement::keys);
  }

  List<Statement> statements() {
    return statements;
  }
}
