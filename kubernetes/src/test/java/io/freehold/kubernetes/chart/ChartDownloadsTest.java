package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts by download. */
class ChartDownloadsTest {
  private final byte[] archive = Tar.chart(Map.of("templates/one.yaml", Tar.text("kind: X")));
  private final Optional<String> digest = Optional.of(Chart.sha256(archive));

  @TempDir Path kept;

  private static ChartSource.Wanted wanted(URI archive, Optional<String> sha256) {
    return new ChartSource.Wanted("beacon", "1.0.0", archive, sha256);
  }

  private ChartDownloads downloads() throws Exception {
    return new ChartDownloads(kept, FakeServer.client(), Duration.ofMinutes(1), Duration.ZERO);
  }

  private List<Path> inFolder() throws Exception {
    try (Stream<Path> files = Files.list(kept)) {
      return files.toList();
    }
  }

  @Test
  void a_download_is_checked_and_kept_and_asked_for_once() throws Exception {
    try (FakeServer server = new FakeServer(true)) {
      server.file("/b.tgz", archive);
      URI at = server.at("/b.tgz");
      ChartDownloads downloads = downloads();
      assertThatThrownBy(() -> downloads.find(wanted(at, Optional.of("0".repeat(64)))))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining(at + ": SHA-256");
      assertThat(inFolder()).isEmpty();
      assertThat(downloads.find(wanted(at, digest))).contains(Chart.packed("here", archive));
      assertThat(downloads.find(wanted(at, digest))).isPresent();
      assertThat(downloads().find(wanted(at, digest))).isPresent();
      assertThat(server.requests).hasSize(2);
      assertThat(inFolder()).containsExactly(kept.resolve("beacon-1.0.0.tgz"));
    }
  }

