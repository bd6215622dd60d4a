package io.freehold.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes real requests. In bodies {@code '} stands for {@code "}.
 *
 * @param prefix goes before every path
 */
public record TestClient(
    URI url, @Nullable String keyId, @Nullable String keySecret, String prefix) {
  public static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came back. */
  public record Reply(int status, HttpHeaders headers, String text) {
    public JsonNode json() {
      return JSON.readTree(text);
    }

    /** The result of a request that must have succeeded. */
    public JsonNode result() {
      if (status != 200) {
        throw new AssertionError("found " + status + " " + text + ", needed 200");
      }
      return json().get("result");
    }

    public String code() {
      return json().path("code").asString("");
    }

    /** Every detail as {@code field code}. */
    public List<String> violations() {
      List<String> all = new ArrayList<>();
      json()
          .path("details")
          .forEach(detail ->
              all.add(detail.path("field").asString() + " " + detail.path("code").asString()));
      return all;
    }
  }

  /**
   * A client of an organization that is made just now; this one has a key of the operators'. Paths
   * are relative to it.
   */
  public TestClient newOrganization() {
    JsonNode made =
        post(
                "/organizations",
                "{'name':'Test','adminEmail':'%s@example.com'}".formatted(UUID.randomUUID()))
            .result();
    return new TestClient(
        url,
        made.get("keyId").asString(),
        made.get("keySecret").asString(),
        "/v1/organizations/" + made.get("organization").get("id").asString());
  }

  /**
   * Onboards an AWS account.
   *
   * @param role makes the management role for an external id, and answers its ARN
   */
  public void onboard(String accountId, UnaryOperator<String> role) {
    onboard(accountId, "{}", role);
  }

  /**
   * @param permissions what its role may do, as the API takes it
   */
  public void onboard(String accountId, String permissions, UnaryOperator<String> role) {
    JsonNode account =
        post(
                "/cloudAccounts",
                ("{'accountId':'%s','regionId':'us-east-1','adminEmail':'a@example.com',"
                        + "'permissions':%s}")
                    .formatted(accountId, permissions))
            .result();
    patch(
            "/cloudAccounts/" + account.get("id").asString(),
            "{'managementRoleArn':'%s'}"
                .formatted(role.apply(account.get("externalId").asString())))
        .result();
  }

  /** Whose key it has, where that is an organization's. */
  public UUID organizationId() {
    return UUID.fromString(prefix.substring("/v1/organizations/".length()));
  }

  public TestClient withKey(@Nullable String id, @Nullable String secret) {
    return new TestClient(url, id, secret, prefix);
  }

  public TestClient withPrefix(String other) {
    return new TestClient(url, keyId, keySecret, other);
  }

  public TestClient withUrl(URI other) {
    return new TestClient(other, keyId, keySecret, prefix);
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  public Reply post(String path, String body, String... headers) {
    return withBody("POST", path, body, headers);
  }

  public Reply patch(String path, String body, String... headers) {
    return withBody("PATCH", path, body, headers);
  }

  public Reply withBody(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .setHeader("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + prefix + path));
    if (keyId != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((keyId + ":" + keySecret).getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  public static Reply send(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "TestClient[" + prefix + "]";
  }
}
