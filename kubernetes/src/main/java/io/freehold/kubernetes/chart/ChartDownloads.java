package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Charts by download, over HTTP or HTTPS. What was checked is kept in a folder and never asked for
 * again; what is not as it should be is not kept.
 */
public final class ChartDownloads implements ChartSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;

  private final Path kept;
  private final ChartFolder folder;
  private final HttpClient http;

  /** Keeps charts in a folder, which is made if it is not there. */
  public ChartDownloads(Path kept) {
    this.kept = kept;
    this.folder = new ChartFolder(kept);
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  @Override
  public Optional<Chart> find(Wanted wanted) {
    Optional<Chart> known = folder.find(wanted);
    if (known.isPresent()) {
      return known;
    }
    try {
      Files.createDirectories(kept);
      Path place = kept.resolve(wanted.name() + "-" + wanted.version() + ".tgz");
      Path arriving = Files.createTempFile(kept, wanted.name(), ".part");
      try {
        Files.write(arriving, download(wanted));
        var ignored = ChartSource.checked(wanted, Chart.read(arriving), wanted.archive() + "");
        Files.move(
            arriving, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(arriving);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.find(wanted);
  }

  private byte[] download(Wanted wanted) {
    URI archive = wanted.archive();
    String scheme = String.valueOf(archive.getScheme());
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw unavailable(wanted, "an address of " + scheme, "http or https");
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(archive).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != OK) {
        throw unavailable(wanted, "status " + answer.statusCode(), "status 200");
      }
      return answer.body();
    } catch (IOException e) {
      throw unavailable(wanted, "no answer (" + e + ")", "the chart");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(wanted, "an interruption", "the chart");
    }
  }

  private static ChartException unavailable(Wanted wanted, String found, String needed) {
    return new ChartException(
        wanted + ": " + wanted.archive(),
        found,
        needed,
        "put %s-%s.tgz into the folder of charts".formatted(wanted.name(), wanted.version()));
  }
}
