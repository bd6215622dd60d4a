package io.freehold.simulator.iam.policy;

import java.util.List;

/** A policy that was read and understood. */
public final class PolicyDocument {
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

  List<Statement> statements() {
    return statements;
  }
}
