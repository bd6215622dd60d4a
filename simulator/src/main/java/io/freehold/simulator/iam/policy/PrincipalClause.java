package io.freehold.simulator.iam.policy;

import java.util.List;
import java.util.Optional;

/** Whom a statement of a resource's policy names. */
record PrincipalClause(List<Named> named) {
  /** How directly a caller is named; what comes later grants more. */
  enum Closeness {
    /** By the account, which then decides by its own policies. */
    ACCOUNT,
    /** By the role, or as one of everybody. */
    ROLE,
    /** By this very session, or as this very service. */
    SELF
  }

  sealed interface Named {}

  record Everybody() implements Named {}

  record InAccount(String accountId) implements Named {}

  record ByArn(String arn) implements Named {}

  record Service(String name) implements Named {}

  boolean everybody() {
    return named.stream().anyMatch(Everybody.class::isInstance);
  }

  /** How closely the caller is named, if at all. */
  Optional<Closeness> of(Caller caller) {
    return named.stream().flatMap(one -> closeness(one, caller).stream()).max(Closeness::compareTo);
  }

  private static Optional<Closeness> closeness(Named named, Caller caller) {
    return switch (named) {
      case Everybody() -> Optional.of(Closeness.ROLE);
      case InAccount(String account) ->
          switch (caller) {
            case Caller.Account(String own) -> when(own.equals(account), Closeness.SELF);
            case Caller.RoleSession session ->
                when(session.accountId().equals(account), Closeness.ACCOUNT);
            case Caller.AwsService(_) -> Optional.empty();
          };
      case ByArn(String arn) ->
          switch (caller) {
            case Caller.RoleSession session ->
                session.sessionArn().equals(arn)
                    ? Optional.of(Closeness.SELF)
                    : when(session.roleArn().equals(arn), Closeness.ROLE);
            case Caller.Account(_), Caller.AwsService(_) -> Optional.empty();
          };
      case Service(String name) ->
          switch (caller) {
            case Caller.AwsService(String own) -> when(own.equals(name), Closeness.SELF);
            case Caller.Account(_), Caller.RoleSession(_, _, _) -> Optional.empty();
          };
    };
  }

  private static Optional<Closeness> when(boolean fits, Closeness closeness) {
    return fits ? Optional.of(closeness) : Optional.empty();
  }
}
