package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no honest chart does no harm. */
class ChartBoundsTest {
  @TempDir Path folder;

  private static AbstractThrowableAssert<?, ? extends Throwable> assertThatReading(byte[] archive) {
    return assertThatThrownBy(() -> Chart.packed("b.tgz", archive))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("b.tgz");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatReading(Path place) {
    return assertThatThrownBy(() -> Chart.read(place)).isInstanceOf(ChartException.class);
  }

  private Path unpacked() throws Exception {
    Path chart = Files.createDirectories(folder.resolve("beacon"));
    Files.writeString(chart.resolve("Chart.yaml"), "{name: beacon, version: 1.0.0}");
    return chart;
  }

  @Test
  void archives_within_archives_count_against_the_same_bytes() {
    byte[] inner = Tar.chart(Map.of("files/zeros", new byte[24 << 20]));
    assertThat(Chart.packed("b.tgz", Tar.chart(Map.of("charts/a.tgz", inner))).files()).hasSize(3);
    Map<String, byte[]> three = new LinkedHashMap<>();
    for (String name : new String[] {"a", "b", "c"}) {
      three.put("charts/" + name + ".tgz", inner);
    }
    assertThatReading(Tar.chart(three)).hasMessageContaining("found more than 67108864 bytes");
  }

  @Test
  void archives_within_archives_count_against_the_same_number_of_files() {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 6000; i++) {
      many.put("templates/" + i, new byte[0]);
    }
    byte[] inner = Tar.chart(many);
    assertThat(Chart.packed("b.tgz", inner).files()).hasSize(6001);
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("charts/a.tgz", inner);
    two.put("charts/b.tgz", inner);
    assertThatReading(Tar.chart(two)).hasMessageContaining("found more than 10000 files");
  }

  @Test
  void folders_and_links_of_an_archive_count_too() {
    Tar tar = new Tar().file("beacon/Chart.yaml", Tar.text("{name: beacon, version: 1.0.0}"));
    for (int i = 0; i < 5000; i++) {
      tar.entry("beacon/d" + i, "0", '5', new byte[0]);
      tar.entry("beacon/l" + i, "0", '2', new byte[0]);
    }
    assertThatReading(tar.bytes()).hasMessageContaining("found more than 10000 files");
  }

  @Test
  void charts_in_charts_in_charts_come_to_an_end() {
    byte[] chart = Tar.chart(Map.of());
    for (int level = 0; level < 90; level++) {
      chart = Tar.chart(Map.of("charts/a.tgz", chart));
    }
    assertThatReading(chart).hasMessageContaining("found a path of 1");
  }

  @Test
  void a_size_is_not_believed() {
    assertThatReading(new Tar().entry("beacon/a", "777777777777", '0', new byte[0]).bytes())
        .hasMessageContaining("found more than 67108864 bytes");
    assertThatReading(new Tar().entry("beacon/a", "300000000", '0', new byte[0]).bytes())
        .hasMessageContaining("ends in the middle");
    assertThatReading(new Tar().entry("beacon/a", "-1", '0', new byte[0]).bytes())
        .hasMessageContaining("a size of '-1'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "beacon/../../etc/passwd",
        "beacon//etc/passwd",
        "beacon/templates/./a",
        "beacon/templates/..",
        "beacon/a\\..\\b",
        "beacon/a\nb",
        "beacon"
      })
  void a_path_that_leads_out_of_the_chart_or_is_no_path_is_refused(String path) {
    assertThatReading(new Tar().file(path, new byte[0]).bytes())
        .hasMessageContaining("does not lie in the chart's folder");
  }

  @Test
  void a_name_that_leads_out_of_the_folder_is_refused() {
    byte[] outside = new Tar().file("b/Chart.yaml", Tar.text("{name: ../b, version: 1}")).bytes();
    assertThatReading(outside).hasMessageContaining("Chart.yaml: name: found ../b");
    assertThatThrownBy(() -> Chart.packed("b.tgz", Tar.chart(Map.of("charts/a.tgz", outside))))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("charts/a.tgz: Chart.yaml: name: found ../b");
    for (String wrong : new String[] {"../b", "b/c", "", ".b", "b\0"}) {
      URI archive = URI.create("https://charts.example.com/b.tgz");
      assertThatThrownBy(() -> new ChartSource.Wanted(wrong, "1.0.0", archive, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ChartSource.Wanted("b", wrong, archive, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_file_that_lies_in_a_file_is_refused() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("templates", new byte[0]);
    files.put("templates/a", new byte[0]);
    assertThatReading(Tar.chart(files)).hasMessageContaining("a file that lies in a file");
  }

  @Test
  void what_is_no_yaml_is_refused_by_name() {
    assertThatReading(new Tar().file("b/Chart.yaml", Tar.text("{name: [")).bytes())
        .hasMessageContaining("Chart.yaml: found no YAML");
  }

  @Test
  void a_folder_that_is_no_chart_is_not_read() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    // Reading it would never end.
    assertThat(new ProcessBuilder("mkfifo", home.resolve("pipe") + "").start().waitFor()).isZero();
    assertThatReading(home).hasMessageContaining("no Chart.yaml");
    assertThatReading(home.resolve("pipe")).hasMessageContaining("no Chart.yaml");
    Files.writeString(home.resolve("Chart.yaml"), "{name: beacon, version: 1.0.0}");
    assertThatReading(home).hasMessageContaining("pipe: found neither a file nor a folder");
  }

  @Test
  void a_link_inside_a_chart_is_refused_and_one_to_a_chart_is_followed() throws Exception {
    Path chart = unpacked();
    Path link = Files.createSymbolicLink(folder.resolve("beacon-1.0.0"), chart);
    assertThat(Chart.read(link).name()).isEqualTo("beacon");
    Path secret = Files.writeString(folder.resolve("id_ed25519"), "secret");
    Files.createSymbolicLink(chart.resolve("secret"), secret);
    assertThatReading(link).hasMessageContaining("secret: found a link");
  }

  @Test
  void a_huge_file_in_a_folder_is_not_read_to_its_end() throws Exception {
    Path chart = unpacked();
    try (RandomAccessFile huge = new RandomAccessFile(chart.resolve("core").toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertThatReading(chart).hasMessageContaining("found more than 67108864 bytes");
    assertThatReading(chart.resolve("core"))
        .hasMessageContaining("an archive of more than 20971520 bytes");
  }
}
