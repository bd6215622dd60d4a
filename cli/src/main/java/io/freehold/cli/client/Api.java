package io.freehold.cli.client;

import io.freehold.cli.profile.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One organization's part of a control plane's REST API, or the operators'. Paths are relative to
 * it, like {@code /services}. Answers are handed out without their envelope.
 */
public final class Api implements AutoCloseable {
  /**
   * One mapper for the whole program: making one is the dearest part of a short call. It takes what
   * older and newer control planes leave out or add.
   */
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final String STILL_RUNS = "idempotency-key-in-use";
  private static final Duration BETWEEN_REPEATS = Duration.ofSeconds(3);
  private static final int MOST_REPEATS = 60; // as long as a control plane that died has its key

  private final URI url;
  private final String prefix;
  private final HttpClient http;
  private final String authorization;
  private final Optional<Pause> pause;

  /** Lets time pass. */
  public interface Pause {
    void of(Duration span) throws InterruptedException;
  }

  /** One that does not wait for requests of which the answer was lost and that still run. */
  public Api(Connection connection) {
    this(connection, Optional.empty());
  }

  /**
   * @param pause between looks whether a request still runs
   */
  public Api(Connection connection, Pause pause) {
    this(connection, Optional.of(pause));
  }

  private Api(Connection connection, Optional<Pause> pause) {
    this(
        connection.url(),
        "/v1/organizations/" + connection.organizationId(),
        connection.keyId(),
        connection.keySecret(),
        pause);
  }

  private Api(URI url, String prefix, String keyId, String keySecret, Optional<Pause> pause) {
    this.pause = pause;
    this.url = url;
    this.prefix = prefix;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    String key = keyId + ":" + keySecret;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /** The part of the vendor's own operators, with a key of theirs. */
  public static Api ofOperators(URI url, String keyId, String keySecret) {
    return new Api(url, "/v1/operator", keyId, keySecret, Optional.empty());
  }

  /** Where this goes, for messages. */
  public URI url() {
    return url;
  }

  public JsonNode get(String path) throws IOException, InterruptedException, ApiRefusal {
    return send("GET", path, BodyPublishers.noBody(), null);
  }

  /** What is there as it stands, such as a template; not in the envelope of an answer. */
  public String text(String path) throws IOException, InterruptedException, ApiRefusal {
    return exchange("GET", path, BodyPublishers.noBody(), null);
  }

  /** As {@link #get(String)}, read as a record of the protocol. */
  public <T> T get(String path, Class<T> type)
      throws IOException, InterruptedException, ApiRefusal {
    return read(get(path), type);
  }

  /**
   * Asks once. Where no answer comes, it asks once more with the same idempotency key, which cannot
   * make a second thing; and again for as long as the first request still runs.
   */
  public JsonNode post(String path, JsonNode body)
      throws IOException, InterruptedException, ApiRefusal {
    String idempotencyKey = UUID.randomUUID().toString();
    try {
      return send("POST", path, BodyPublishers.ofString(body.toString()), idempotencyKey);
    } catch (ConnectException nobodyThere) {
      throw nobodyThere;
    } catch (IOException lostAnswer) {
      return again(path, body, idempotencyKey);
    }
  }

  private JsonNode again(String path, JsonNode body, String idempotencyKey)
      throws IOException, InterruptedException, ApiRefusal {
    for (int repeats = 1; ; repeats++) {
      try {
        return send("POST", path, BodyPublishers.ofString(body.toString()), idempotencyKey);
      } catch (ApiRefusal refusal) {
        boolean runs = STILL_RUNS.equals(refusal.problem().code());
        if (!runs || pause.isEmpty() || repeats == MOST_REPEATS) {
          throw refusal;
        }
        pause.get().of(BETWEEN_REPEATS);
      }
    }
  }

  public JsonNode patch(String path, JsonNode body)
      throws IOException, InterruptedException, ApiRefusal {
    return send("PATCH", path, BodyPublishers.ofString(body.toString()), null);
  }

  public JsonNode delete(String path) throws IOException, InterruptedException, ApiRefusal {
    return send("DELETE", path, BodyPublishers.noBody(), null);
  }

  /** As {@link #read(JsonNode, Class)}, from text. */
  public static <T> T read(String answer, Class<T> type) throws IOException {
    try {
      return read(JSON.readTree(answer), type);
    } catch (JacksonException notJson) {
      throw new IOException("the control plane sent something that is not JSON", notJson);
    }
  }

  /**
   * Reads an answer as a record of the protocol; fields that this version does not know are passed
   * over.
   */
  public static <T> T read(JsonNode answer, Class<T> type) throws IOException {
    try {
      return JSON.treeToValue(answer, type);
    } catch (JacksonException mismatch) {
      throw new IOException(
          "the control plane's answer is not of the form this version knows: "
              + mismatch.getOriginalMessage(),
          mismatch);
    }
  }

  /**
   * Opens an event stream.
   *
   * @param lastEventId the last event that was seen; the stream goes on after it
   */
  public EventStream events(String path, @Nullable String lastEventId)
      throws IOException, InterruptedException, ApiRefusal {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", authorization)
            .header("Accept", "text/event-stream")
            .timeout(ANSWER);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      try (InputStream body = response.body()) {
        throw ApiRefusal.read(
            JSON, response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return new EventStream(response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private JsonNode send(
      String method, String path, BodyPublisher body, @Nullable String idempotencyKey)
      throws IOException, InterruptedException, ApiRefusal {
    return result(exchange(method, path, body, idempotencyKey));
  }

  private String exchange(
      String method, String path, BodyPublisher body, @Nullable String idempotencyKey)
      throws IOException, InterruptedException, ApiRefusal {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, body)
            .header("Authorization", authorization)
            .header("Accept", "application/json, */*;q=0.5")
            .timeout(ANSWER);
    if (!method.equals("GET") && !method.equals("DELETE")) {
      request.header("Content-Type", "application/json");
    }
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw ApiRefusal.read(JSON, response.statusCode(), response.body());
    }
    return response.body();
  }

  private JsonNode result(String body) throws IOException {
    try {
      JsonNode result = JSON.readTree(body).get("result");
      return result == null ? JSON.nullNode() : result;
    } catch (JacksonException notJson) {
      throw new IOException(
          "found an answer that is not JSON, needed one of a control plane; is "
              + url
              + " its address?",
          notJson);
    }
  }

  private URI uri(String path) {
    return URI.create(url + prefix + path);
  }
}
