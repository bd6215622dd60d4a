package io.freehold.cli;

import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A person at a shell, as far as the client can tell. */
final class Session {
  private final Map<String, String> environment = new HashMap<>();
  private final Profiles profiles;
  private final List<Duration> pauses = new ArrayList<>();
  private @Nullable String answer;
  private boolean terminal;

  /** What a run left. */
  record Run(int code, String out, String err) {}

  @Command(name = "freehold")
  private static final class Root {}

  Session(Path folder) {
    profiles = new Profiles(folder);
  }

  static Session with(FakeControlPlane controlPlane, Path folder) {
    return new Session(folder)
        .set("FREEHOLD_URL", controlPlane.url().toString())
        .set("FREEHOLD_ORGANIZATION", FakeControlPlane.ORGANIZATION)
        .set("FREEHOLD_KEY_ID", FakeControlPlane.KEY_ID)
        .set("FREEHOLD_KEY_SECRET", FakeControlPlane.KEY_SECRET);
  }

  Session set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A person is there, and types this whatever is asked. */
  Session typing(String text) {
    answer = text;
    return this;
  }

  Session onTerminal() {
    terminal = true;
    return this;
  }

  /** How long the client would have waited, each time that it did. */
  List<Duration> pauses() {
    return pauses;
  }

  Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings around =
        new Surroundings(
            environment,
            profiles,
            new PrintWriter(out),
            new PrintWriter(err),
            new Answering(),
            terminal,
            false,
            StandardCharsets.UTF_8,
            () -> TerminalSize.USUAL,
            Clock.systemUTC(),
            pauses::add);
    CommandLine root = Client.addTo(new CommandLine(new Root()), around);
    int code = root.execute(arguments);
    around.out().flush();
    around.err().flush();
    return new Run(code, out.toString(), err.toString());
  }

  private final class Answering implements Surroundings.Question {
    @Override
    public Optional<String> ask(String text) {
      return Optional.ofNullable(answer);
    }

    @Override
    public Optional<String> askSecret(String text) {
      return Optional.ofNullable(answer);
    }
  }
}
