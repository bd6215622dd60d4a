package io.freehold.aws.account;

import java.util.Locale;

/**
 * One thing that is wrong with a management role, for whoever has to mend it.
 *
 * @param found what there is
 * @param needed what there should be
 * @param remedy what to do, as a sentence
 */
public record Finding(Code code, String found, String needed, String remedy) {

  /** What sort of thing is wrong. */
  public enum Code {
    /** STS does not let us in: the role is gone, too new, or does not trust us with our id. */
    ROLE_NOT_ASSUMABLE,
    /** STS lets us in, but not with the tags that keep infrastructures apart. */
    SESSION_TAGS_REFUSED,
    /** IAM does not know the role. */
    ROLE_NOT_FOUND,
    /** The role may not look at itself, so that its trust policy cannot be judged. */
    ROLE_UNREADABLE,
    /** The role leads into another account than the one that was named. */
    ACCOUNT_MISMATCH,
    /** Somebody gets in who does not know the external ID, or knows another. */
    EXTERNAL_ID_NOT_DEMANDED,
    /** The trust policy lets in others than us. */
    TRUST_TOO_WIDE,
    /** The trust policy is of a form that this release cannot judge. */
    TRUST_NOT_UNDERSTOOD,
    /** The role lacks permissions that the account's template grants. */
    PERMISSIONS_MISSING,
    /** A check could not be made. */
    NOT_CHECKED;

    /** Stable and in kebab case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a role that was just made can look like this for a while. */
    boolean passesWithTime() {
      return switch (this) {
        case ROLE_NOT_ASSUMABLE, SESSION_TAGS_REFUSED, ROLE_NOT_FOUND, ROLE_UNREADABLE -> true;
        case ACCOUNT_MISMATCH,
            EXTERNAL_ID_NOT_DEMANDED,
            TRUST_TOO_WIDE,
            TRUST_NOT_UNDERSTOOD,
            PERMISSIONS_MISSING,
            NOT_CHECKED ->
            false;
      };
    }
  }

  /** All of it in one text, which begins with the code. */
  public String sentence() {
    return "%s: found %s, needed %s. %s".formatted(code.word(), found, needed, remedy);
  }
}
