package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.failure.Failure;
import io.freehold.kubernetes.catalogue.Component;
import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.kubernetes.chart.ComponentHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/conditions.md has a row for every type and every reason that there is, and no other. */
class ConditionsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "conditions.md");

  @Test
  void has_one_row_for_every_reason() throws IOException {
    assertThat(rows("## Reasons"))
        .extracting(List::getFirst)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(reason -> "`" + reason.word() + "`").toList());
  }

  @Test
  void says_of_every_reason_what_it_means_and_what_to_do() throws IOException {
    assertThat(rows("## Reasons"))
        .allSatisfy(row -> {
          assertThat(row).hasSize(5);
          assertThat(row.get(1)).isIn("true", "false");
          assertThat(row.get(2)).isIn("both", "infrastructure", "service");
          assertThat(row.get(3)).endsWith(".");
          assertThat(row.get(4)).endsWith(".");
        });
  }

  @Test
  void has_the_types() throws IOException {
    assertThat(rows("## Types"))
        .extracting(List::getFirst)
        .containsExactly(
            "`" + Findings.READY + "`",
            "`" + CertificateCondition.TYPE + "`",
            "`" + Findings.EMPTIED + "`",
            "`BackupsCurrent`",
            "`AccessRestricted`",
            "`LogTableReady`",
            "`MemoryAutoscaled`");
    assertThat(rows("## Reasons of `MemoryAutoscaled`"))
        .extracting(List::getFirst)
        .containsExactly("`MemoryFixed`");
  }

  @Test
  void has_every_component_and_all_that_may_be_said_of_one() throws IOException {
    List<List<String>> rows = rows("## Components");
    assertThat(rows)
        .filteredOn(row -> row.size() == 2)
        .extracting(List::getFirst)
        .containsExactlyInAnyOrderElementsOf(
            ReleaseCatalogue.newest().components().stream()
                .map(ConditionsDocumentTest::shownName)
                .map(name -> condition(name, ComponentHealth.State.READY).type())
                .map(type -> "`" + type + "`")
                .toList());
    assertThat(rows)
        .filteredOn(row -> row.size() == 3 && row.getFirst().startsWith("`"))
        .extracting(List::getFirst)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ComponentHealth.State.values())
                .map(state -> "`" + condition("any", state).reason() + "`")
                .toList());
  }

  private static String shownName(Component component) {
    return switch (component.source()) {
      case Component.Source.PackedChart chart -> component.name();
      case Component.Source.AddOn(String name) -> name;
    };
  }

  private static Condition condition(String component, ComponentHealth.State state) {
    return new ComponentHealth(component, state, "").condition(1, Instant.EPOCH);
  }

  @Test
  void every_kind_of_failure_has_a_reason_of_its_own() {
    assertThat(Failure.Kind.values()).extracting(Reason::of).doesNotHaveDuplicates();
  }

  @Test
  void reasons_are_single_words_in_upper_camel_case() {
    assertThat(Reason.values())
        .extracting(Reason::word)
        .allSatisfy(word -> assertThat(word).matches("([A-Z][a-z]+)+"));
    assertThat(Reason.WAITING_FOR_DEPENDENCY.word()).isEqualTo("WaitingForDependency");
  }

  /** The cells of the table below a heading. */
  private static List<List<String>> rows(String heading) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
