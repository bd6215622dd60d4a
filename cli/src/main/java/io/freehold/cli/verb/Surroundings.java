package io.freehold.cli.verb;

import io.freehold.cli.live.Display;
import io.freehold.cli.live.Follow;
import io.freehold.cli.live.LineDisplay;
import io.freehold.cli.live.ScreenDisplay;
import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.profile.Profiles;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it: everything that a test wants to replace.
 *
 * @param environment the environment variables
 * @param profiles the saved profiles
 * @param out what was asked for
 * @param err everything else
 * @param question asks a person, who may not be there
 * @param terminal whether {@code out} is a terminal that a person looks at
 * @param colours whether that person wants colours
 * @param charset of the terminal
 * @param size of the terminal
 */
public record Surroundings(
    Map<String, String> environment,
    Profiles profiles,
    PrintWriter out,
    PrintWriter err,
    Question question,
    boolean terminal,
    boolean colours,
    Charset charset,
    Supplier<TerminalSize> size,
    InstantSource clock,
    Follow.Pause pause) {

  /** Asks the person at the terminal. */
  public interface Question {
    /** Asks into an empty room. */
    Question NOBODY =
        new Question() {
          @Override
          public Optional<String> ask(String text) {
            return Optional.empty();
          }

          @Override
          public Optional<String> askSecret(String text) {
            return Optional.empty();
          }
        };

    /** The answer; empty where nobody is there. */
    Optional<String> ask(String text);

    /** The same for a secret, which is not shown. */
    Optional<String> askSecret(String text);
  }

  /** The same with another environment. */
  public Surroundings withEnvironment(Map<String, String> other) {
    return new Surroundings(
        other, profiles, out, err, question, terminal, colours, charset, size, clock, pause);
  }

  /** A tree in place for a person at a terminal, plain lines for everything else. */
  public Display display() {
    return terminal ? new ScreenDisplay(out, size, charset, colours) : new LineDisplay(out);
  }

  /** Those of this process. */
  public static Surroundings ofProcess(InstantSource clock, Follow.Pause pause) {
    Map<String, String> environment = System.getenv();
    Charset charset =
        Charset.forName(System.getProperty("stdout.encoding", "UTF-8"), StandardCharsets.UTF_8);
    Console console = personsTerminal();
    boolean person = console != null;
    boolean terminal = person && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
    return new Surroundings(
        environment,
        new Profiles(configuration(environment).resolve("profiles")),
        new PrintWriter(System.out, false, charset),
        new PrintWriter(System.err, true, charset),
        new ProcessQuestion(console),
        terminal,
        terminal && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        charset,
        new TerminalWindow(clock),
        clock,
        pause);
  }

  /** This process's terminal, if both its input and its output are one. */
  @SuppressWarnings(
      "SystemConsoleNull") // It was never null in JDK 22 to 24; from 25 on it is again.
  private static @Nullable Console personsTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }

  private static Path configuration(Map<String, String> environment) {
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(folder);
    return base.resolve("freehold");
  }
}
