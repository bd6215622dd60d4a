package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.verb.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/commands.md has the help of every command, as the program prints it. */
class CommandsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "commands.md");
  private static final String MARK = "-Dfreehold.write=true -->\n";

  @Test
  void has_the_help_of_every_command() throws IOException {
    String document = Files.readString(DOCUMENT);
    int mark = document.indexOf(MARK) + MARK.length();
    assertThat(mark).isGreaterThan(MARK.length());
    String expected = document.substring(0, mark) + help();
    if (Boolean.getBoolean("freehold.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
  }

  @Test
  void every_command_says_what_it_does_and_how_it_can_end() {
    commands()
        .forEach((name, command) -> {
          assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
          for (var option : command.getCommandSpec().options()) {
            assertThat(option.description()).as(name + " " + option.longestName()).isNotEmpty();
          }
        });
  }

  private static String help() {
    return commands().entrySet().stream()
        .map(one -> "\n## " + one.getKey() + "\n```text\n" + text(one.getValue()) + "```\n")
        .collect(Collectors.joining());
  }

  private static String text(CommandLine command) {
    return command
            .getUsageMessage(CommandLine.Help.Ansi.OFF)
            .lines()
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static Map<String, CommandLine> commands() {
    Surroundings around = Surroundings.ofProcess(Clock.systemUTC(), span -> {});
    Map<String, CommandLine> all = new LinkedHashMap<>();
    collect(FreeholdCommand.commandLine(around), all);
    return all;
  }

  private static void collect(CommandLine command, Map<String, CommandLine> all) {
    if (!command.getCommandSpec().usageMessage().hidden()) {
      all.put(command.getCommandSpec().qualifiedName(), command);
      command.getSubcommands().values().forEach(sub -> collect(sub, all));
    }
  }
}
