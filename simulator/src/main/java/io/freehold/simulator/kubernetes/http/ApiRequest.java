package io.freehold.simulator.kubernetes.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to one cluster.
 *
 * @param path without the cluster's prefix, split at slashes
 * @param headers the first value of each, by lower-case name
 */
public record ApiRequest(
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    Payload body) {

  static List<String> split(String rawPath) {
    return Arrays.stream(rawPath.split("/"))
        .filter(part -> !part.isEmpty())
        .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  static Map<String, String> parameters(@Nullable String rawQuery) {
    Map<String, String> found = new LinkedHashMap<>();
    if (rawQuery == null) {
      return found;
    }
    for (String pair : rawQuery.split("&")) {
      int at = pair.indexOf('=');
      String name = at < 0 ? pair : pair.substring(0, at);
      String value = at < 0 ? "" : pair.substring(at + 1);
      found.putIfAbsent(
          URLDecoder.decode(name, StandardCharsets.UTF_8),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return found;
  }

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  boolean flag(String name) {
    String value = query.get(name);
    return value != null && !value.equals("false") && !value.equals("0");
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
