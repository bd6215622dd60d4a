package io.freehold.aws.account;

import io.freehold.kernel.failure.Failure;
import java.util.List;

/** What became of judging a management role. */
public sealed interface Verification {

  /**
   * It works, and lets in nobody else.
   *
   * @param warnings what could not be checked, and should be said aloud
   */
  record Sound(RoleFacts role, List<Finding> warnings) implements Verification {
    public Sound {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It cannot be used. A role that was just made looks like this for a while, and so does one that
   * is gone or shut for good: STS tells nobody which, and only time does.
   */
  record Unusable(List<Finding> findings) implements Verification {
    public Unusable {
      findings = List.copyOf(findings);
    }
  }

  /** It can be used, and must not be: somebody has to change it. */
  record Unsafe(List<Finding> findings) implements Verification {
    public Unsafe {
      findings = List.copyOf(findings);
    }
  }

  /**
   * AWS did not answer, or our own credentials are not in order: that says nothing of the role.
   *
   * @param failure what kept it from being judged
   */
  record Undecided(Failure failure) implements Verification {}
}
