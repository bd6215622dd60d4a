package io.freehold.kubernetes.chart;

import io.freehold.kubernetes.chart.ChartSource.Wanted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of servers for the sake of one chart. Bodies are read to a limit, whatever their
 * length is said to be. Everything comes by HTTPS; by HTTP only where the chart's SHA-256 is known
 * from elsewhere. A redirect is followed if it does not lead from HTTPS to HTTP, and what names us
 * is not told to another server.
 */
final class ChartFetch {
  static final String AUTHORIZATION = "Authorization";

  private static final Duration TO_FIRST_BYTE = Duration.ofSeconds(30);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 5;

  private final HttpClient http;
  private final Wanted wanted;

  /**
   * @param http follows no redirects by itself
   */
  ChartFetch(HttpClient http, Wanted wanted) {
    this.http = http;
    this.wanted = wanted;
  }

  /**
   * Asks, and follows redirects. The answer is of whatever status.
   *
   * @param most bytes of a body that are taken
   * @throws ChartException if no answer comes, or none that may be taken
   */
  HttpResponse<byte[]> get(URI address, Map<String, String> headers, int most)
      throws InterruptedException {
    URI at = address;
    Map<String, String> sent = new LinkedHashMap<>(headers);
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<byte[]> answer = ask(at, sent, most);
      Optional<String> location = answer.headers().firstValue("Location");
      if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
        return answer;
      }
      URI next = resolve(at, location.get());
      if (isSecure(at) && !isSecure(next)) {
        throw refused(at, "a redirect to " + shown(next), "one to an address of https");
      }
      if (!origin(at).equals(origin(next))) {
        sent.remove(AUTHORIZATION);
      }
      at = next;
    }
    throw refused(address, "more than " + MOST_REDIRECTS + " redirects", "the chart");
  }

  private HttpResponse<byte[]> ask(URI at, Map<String, String> headers, int most)
      throws InterruptedException {
    boolean plain = "http".equalsIgnoreCase(at.getScheme()) && wanted.sha256().isPresent();
    if (at.getHost() == null || (!isSecure(at) && !plain)) {
      throw refused(
          at,
          "an address of " + at.getScheme(),
          "https or oci; or http, if the catalogue has the chart's sha256");
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(TO_FIRST_BYTE);
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), most));
    } catch (IOException e) {
      throw refused(at, "no answer (" + e + ")", "one of at most " + most + " bytes");
    }
  }

  private URI resolve(URI at, String location) {
    try {
      return at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw refused(at, "a redirect to what is no address", "one to an address of https");
    }
  }

  /** A failure that names the chart, the address, and what can be done without a network. */
  ChartException refused(URI at, String found, String needed) {
    return new ChartException(
        wanted + ": " + shown(at),
        found,
        needed,
        "put %s into the folder of charts".formatted(wanted.file()));
  }

  /** Without what comes after a question mark: there stores of files have their signatures. */
  private static String shown(URI address) {
    return address.getHost() == null ? address.toString() : origin(address) + address.getRawPath();
  }

  private static boolean isSecure(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private static String origin(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port;
  }
}
