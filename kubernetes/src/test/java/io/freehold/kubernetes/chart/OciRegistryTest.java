package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts out of a registry of container images. */
class OciRegistryTest {
  private static final String BLOBS = "/v2/" + FakeRegistry.REPOSITORY + "/blobs/";

  private final byte[] archive = Tar.chart(Map.of("templates/one.yaml", Tar.text("kind: X")));

  @TempDir Path kept;
  private FakeRegistry registry;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private ChartSource.Wanted wanted(String version) {
    return new ChartSource.Wanted("beacon", version, registry.address(), Optional.empty());
  }

  private ChartDownloads downloads() throws Exception {
    return new ChartDownloads(kept, FakeServer.client(), Duration.ofMinutes(1), Duration.ZERO);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatPulling(
      ChartSource.Wanted wanted) throws Exception {
    ChartDownloads downloads = downloads();
    AbstractThrowableAssert<?, ? extends Throwable> refused =
        assertThatThrownBy(() -> downloads.find(wanted)).isInstanceOf(ChartException.class);
    try (Stream<Path> left = Files.list(kept)) {
      assertThat(left).isEmpty();
    }
    return refused;
  }

  @Test
  void a_chart_is_pulled_with_a_token_for_anybody_and_kept() throws Exception {
    registry.push("1.0.0", archive);
    assertThat(downloads().find(wanted("1.0.0"))).contains(Chart.packed("here", archive));
    assertThat(registry.requests.get(1).target())
        .isEqualTo("/token?service=fake&scope=repository%3Aexamples%2Fbeacon%3Apull");
    assertThat(kept.resolve("beacon-1.0.0.tgz")).hasBinaryContent(archive);
    int asked = registry.requests.size();
    assertThat(asked).isEqualTo(4); // refused, token, manifest, blob
    assertThat(downloads().find(wanted("1.0.0"))).isPresent();
    assertThat(registry.requests).hasSize(asked);
  }

  @Test
  void a_registry_that_asks_nobody_is_asked_without_a_token() throws Exception {
    registry.challenge = "";
    registry.push("1.0.0", archive);
    assertThat(downloads().find(wanted("1.0.0"))).isPresent();
    assertThat(registry.requests).allSatisfy(one -> assertThat(one.authorization()).isEmpty());
  }

  @Test
  void the_token_does_not_follow_a_redirect_to_another_server() throws Exception {
    String digest = registry.push("1.0.0", archive);
    try (FakeServer storage = new FakeServer(true)) {
      storage.file("/stored", archive);
      registry.redirect(BLOBS + digest, storage.at("/stored?signature=secret"));
      assertThat(downloads().find(wanted("1.0.0"))).isPresent();
      assertThat(registry.requests.getLast().authorization()).isPresent();
      assertThat(storage.requests).hasSize(1);
      assertThat(storage.requests.getFirst().authorization()).isEmpty();
    }
  }

  @Test
  void a_signature_in_a_redirect_is_not_told() throws Exception {
    String digest = registry.push("1.0.0", archive);
    try (FakeServer storage = new FakeServer(true)) {
      registry.redirect(BLOBS + digest, storage.at("/elsewhere?signature=secret"));
      storage.redirect("/elsewhere", URI.create("http://127.0.0.1/x?signature=secret"));
      assertThatPulling(wanted("1.0.0"))
          .hasMessageContaining("a redirect to http://127.0.0.1/x,")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void a_version_that_is_not_there_says_what_to_do() throws Exception {
    registry.push("1.0.0", archive);
    assertThatPulling(wanted("2.0.0"))
        .hasMessageContaining("beacon 2.0.0: " + registry.at("/v2/examples/beacon/manifests/2.0.0"))
        .hasMessageContaining("status 404")
        .hasMessageContaining("put beacon-2.0.0.tgz into the folder of charts");
  }

  @Test
  void what_only_some_may_pull_is_refused() throws Exception {
    registry.push("1.0.0", archive);
    registry.token = "{\"access_token\": \"that of nobody\"}";
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("no token");
    registry.token = "{\"access_token\": \"other\"}";
    assertThatPulling(wanted("1.0.0"))
        .hasMessageContaining("status 401")
        .hasMessageContaining("anybody");
    registry.token = "<html>";
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("no JSON");
    registry.challenge = "Basic realm=\"fake\"";
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("without a way to a token");
    registry.challenge = "Bearer realm=\"http://127.0.0.1/token\"";
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("an address of http");
  }

  @Test
  void content_that_is_not_what_its_name_says_is_refused() throws Exception {
    String digest = registry.push("1.0.0", archive);
    registry.blob(digest, Tar.chart(Map.of("templates/one.yaml", Tar.text("kind: Y"))));
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("content with the digest sha256:");
  }

  @Test
  void a_chart_with_another_digest_than_was_verified_is_refused() throws Exception {
    registry.push("1.0.0", archive);
    Optional<String> other = Optional.of("0".repeat(64));
    assertThatPulling(new ChartSource.Wanted("beacon", "1.0.0", registry.address(), other))
        .hasMessageContaining("SHA-256");
  }

  @Test
  void what_is_no_manifest_of_a_chart_is_refused() throws Exception {
    String layer = FakeRegistry.layer(OciRegistry.CHART, "sha256:" + "0".repeat(64), 10);
    registry.manifest("1.0.0", FakeRegistry.manifest(layer.replace("helm.chart", "other")));
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("a manifest with 0 layers");
    registry.manifest("1.0.0", FakeRegistry.manifest(layer + "," + layer));
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("a manifest with 2 layers");
    registry.manifest(
        "1.0.0",
        "{\"schemaVersion\": 2, \"mediaType\": \"%s\", \"manifests\": [%s]}"
            .formatted(OciRegistry.INDEX, layer));
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("an index of several manifests");
    registry.manifest("1.0.0", "{\"layers\": 3}");
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("a manifest with 0 layers");
    registry.manifest("1.0.0", "[]");
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("no JSON");
    registry.manifest("1.0.0", FakeRegistry.manifest(layer.replace("sha256:", "../../")));
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("a chart with the digest ../../");
    assertThat(registry.asked(BLOBS)).isZero();
  }

  @Test
  void a_chart_that_is_said_to_be_too_large_is_not_asked_for() throws Exception {
    String digest = "sha256:" + "0".repeat(64);
    registry.manifest(
        "1.0.0", FakeRegistry.manifest(FakeRegistry.layer(OciRegistry.CHART, digest, 1L << 40)));
    assertThatPulling(wanted("1.0.0")).hasMessageContaining("a chart of 1099511627776 bytes");
    assertThat(registry.asked(BLOBS)).isZero();
  }

  @Test
  void a_chart_that_is_larger_than_it_says_is_not_read_to_its_end() throws Exception {
    String digest = registry.push("1.0.0", archive);
    registry.endless(BLOBS + digest);
    assertThatPulling(wanted("1.0.0"))
        .hasMessageContaining("needed one of at most " + ChartBudget.MOST_PACKED + " bytes");
    assertThat(registry.asked(BLOBS)).isEqualTo(1);
  }

  @Test
  void a_body_that_stalls_ends_with_the_time_that_there_is() throws Exception {
    String digest = registry.push("1.0.0", archive);
    registry.stalled(BLOBS + digest);
    ChartDownloads hurried =
        new ChartDownloads(kept, FakeServer.client(), Duration.ofMillis(1500), Duration.ZERO);
    assertThatThrownBy(() -> hurried.find(wanted("1.0.0")))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("needed all within PT1.5S");
    assertThat(registry.asked(BLOBS)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci://charts.example.com",
        "oci://charts.example.com/beacon:1.0.0",
        "oci://charts.example.com/../beacon",
        "oci:beacon",
        "oci:///beacon"
      })
  void what_is_no_address_of_a_chart_is_refused(String address) throws Exception {
    assertThatPulling(
            new ChartSource.Wanted("beacon", "1.0.0", URI.create(address), Optional.empty()))
        .hasMessageContaining("needed oci://host/repository");
  }

  @Test
  void a_version_becomes_a_tag_as_helm_writes_it() throws Exception {
    Tar tar = new Tar();
    tar.file("beacon/Chart.yaml", Tar.text("{name: beacon, version: 1.0.0+build.7}"));
    registry.push("1.0.0_build.7", tar.bytes());
    assertThat(downloads().find(wanted("1.0.0+build.7"))).isPresent();
  }
}
