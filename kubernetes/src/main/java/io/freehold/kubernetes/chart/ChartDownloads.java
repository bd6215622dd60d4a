package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Charts by download, over HTTPS or from a registry ({@code oci://}). What was checked is kept in a
 * folder and never asked for again; what is not as it should be is not kept. Several programs may
 * use one folder. For several threads: whoever asks waits, for some minutes at most, and all who
 * ask for one chart for the same answer. One that was not to be had is not asked for again for a
 * while: every pass of every infrastructure needs it.
 */
public final class ChartDownloads implements ChartSource {
  private static final Duration TO_CONNECT = Duration.ofSeconds(30);

  /** Of a whole chart: a request's own limit ends with the first byte of its answer. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** After one that was not to be had. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final int OK = 200;

  private final Path kept;
  private final ChartFolder folder;
  private final HttpClient http;
  private final Duration longest;
  private final Duration rest;
  private final Map<Wanted, Attempts> attempts = new ConcurrentHashMap<>();

  /** To get one chart; whoever holds its monitor makes one. */
  private static final class Attempts {
    private @Nullable ChartException failure;
    private long failedNanos;
  }

  /** Keeps charts in a folder, which is made if it is not there. */
  public ChartDownloads(Path kept) {
    this(kept, HttpClient.newBuilder().connectTimeout(TO_CONNECT).build(), LONGEST, REST);
  }

  /**
   * @param http follows no redirects by itself, as is usual
   * @param longest that one chart may take
   * @param rest after one that was not to be had
   */
  ChartDownloads(Path kept, HttpClient http, Duration longest, Duration rest) {
    this.kept = kept;
    this.folder = new ChartFolder(kept);
    this.http = http;
    this.longest = longest;
    this.rest = rest;
  }

  @Override
  public Optional<Chart> find(Wanted wanted) {
    Attempts mine = attempts.computeIfAbsent(wanted, any -> new Attempts());
    synchronized (mine) {
      Optional<Chart> known = folder.find(wanted);
      if (known.isPresent()) {
        return known;
      }
      ChartException failure = mine.failure;
      if (failure != null && System.nanoTime() - mine.failedNanos < rest.toNanos()) {
        throw failure;
      }
      try {
        byte[] archive = downloadInTime(wanted);
        String place = wanted.archive().toString();
        var ignored = ChartSource.checked(wanted, Chart.packed(place, archive), place);
        keep(wanted, archive);
      } catch (ChartException e) {
        mine.failure = e;
        mine.failedNanos = System.nanoTime();
        throw e;
      }
      return folder.find(wanted);
    }
  }

  /** Under another name until it is there as a whole; then for everybody at once. */
  private void keep(Wanted wanted, byte[] archive) {
    Path arriving = kept.resolve("." + wanted.file() + "." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(kept);
      try {
        Files.write(arriving, archive, StandardOpenOption.CREATE_NEW);
        Files.move(arriving, kept.resolve(wanted.file()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(arriving);
      }
    } catch (IOException e) {
      throw new ChartException(
          wanted + ": " + kept,
          "a folder that takes no file (" + e + ")",
          "one to keep charts in",
          "let this program write there, and see that there is room");
    }
  }

  private byte[] downloadInTime(Wanted wanted) {
    ChartFetch fetch = new ChartFetch(http, wanted);
    FutureTask<byte[]> whole = new FutureTask<>(() -> download(fetch, wanted));
    Thread.ofVirtual().name("chart " + wanted).start(whole);
    try {
      return whole.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw fetch.refused(wanted.archive(), "not all of it in time", "all within " + longest);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChartException refused) {
        throw refused;
      }
      throw new IllegalStateException(wanted.toString(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fetch.refused(wanted.archive(), "an interruption", "the chart");
    } finally {
      whole.cancel(true); // ends the request with it; nothing where all is done
    }
  }

  private static byte[] download(ChartFetch fetch, Wanted wanted) throws InterruptedException {
    if ("oci".equals(wanted.archive().getScheme())) {
      return new OciRegistry(fetch, wanted).pull();
    }
    HttpResponse<byte[]> answer = fetch.get(wanted.archive(), Map.of(), ChartBudget.MOST_PACKED);
    if (answer.statusCode() != OK) {
      throw fetch.refused(wanted.archive(), "status " + answer.statusCode(), "status 200");
    }
    return answer.body();
  }
}
