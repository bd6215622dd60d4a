package io.freehold.kernel.failure;

/**
 * What went wrong, classified once per cloud by the error's code.
 *
 * @param kind who must act and whether waiting helps
 * @param code the cloud's own error code, for people to search by
 * @param message one sentence for people; never holds a secret
 * @param effect whether the call that failed may have taken effect all the same
 */
public record Failure(Kind kind, String code, String message, Effect effect) {

  /** Who must act, and does waiting help. */
  public enum Kind {
    /** Too many calls: wait, then the same call again. */
    THROTTLED,
    /** The cloud or the way to it is ill: wait, then the same call again. */
    TRANSIENT,
    /** Something else has to come or go first: wait. */
    DEPENDENCY,
    /** The customer's cloud admin must allow it. */
    PERMISSION,
    /** A quota is used up: the customer's cloud admin must raise it or free something. */
    QUOTA,
    /** The thing exists already, or is being changed by somebody. */
    CONFLICT,
    /** The cloud refuses the request as it stands: the spec must change. */
    INVALID,
    /** Our own mistake. */
    BUG;

    /** True where the same call may succeed later without anybody doing anything. */
    public boolean passesByItself() {
      return switch (this) {
        case THROTTLED, TRANSIENT, DEPENDENCY, CONFLICT -> true;
        case PERMISSION, QUOTA, INVALID, BUG -> false;
      };
    }

    /**
     * True where waiting helps soon or not at all: what was waited for, or whoever had the name or
     * was changing the thing, is not on its way then.
     */
    public boolean isLostInTime() {
      return switch (this) {
        case DEPENDENCY, CONFLICT -> true;
        case THROTTLED, TRANSIENT, PERMISSION, QUOTA, INVALID, BUG -> false;
      };
    }
  }

  /** Whether the failed call may have taken effect. */
  public enum Effect {
    /** The cloud answered that it did nothing. */
    NONE,
    /** No answer, or one that leaves it open. */
    UNKNOWN
  }

  public static Failure refused(Kind kind, String code, String message) {
    return new Failure(kind, code, message, Effect.NONE);
  }

  public static Failure unknown(Kind kind, String code, String message) {
    return new Failure(kind, code, message, Effect.UNKNOWN);
  }

  @Override
  public String toString() {
    return kind + " " + code + ": " + message;
  }
}
