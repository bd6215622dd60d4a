package io.freehold.cli.verb;

import picocli.CommandLine.Option;

/** The option that every command has. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  private boolean asked;

  /** Whether help was asked for. */
  public boolean asked() {
    return asked;
  }
}
