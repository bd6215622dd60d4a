package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A chart's files, changed so that the Helm library tells all that there is to know. It gives the
 * manifest alone: no hooks, nothing of {@code crds/}, and it cannot be told which API versions
 * there are. So hooks are given another name, under which Helm takes them for ordinary objects; the
 * files of {@code crds/} are included by templates; and questions for API versions are answered in
 * the templates.
 */
final class PreparedChart {
  /** What Helm knows hooks by, and what they carry instead. */
  static final String HELM_HOOK = "helm.sh/hook";

  static final String HOOK = "freehold.io/hook";

  private static final Pattern TEMPLATE = Pattern.compile("(?:charts/[^/]+/)*templates/.+");
  private static final Pattern VALUES = Pattern.compile("(?:charts/[^/]+/)*values\\.yaml");
  private static final Pattern DEFINITION =
      Pattern.compile("((?:charts/[^/]+/)*)(crds/(?:.+/)?(?!kustomization)[^/]+\\.ya?ml)");
  private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
  private static final Pattern HAS_API =
      Pattern.compile(
          "([$\\w.]*\\.Capabilities\\.APIVersions\\.Has)\\s+(\"[^\"]*\"|[$\\w.]+|\\([^()]*\\))");
  private static final Pattern NOW = Pattern.compile("(?<![\\w.$\"'`-])now(?![\\w\"'`-])");
  private static final Pattern LOOKUP = Pattern.compile("(?<![\\w.$\"'`-])lookup(?![\\w\"'`-])");

  /**
   * Takes what a look-up takes, and finds nothing. Helm's own would ask the cluster that this
   * machine's configuration names, whichever that is.
   */
  private static final String FINDS_NOTHING = "pick (dict)";

  /** Some time, for templates that ask for it: nothing that is rendered may depend on it. */
  private static final String ANOTHER_TIME = "(toDate \"2006-01-02\" \"2001-02-03\")";

  private PreparedChart() {}

  /** The templates that look something up in the cluster. */
  static Set<String> lookups(Chart chart) {
    return chart.files().entrySet().stream()
        .filter(file -> TEMPLATE.matcher(file.getKey()).matches())
        .filter(file ->
            ACTION
                .matcher(text(file.getValue()))
                .results()
                .anyMatch(action -> LOOKUP.matcher(action.group()).find()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Writes it into an empty folder. */
  static void write(Chart chart, Set<String> apiVersions, boolean atAnotherTime, Path folder)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>(chart.files());
    UnaryOperator<String> inActions =
        action -> {
          String alone = LOOKUP.matcher(action).replaceAll(FINDS_NOTHING);
          String asked = apiVersions.isEmpty() ? alone : answered(alone, apiVersions);
          return atAnotherTime ? NOW.matcher(asked).replaceAll(ANOTHER_TIME) : asked;
        };
    files.replaceAll((path, content) -> {
      if (TEMPLATE.matcher(path).matches()) {
        return bytes(
            ACTION
                .matcher(withoutHooks(text(content)))
                .replaceAll(action -> Matcher.quoteReplacement(inActions.apply(action.group()))));
      }
      return VALUES.matcher(path).matches() ? bytes(withoutHooks(text(content))) : content;
    });
    int number = 0;
    for (String path : List.copyOf(files.keySet())) {
      Matcher definition = DEFINITION.matcher(path);
      if (definition.matches()) {
        files.put(
            definition.group(1) + "templates/freehold-crds-" + number++ + ".yaml",
            bytes("{{ .Files.Get \"" + definition.group(2) + "\" }}\n"));
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey()).normalize();
      if (!path.startsWith(folder)) {
        throw new IOException(file.getKey() + " does not lie in the chart's folder");
      }
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  static String withoutHooks(String text) {
    return text.replace(HELM_HOOK, HOOK);
  }

  private static String answered(String action, Set<String> apiVersions) {
    String list =
        apiVersions.stream()
            .sorted()
            .map(one -> "\"" + one + "\"")
            .collect(Collectors.joining(" ", "(list ", ")"));
    return HAS_API
        .matcher(action)
        .replaceAll((MatchResult asked) ->
            Matcher.quoteReplacement(
                "(or (%s %s) (has %s %s))"
                    .formatted(asked.group(1), asked.group(2), asked.group(2), list)));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
