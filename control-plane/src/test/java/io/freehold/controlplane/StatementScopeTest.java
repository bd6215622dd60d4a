package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What belongs to an organization is never touched by its id alone: whoever guesses an id, or is
 * given a wrong one by a bug, finds nothing. Read from the sources of the stores.
 */
class StatementScopeTest {
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** The tables whose rows are an organization's. */
  private static final Set<String> OWNED =
      Set.of(
          "activity",
          "api_key",
          "cloud_account",
          "external_id",
          "infrastructure",
          "invitation",
          "member",
          "private_endpoint",
          "service",
          "service_use",
          "service_backup");

  private static final String RECONCILER = "for the reconciler, which works for every organization";

  private static final String FENCED = "what a worker writes of what it works on, under its lease";
  private static final String FOUND = "of an infrastructure that the caller found before";

  /** Methods whose statements name no organization, each with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("AccountStore.byId(UUID)", RECONCILER),
          Map.entry("InfrastructureStore.deletedAmong(Collection)", RECONCILER),
          Map.entry("InfrastructureStore.find(UUID)", RECONCILER),
          Map.entry("InfrastructureStore.nameServers(UUID, List)", RECONCILER),
          Map.entry(
              "InfrastructureStore.save(InfrastructureStatus, Optional, long, Instant)", FENCED),
          Map.entry("InfrastructureStore.settledSpec(UUID)", FOUND),
          Map.entry("KeyStore.byKeyIdHash(String)", "it is the key that tells the organization"),
          Map.entry("KeyStore.used(UUID, Instant)", "of the key that the call was made with"),
          Map.entry("OrganizationStore.all()", "for operators, and for a key's own organization"),
          Map.entry("OrganizationStore.byId(UUID)", "the organization itself"),
          Map.entry("OrganizationStore.lock(UUID)", "the organization itself"),
          Map.entry("ServiceStore.find(UUID)", RECONCILER),
          Map.entry("ServiceStore.in(UUID)", FOUND),
          Map.entry("ServiceStore.leaving(UUID)", FOUND),
          Map.entry("ServiceStore.visibleIn(UUID)", FOUND),
          Map.entry("ServiceStore.save(ServiceStatus, long, Instant)", FENCED));

  private static final Pattern METHOD =
      Pattern.compile("^  (?:\\w+ )*[\\w<>?, ]+ (\\w+)\\(([^)]*)", Pattern.MULTILINE);
  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile("\\b(?:from|into|update|join)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

  @Test
  void every_statement_about_what_an_organization_owns_names_the_organization() throws IOException {
    Map<String, String> unscoped = new TreeMap<>();
    int statements = 0;
    for (Path source : sources()) {
      String text = Files.readString(source);
      String type = source.getFileName().toString().replace(".java", "");
      for (int at = text.indexOf(".sql("); at >= 0; at = text.indexOf(".sql(", at + 1)) {
        String statement = statement(text, at + ".sql".length());
        if (isAboutOwned(statement)) {
          statements++;
          if (!statement.contains("organization_id")) {
            unscoped.put(type + "." + method(text, at), statement.strip());
          }
        }
      }
    }
    assertThat(statements).as("statements that were found").isGreaterThan(40);
    Set<String> strange = new TreeSet<>(unscoped.keySet());
    strange.removeAll(EXCEPTIONS.keySet());
    assertThat(strange).as(() -> "statements without organization_id: " + unscoped).isEmpty();
    assertThat(unscoped.keySet())
        .as("exceptions that are needed no more")
        .containsAll(EXCEPTIONS.keySet());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** The texts between a parenthesis and the one that closes it. */
  private static String statement(String text, int from) {
    StringBuilder all = new StringBuilder();
    Matcher literal = TEXT.matcher(text);
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && literal.find(i) && literal.start() == i) {
        all.append(literal.group(1) != null ? literal.group(1) : literal.group(2)).append(' ');
        i = literal.end() - 1;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        break;
      }
    }
    return all.toString();
  }

  /** One that begins with its conditions goes on where a constant ends, which names the table. */
  private static boolean isAboutOwned(String statement) {
    Matcher table = TABLE.matcher(statement);
    while (table.find()) {
      if (OWNED.contains(table.group(1).toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return statement.strip().startsWith("WHERE") || statement.strip().startsWith("ORDER");
  }

  private static String method(String text, int at) {
    Matcher method = METHOD.matcher(text).region(0, at);
    String latest = "";
    while (method.find()) {
      latest = method.group(1) + "(" + types(method.group(2)) + ")";
    }
    return latest;
  }

  private static String types(String parameters) {
    return Arrays.stream(parameters.replaceAll("<[^<>]*>", "").split(","))
        .map(String::strip)
        .map(one -> one.split("\\s+")[0])
        .collect(Collectors.joining(", "));
  }
}
