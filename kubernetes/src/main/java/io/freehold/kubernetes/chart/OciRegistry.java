package io.freehold.kubernetes.chart;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.freehold.kubernetes.chart.ChartSource.Wanted;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chart in a registry of container images: a manifest under the chart's version names the archive
 * by its digest (<a
 * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pull">protocol</a>,
 * <a href="https://helm.sh/docs/topics/registries/">media types</a>). Pulled as anybody may,
 * without credentials. For one chart and one thread.
 */
final class OciRegistry {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

  private static final Pattern REPOSITORY =
      Pattern.compile("/[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,16384}");
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Of manifests and tokens, in bytes. */
  private static final int MOST = 1 << 20;

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final ChartFetch fetch;
  private final Wanted wanted;
  private String token = "";

  OciRegistry(ChartFetch fetch, Wanted wanted) {
    this.fetch = fetch;
    this.wanted = wanted;
  }

  /**
   * The packed chart.
   *
   * @throws ChartException if it cannot be had, or is not what the registry says it is
   */
  byte[] pull() throws InterruptedException {
    URI repository = repository();
    // A tag has no "+": Helm writes "_" for it.
    URI manifest = repository.resolve("manifests/" + wanted.version().replace('+', '_'));
    Map<?, ?> layer = layer(manifest, ask(manifest, MANIFEST + ", " + INDEX, MOST));
    String digest = String.valueOf(layer.get("digest"));
    if (!DIGEST.matcher(digest).matches()) {
      throw fetch.refused(manifest, "a chart with the digest " + digest, "one with sha256:…");
    }
    if (!(layer.get("size") instanceof Number size) || size.longValue() > ChartBudget.MOST_PACKED) {
      throw fetch.refused(
          manifest,
          "a chart of " + layer.get("size") + " bytes",
          "one of at most " + ChartBudget.MOST_PACKED);
    }
    URI blob = repository.resolve("blobs/" + digest);
    byte[] archive = ask(blob, "*/*", ChartBudget.MOST_PACKED).body();
    String found = "sha256:" + Chart.sha256(archive);
    if (!found.equals(digest)) {
      throw fetch.refused(blob, "content with the digest " + found, "that of its name");
    }
    return archive;
  }

  private URI repository() {
    URI address = wanted.archive();
    String path = String.valueOf(address.getPath());
    if (address.getHost() == null || !REPOSITORY.matcher(path).matches()) {
      throw fetch.refused(
          address, "no address of a chart", "oci://host/repository, without a version");
    }
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return URI.create("https://" + address.getHost() + port + "/v2" + path + "/");
  }

  private HttpResponse<byte[]> ask(URI at, String accept, int most) throws InterruptedException {
    HttpResponse<byte[]> answer = fetch.get(at, headers(accept), most);
    if (answer.statusCode() == UNAUTHORIZED && token.isEmpty()) {
      token = token(at, answer);
      answer = fetch.get(at, headers(accept), most);
    }
    if (answer.statusCode() != OK) {
      throw fetch.refused(
          at, "status " + answer.statusCode(), "status 200, for anybody and without credentials");
    }
    return answer;
  }

  private Map<String, String> headers(String accept) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", accept);
    if (!token.isEmpty()) {
      headers.put(ChartFetch.AUTHORIZATION, "Bearer " + token);
    }
    return headers;
  }

  /**
   * Registries want a token even of those who may do what anybody may (<a
   * href="https://distribution.github.io/distribution/spec/auth/token/">protocol</a>).
   */
  private String token(URI at, HttpResponse<byte[]> refusal) throws InterruptedException {
    Map<String, String> challenge = new LinkedHashMap<>();
    refusal.headers().allValues("WWW-Authenticate").stream()
        .filter(one -> one.regionMatches(true, 0, "Bearer ", 0, 7))
        .flatMap(one -> PARAMETER.matcher(one).results())
        .forEach((MatchResult one) -> challenge.put(one.group(1), one.group(2)));
    String realm = challenge.remove("realm");
    if (realm == null) {
      throw fetch.refused(
          at, "status 401 without a way to a token", "a chart that anybody may pull");
    }
    challenge.keySet().retainAll(List.of("service", "scope"));
    StringBuilder address = new StringBuilder(realm);
    challenge.forEach((name, value) ->
        address
            .append(address.indexOf("?") < 0 ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    URI place = address(at, address.toString());
    HttpResponse<byte[]> answer = fetch.get(place, Map.of("Accept", "application/json"), MOST);
    Map<?, ?> fields = answer.statusCode() == OK ? json(place, answer) : Map.of();
    Object given = fields.get("token") == null ? fields.get("access_token") : fields.get("token");
    if (!(given instanceof String text) || !TOKEN.matcher(text).matches()) {
      throw fetch.refused(
          place, "status " + answer.statusCode() + " and no token", "a token for anybody");
    }
    return text;
  }

  private URI address(URI at, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw fetch.refused(at, "a way to a token that is no address", "one of https");
    }
  }

  private Map<?, ?> layer(URI at, HttpResponse<byte[]> answer) {
    Map<?, ?> manifest = json(at, answer);
    if (manifest.containsKey("manifests")) {
      throw fetch.refused(at, "an index of several manifests", "the manifest of one chart");
    }
    List<Map<?, ?>> layers =
        list(manifest.get("layers")).stream()
            .filter(Map.class::isInstance)
            .<Map<?, ?>>map(Map.class::cast)
            .filter(layer -> CHART.equals(layer.get("mediaType")))
            .toList();
    if (layers.size() != 1) {
      throw fetch.refused(
          at, "a manifest with %d layers of %s".formatted(layers.size(), CHART), "one");
    }
    return layers.getFirst();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private Map<?, ?> json(URI at, HttpResponse<byte[]> answer) {
    try {
      Map<?, ?> read = JSON.unmarshal(new String(answer.body(), StandardCharsets.UTF_8), Map.class);
      return read == null ? Map.of() : read;
    } catch (RuntimeException e) {
      throw fetch.refused(at, "no JSON", "an object of JSON");
    }
  }
}
