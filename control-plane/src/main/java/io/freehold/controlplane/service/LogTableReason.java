package io.freehold.controlplane.service;

/** Why {@code LogTableReady} is as it is; {@code docs/conditions.md} says what each asks for. */
enum LogTableReason {
  /** It is there, with the retention that was asked for. */
  TABLE_MADE("TableMade"),
  /** It is being made, or brought to another retention. */
  TABLE_PENDING("TablePending"),
  /** A server refused what makes it, or something else went wrong. */
  TABLE_FAILED("TableFailed");

  private final String word;

  LogTableReason(String word) {
    this.word = word;
  }

  /** As the API shows it. */
  String word() {
    return word;
  }
}
