package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.controlplane.service.ServiceStates.Seen;
import io.freehold.kubernetes.service.ServerStanding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/service-states.md} are what the code does. */
class ServiceStatesTest {
  private static final Pattern CODE = Pattern.compile("`([a-z_-]+)`");

  @Test
  void every_command_in_every_state_is_as_the_document_says() throws IOException {
    Set<ServiceState> seen = EnumSet.noneOf(ServiceState.class);
    for (List<String> row : table("| state | `stop` | `start` | `awake` |")) {
      for (String word : codes(row.getFirst())) {
        ServiceState state = ServiceState.of(word);
        seen.add(state);
        assertThat(said(Command.STOP, state)).as("stop " + word).isEqualTo(row.get(1));
        assertThat(said(Command.START, state)).as("start " + word).isEqualTo(row.get(2));
        assertThat(said(Command.AWAKE, state)).as("awake " + word).isEqualTo(row.get(3));
      }
    }
    assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
        .as("those that nobody finds any more")
        .containsExactlyInAnyOrder(ServiceState.SOFTDELETED, ServiceState.TERMINATED);
  }

  @Test
  void after_a_look_the_first_line_of_the_table_holds() throws IOException {
    List<List<String>> table = table("| asked | found | before | state |");
    int looks = 0;
    for (Wanted wanted : Wanted.values()) {
      for (ServiceState before : EnumSet.complementOf(gone())) {
        for (boolean ranBefore : new boolean[] {false, true}) {
          for (Seen seen : everything()) {
            String expected = first(table, wanted, before, ranBefore, seen);
            assertThat(ServiceStates.after(wanted, before, ranBefore, seen).word())
                .as("%s, %s, ran before: %s, %s", wanted, before, ranBefore, seen)
                .isEqualTo(
                    expected.equals("as before") ? before.word() : codes(expected).getFirst());
            looks++;
          }
        }
      }
    }
    assertThat(looks).isGreaterThan(500);
  }

  @Test
  void what_is_being_deleted_is_as_the_document_says() throws IOException {
    List<List<String>> table = table("| asked | found | before | state |");
    assertThat(ServiceStates.deleting(DataDecision.DELETE, false).word())
        .isEqualTo(codes(table.get(0).get(3)).getFirst());
    assertThat(ServiceStates.deleting(DataDecision.DELETE, true).word())
        .isEqualTo(codes(table.get(1).get(3)).getFirst());
    assertThat(ServiceStates.deleting(DataDecision.RETAIN, false).word())
        .isEqualTo(codes(table.get(2).get(3)).getFirst());
    assertThat(ServiceStates.deleting(DataDecision.RETAIN, true).word())
        .isEqualTo(codes(table.get(3).get(3)).getFirst());
  }

  @Test
  void the_tables_lead_to_all_fourteen_states() throws IOException {
    Set<String> words = new TreeSet<>();
    table("| asked | found | before | state |").forEach(row -> words.addAll(codes(row.get(3))));

    assertThat(words).hasSize(14);
    for (ServiceState state : ServiceState.values()) {
      assertThat(words).contains(state.word());
    }
  }

  private static String said(Command command, ServiceState state) {
    Optional<String> refusal = ServiceStates.refusal(command, state);
    if (refusal.isPresent()) {
      return "409 `" + refusal.get() + "`";
    }
    if (ServiceStates.isNothing(command, state)) {
      return "nothing to do";
    }
    ServiceState next = ServiceStates.told(command, state);
    return next == state ? "looked at again" : "`" + next.word() + "`";
  }

  private static String first(
      List<List<String>> table, Wanted wanted, ServiceState before, boolean ranBefore, Seen seen) {
    String asked =
        switch (wanted) {
          case RUNNING -> "to run";
          case STOPPED -> "to be stopped";
          case ASLEEP -> "to be asleep";
        };
    return table.stream()
        .filter(row -> row.get(0).equals(asked))
        .filter(row ->
            switch (row.get(1)) {
              case "" -> true;
              case "all as asked" -> seen.settled();
              case "a failure that needs somebody" -> seen.needsSomebody();
              case "a failure that passes by itself" -> seen.failed();
              case "no server ready" -> seen.servers() == ServerStanding.NONE_READY;
              default -> throw new IllegalStateException(row.get(1));
            })
        .filter(row ->
            row.get(2).isEmpty()
                || (row.get(2).equals("it never ran")
                    ? !ranBefore
                    : codes(row.get(2)).contains(before.word())))
        .findFirst()
        .orElseThrow()
        .get(3);
  }

  private static EnumSet<ServiceState> gone() {
    return EnumSet.of(
        ServiceState.SOFTDELETING,
        ServiceState.SOFTDELETED,
        ServiceState.TERMINATING,
        ServiceState.TERMINATED);
  }

  private static List<Seen> everything() {
    List<Seen> all = new ArrayList<>();
    for (ServerStanding servers : ServerStanding.values()) {
      all.add(new Seen(true, false, false, servers));
      all.add(new Seen(false, false, false, servers));
      all.add(new Seen(false, false, true, servers));
      all.add(new Seen(false, true, true, servers));
    }
    return all;
  }

  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    Matcher matcher = CODE.matcher(cell);
    while (matcher.find()) {
      codes.add(matcher.group(1));
    }
    return codes;
  }

  /** The rows of the table with that heading. */
  private static List<List<String>> table(String heading) throws IOException {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/service-states.md"))) {
      here = here.getParent();
    }
    List<String> lines = Files.readAllLines(here.resolve("docs/service-states.md"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = lines.indexOf(heading) + 2; lines.get(i).startsWith("|"); i++) {
      List<String> cells = new ArrayList<>();
      for (String cell : lines.get(i).substring(1).split("\\|")) {
        cells.add(cell.strip());
      }
      rows.add(cells);
    }
    return rows;
  }
}
