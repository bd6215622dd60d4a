package io.freehold.cli.verb;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks at the process's own terminal, if a person sits there. */
final class ProcessQuestion implements Surroundings.Question {
  private final @Nullable Console console;

  ProcessQuestion(@Nullable Console console) {
    this.console = console;
  }

  @Override
  public Optional<String> ask(String text) {
    return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", text));
  }

  @Override
  public Optional<String> askSecret(String text) {
    if (console == null) {
      return Optional.empty();
    }
    char[] secret = console.readPassword("%s", text);
    return secret == null ? Optional.empty() : Optional.of(new String(secret));
  }
}
