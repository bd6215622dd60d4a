package io.freehold.controlplane.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freehold.controlplane.TestClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that the official Terraform provider made, and how it was answered.
 *
 * @param path below the organization; {@code {service}} and {@code {infrastructure}} stand for ids
 * @param body JSON's null where it sent none
 */
record Exchange(String method, String path, JsonNode body, int status) {
  private static final String RECORD = "terraform-requests.jsonl";

  /** Whether it changes nothing. */
  boolean isRead() {
    return method.equals("GET");
  }

  /**
   * Without what it asked again and again while it waited: of the reads between two changes each
   * stands once, and once more where it was answered otherwise.
   */
  static List<Exchange> withoutPolls(List<Exchange> all) {
    List<Exchange> kept = new ArrayList<>();
    Set<Exchange> sinceTheChange = new HashSet<>();
    for (Exchange one : all) {
      if (!one.isRead()) {
        sinceTheChange.clear();
        kept.add(one);
      } else if (sinceTheChange.add(one)) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** As it is recorded: one line each. */
  static String text(List<Exchange> all) {
    StringBuilder text = new StringBuilder();
    for (Exchange one : all) {
      ObjectNode line = TestClient.JSON.createObjectNode();
      line.put("method", one.method).put("path", one.path).put("status", one.status);
      line.set("body", one.body);
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** The record of a whole life of a service. */
  static List<Exchange> recorded() {
    return recordedText()
        .lines()
        .map(TestClient.JSON::readTree)
        .map(line ->
            new Exchange(
                line.get("method").asString(),
                line.get("path").asString(),
                line.get("body"),
                line.get("status").intValue()))
        .toList();
  }

  static String recordedText() {
    try (InputStream in = Exchange.class.getResourceAsStream(RECORD)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void record(String text) {
    try {
      Path folder = Path.of("src/test/resources/io/freehold/controlplane/reference");
      Files.writeString(folder.resolve(RECORD), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