  @Test
  void what_is_not_there_says_what_to_do() throws Exception {
    try (FakeServer server = new FakeServer(true)) {
      ChartDownloads downloads = downloads();
      assertThatThrownBy(() -> downloads.find(wanted(server.at("/b.tgz"), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("status 404")
          .hasMessageContaining("put beacon-1.0.0.tgz into the folder of charts");
    }
  }

  @Test
  void plain_http_is_for_what_somebody_has_verified() throws Exception {
    try (FakeServer server = new FakeServer(false)) {
      server.file("/b.tgz", archive);
      ChartDownloads downloads = downloads();
      assertThatThrownBy(() -> downloads.find(wanted(server.at("/b.tgz"), Optional.empty())))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("found an address of http, needed https");
      assertThat(server.requests).isEmpty();
      assertThat(downloads.find(wanted(server.at("/b.tgz"), digest))).isPresent();
    }
  }

  @Test
  void other_addresses_are_refused() throws Exception {
    ChartDownloads downloads = downloads();
    Path file = Files.write(kept.resolve("b.tgz"), archive);
    for (String address : List.of(file.toUri().toString(), "ftp://example.com/b", "b.tgz")) {
      assertThatThrownBy(() -> downloads.find(wanted(URI.create(address), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("found an address of");
    }
  }

  @Test
  void a_redirect_leads_anywhere_but_from_https_to_http() throws Exception {
    try (FakeServer secure = new FakeServer(true);
        FakeServer plain = new FakeServer(false)) {
      secure.file("/b.tgz", archive);
      plain.file("/b.tgz", archive);
      plain.redirect("/up", secure.at("/b.tgz"));
      secure.redirect("/down", plain.at("/b.tgz"));
      secure.redirect("/round", secure.at("/round"));
      secure.redirect("/relative", URI.create("b.tgz"));
      ChartDownloads downloads = downloads();
      assertThatThrownBy(() -> downloads.find(wanted(secure.at("/down"), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("a redirect to " + plain.at("/b.tgz"));
      assertThat(plain.requests).isEmpty();
      assertThatThrownBy(() -> downloads.find(wanted(secure.at("/round"), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("more than 5 redirects");
      assertThat(downloads.find(wanted(plain.at("/up"), digest))).isPresent();
      Files.delete(kept.resolve("beacon-1.0.0.tgz"));
      assertThat(downloads().find(wanted(secure.at("/relative"), digest))).isPresent();
    }
  }

  @Test
  void a_body_is_read_to_the_limit_and_not_further() throws Exception {
    try (FakeServer server = new FakeServer(true)) {
      server.endless("/b.tgz");
      ChartDownloads downloads = downloads();
      assertThatThrownBy(() -> downloads.find(wanted(server.at("/b.tgz"), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("needed one of at most 20971520 bytes");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void a_body_that_stalls_ends_with_the_time_that_there_is() throws Exception {
    try (FakeServer server = new FakeServer(true)) {
      server.stalled("/b.tgz");
      ChartDownloads hurried =
          new ChartDownloads(kept, FakeServer.client(), Duration.ofMillis(1500), Duration.ZERO);
      assertThatThrownBy(() -> hurried.find(wanted(server.at("/b.tgz"), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("found not all of it in time, needed all within PT1.5S");
      assertThat(server.requests).hasSize(1);
      assertThat(inFolder()).isEmpty();
    }
  }

  @Test
  void several_programs_download_into_one_folder_at_once() throws Exception {
    int programs = 4;
    try (FakeServer server = new FakeServer(true);
        ExecutorService each = Executors.newFixedThreadPool(programs)) {
      CyclicBarrier together = new CyclicBarrier(programs);
      server.on(
          "/b.tgz",
          exchange -> {
            try {
              together.await(); // all have found nothing before the first gets anything
            } catch (java.util.concurrent.BrokenBarrierException e) {
              throw new java.io.IOException(e);
            }
            FakeServer.send(exchange, archive);
          });
      List<Callable<Optional<Chart>>> all = new ArrayList<>();
      for (int i = 0; i < programs; i++) {
        ChartDownloads downloads = downloads();
        all.add(() -> downloads.find(wanted(server.at("/b.tgz"), digest)));
      }
      for (Future<Optional<Chart>> one : each.invokeAll(all)) {
        assertThat(one.get()).contains(Chart.packed("here", archive));
      }
      assertThat(server.requests).hasSize(programs);
      assertThat(inFolder()).containsExactly(kept.resolve("beacon-1.0.0.tgz"));
    }
  }

  @Test
  void a_folder_that_takes_nothing_is_named() throws Exception {
    try (FakeServer server = new FakeServer(true)) {
      server.file("/b.tgz", archive);
      Path file = Files.writeString(kept.resolve("file"), "");
      ChartDownloads downloads =
          new ChartDownloads(file, FakeServer.client(), Duration.ofMinutes(1), Duration.ZERO);
      assertThatThrownBy(() -> downloads.find(wanted(server.at("/b.tgz"), digest)))
          .isInstanceOf(ChartException.class)
          .hasMessageContaining("beacon 1.0.0: " + file);
    }
  }

  @Test
  void what_is_kept_is_readable_as_other_files_are() throws Exception {
    try (FakeServer server = new FakeServer(true)) {
      server.file("/b.tgz", archive);
      assertThat(downloads().find(wanted(server.at("/b.tgz"), digest))).isPresent();
      Path other = Files.writeString(kept.resolve("other"), "");
      assertThat(Files.getPosixFilePermissions(kept.resolve("beacon-1.0.0.tgz")))
          .isEqualTo(Files.getPosixFilePermissions(other));
    }
  }

  @Test
  void all_who_ask_for_what_cannot_be_had_wait_for_one_attempt() throws Exception {
    try (FakeServer server = new FakeServer(true);
        ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      server.stalled("/b.tgz");
      ChartDownloads patient =
          new ChartDownloads(
              kept, FakeServer.client(), Duration.ofMillis(500), Duration.ofMinutes(1));
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            each.submit(() ->
                assertThatThrownBy(() -> patient.find(wanted(server.at("/b.tgz"), digest)))
                    .isInstanceOf(ChartException.class)
                    .hasMessageContaining("not all of it in time")));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(server.requests).hasSize(1);
      // It is there as soon as somebody has put it there.
      Files.write(kept.resolve("beacon-1.0.0.tgz"), archive);
      assertThat(patient.find(wanted(server.at("/b.tgz"), digest))).isPresent();
    }
  }
}
