package io.freehold.kubernetes.chart;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A registry of container images as far as charts are pulled from it, with its errors. */
final class FakeRegistry extends FakeServer {
  static final String REPOSITORY = "examples/beacon";
  private static final String TOKEN = "anonymous-token";

  private final Map<String, byte[]> manifests = new HashMap<>();
  private final Map<String, byte[]> blobs = new HashMap<>();

  /** How it asks who somebody is; empty where it asks nobody. */
  String challenge;

  /** What its token service answers. */
  String token = "{\"token\": \"%s\", \"expires_in\": 300}".formatted(TOKEN);

  FakeRegistry() throws IOException {
    super(true);
    challenge =
        "Bearer realm=\"%s\",service=\"fake\",scope=\"repository:%s:pull\""
            .formatted(at("/token"), REPOSITORY);
    on("/token", exchange -> send(exchange, Tar.text(token)));
    on("/v2/" + REPOSITORY + "/", this::content);
  }

  URI address() {
    return URI.create("oci://127.0.0.1:" + port() + "/" + REPOSITORY);
  }

  /** As {@code helm push} does. */
  String push(String tag, byte[] archive) {
    String digest = "sha256:" + Chart.sha256(archive);
    blob(digest, archive);
    manifest(tag, manifest(layer(OciRegistry.CHART, digest, archive.length)));
    return digest;
  }

  void manifest(String tag, String content) {
    manifests.put(tag, Tar.text(content));
  }

  void blob(String digest, byte[] content) {
    blobs.put(digest, content);
  }

  static String manifest(String layers) {
    return """
    {"schemaVersion": 2, "mediaType": "%s",
     "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json", "size": 2},
     "layers": [%s]}\
    """
        .formatted(OciRegistry.MANIFEST, layers);
  }

  static String layer(String mediaType, String digest, long size) {
    return "{\"mediaType\": \"%s\", \"digest\": \"%s\", \"size\": %d}"
        .formatted(mediaType, digest, size);
  }

  private void content(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (!challenge.isEmpty() && !("Bearer " + TOKEN).equals(given)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    byte[] found = (path[4].equals("manifests") ? manifests : blobs).get(path[5]);
    if (found == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    send(exchange, found);
  }
}
