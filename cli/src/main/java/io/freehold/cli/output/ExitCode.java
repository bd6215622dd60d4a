package io.freehold.cli.output;

/** With what the program ends; documented in every help text. */
public final class ExitCode {
  /** What was asked for is done. */
  public static final int DONE = 0;

  /** It failed, or did not come to be in time. */
  public static final int FAILED = 1;

  /** The command line, the environment or the profile is not usable; nothing was done. */
  public static final int USAGE = 2;

  /** It is blocked, and goes on by itself once a person has done something. */
  public static final int BLOCKED = 3;

  private ExitCode() {}
}
