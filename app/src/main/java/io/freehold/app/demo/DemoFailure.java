package io.freehold.app.demo;

import io.freehold.cli.output.ExitCode;

/** The demo did not come to its end; the message says where and why. */
final class DemoFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  DemoFailure(String message) {
    this(ExitCode.FAILED, message);
  }

  /**
   * @param exitCode that fits: whether a person has to do something
   */
  DemoFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
