package io.freehold.aws.moto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request to AWS as it came over the wire.
 *
 * @param method the HTTP method
 * @param uri its path and query
 * @param headers by lower-case name
 * @param body its content
 * @param service as it is signed for: {@code ec2}, {@code tagging}
 * @param operation as AWS's API names it: {@code CreateVpc}
 */
public record WireCall(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    String service,
    String operation) {

  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]*/[0-9]{8}/[^/]*/([^/]*)/aws4_request");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");
  private static final Pattern READ =
      Pattern.compile("(Describe|List|Get|Head|AssumeRole|Simulate|Search|GET|HEAD).*");

  static WireCall of(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
    String service = find(SCOPE, first(headers, "authorization")).orElse("unsigned");
    String operation =
        Optional.of(first(headers, "x-amz-target"))
            .filter(target -> !target.isEmpty())
            .map(target -> target.substring(target.indexOf('.') + 1))
            .or(() ->
                first(headers, "content-type").startsWith("application/x-www-form-urlencoded")
                    ? find(ACTION, new String(body, UTF_8))
                    : Optional.empty())
            .orElseGet(() -> RestOperations.name(service, method, uri));
    return new WireCall(method, uri, headers, body, service, operation);
  }

  /** The service and the operation: {@code ec2:CreateVpc}. */
  public String action() {
    return service + ":" + operation;
  }

  /** Whether it may change something. */
  public boolean mutating() {
    return !READ.matcher(operation).matches();
  }

  /** The content as text, decoded where it is a form. */
  public String text() {
    String text = new String(body, UTF_8);
    return first(headers, "content-type").startsWith("application/x-www-form-urlencoded")
        ? URLDecoder.decode(text, UTF_8)
        : text;
  }

  private static Optional<String> find(Pattern pattern, String in) {
    Matcher matcher = pattern.matcher(in);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of("")).getFirst();
  }

  @Override
  public String toString() {
    return action();
  }
}
