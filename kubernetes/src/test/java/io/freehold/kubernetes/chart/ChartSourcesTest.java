package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts out of folders and archives. */
class ChartSourcesTest {
  private static final URI NOWHERE = URI.create("https://charts.example.com/beacon.tgz");

  @TempDir Path folder;

  private static ChartSource.Wanted wanted(String version, URI archive, Optional<String> sha256) {
    return new ChartSource.Wanted("beacon", version, archive, sha256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar"})
  void a_packed_chart_is_the_same_as_the_folder_it_was_made_of(String format) throws Exception {
    Chart packed = Chart.read(Packing.pack(Beacon.FOLDER, folder.resolve("b.tgz"), format));
    assertThat(packed).isEqualTo(Beacon.CHART);
    assertThat(packed.files()).hasSameSizeAs(Beacon.CHART.files());
    assertThat(packed.archiveDigest()).isPresent();
    assertThat(Beacon.CHART.archiveDigest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar"})
  void long_paths_arrive_whole(String format) throws Exception {
    Path chart = Files.createDirectories(folder.resolve("beacon"));
    String deep = "templates/" + "d".repeat(60) + "/" + "e".repeat(60) + "/one.yaml";
    Files.createDirectories(chart.resolve(deep).getParent());
    Files.writeString(chart.resolve("Chart.yaml"), "{name: beacon, version: 1.0.0}");
    Files.writeString(chart.resolve(deep), "x".repeat(3000));
    Chart packed = Chart.read(Packing.pack(chart, folder.resolve("b.tgz"), format));
    assertThat(packed.files().get(deep)).hasSize(3000);
  }

  @Test
  void a_chart_that_is_packed_inside_another_is_unpacked() throws Exception {
    Path outer = Files.createDirectories(folder.resolve("beacon"));
    for (String file : Beacon.CHART.files().keySet()) {
      if (!file.startsWith("charts/")) {
        Files.createDirectories(outer.resolve(file).getParent());
        Files.copy(Beacon.FOLDER.resolve(file), outer.resolve(file));
      }
    }
    Files.createDirectories(outer.resolve("charts"));
    Packing.pack(
        Beacon.FOLDER.resolve("charts/lantern"), outer.resolve("charts/lantern-0.1.0.tgz"), "gnu");
    assertThat(Chart.read(outer)).isEqualTo(Beacon.CHART);
  }

  @Test
  void what_is_no_archive_or_no_chart_is_refused_by_name() throws Exception {
    Path text = Files.writeString(folder.resolve("b.tgz"), "not an archive");
    assertThatThrownBy(() -> Chart.read(text))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("b.tgz");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> Chart.read(empty))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("Chart.yaml");
  }

  @Test
  void a_folder_is_asked_for_exactly_the_version_that_is_wanted() throws Exception {
    ChartFolder charts = new ChartFolder(folder);
    assertThat(charts.find(wanted("1.0.0", NOWHERE, Optional.empty()))).isEmpty();
    Path archive = Packing.pack(Beacon.FOLDER, folder.resolve("beacon-1.0.0.tgz"), "gnu");
    assertThat(charts.find(wanted("1.0.0", NOWHERE, Optional.empty()))).contains(Beacon.CHART);
    assertThat(charts.find(wanted("1.0.1", NOWHERE, Optional.empty()))).isEmpty();
    Files.copy(archive, folder.resolve("beacon-1.0.1.tgz"));
    assertThatThrownBy(() -> charts.find(wanted("1.0.1", NOWHERE, Optional.empty())))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("found beacon 1.0.0, needed beacon 1.0.1");
  }

  @Test
  void an_archive_with_another_digest_than_was_verified_is_refused() throws Exception {
    Packing.pack(Beacon.FOLDER, folder.resolve("beacon-1.0.0.tgz"), "gnu");
    assertThatThrownBy(() ->
            new ChartFolder(folder).find(wanted("1.0.0", NOWHERE, Optional.of("0".repeat(64)))))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("SHA-256");
  }
}
