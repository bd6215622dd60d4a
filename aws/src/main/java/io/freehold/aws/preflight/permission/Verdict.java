package io.freehold.aws.preflight.permission;

import java.util.List;
import java.util.Optional;

/** What IAM says of a question. */
sealed interface Verdict {
  /** On every resource. */
  record Allowed() implements Verdict {}

  /**
   * Not on these resources.
   *
   * @param policy the name of the policy that says no; empty where none says yes
   */
  record Denied(Ground ground, List<String> resources, Optional<String> policy) implements Verdict {
    public Denied {
      resources = List.copyOf(resources);
    }
  }

  /** IAM's simulator does not take the question. */
  record Unanswered(String why) implements Verdict {}

  /** By what something is denied. The first one has to be mended before the others matter. */
  enum Ground {
    /** A policy of the AWS organization, which nobody in the account can change. */
    ORGANIZATION,
    /** A statement of the role's own policies. */
    STATEMENT,
    /** The boundary of the management role. */
    BOUNDARY,
    /** No policy of the role allows it. */
    MISSING
  }
}
