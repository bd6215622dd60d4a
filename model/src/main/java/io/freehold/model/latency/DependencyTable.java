package io.freehold.model.latency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The steps of one job and what each needs, in an order in which needs come first.
 *
 * @param steps at least one
 */
record DependencyTable(List<Step> steps) {
  private static final String RESOURCE = "dependency-table.txt";
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /**
   * @param name unique in the table
   * @param key of the latency profile
   * @param needs names of earlier steps
   */
  record Step(String name, String key, List<String> needs) {}

  static DependencyTable shipped(String table) {
    try (InputStream in = DependencyTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DependencyTable parse(String text, String table) {
    Map<String, Step> steps = new LinkedHashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      String[] words = BLANKS.split(line, -1);
      if (line.startsWith("#") || !words[0].equals(table)) {
        continue;
      }
      if (words.length < 3 || (words.length > 3 && !words[3].equals("<-"))) {
        throw mistake(line, "needed '<table> <step> <latency key> [<- <step> ...]'");
      }
      List<String> needs = new ArrayList<>();
      for (int i = 4; i < words.length; i++) {
        if (!steps.containsKey(words[i])) {
          throw mistake(line, "'" + words[i] + "' is not the name of an earlier step");
        }
        needs.add(words[i]);
      }
      if (steps.put(words[1], new Step(words[1], words[2], List.copyOf(needs))) != null) {
        throw mistake(line, "'" + words[1] + "' is listed twice");
      }
    }
    if (steps.isEmpty()) {
      throw mistake(table, "no steps of that table");
    }
    return new DependencyTable(List.copyOf(steps.values()));
  }

  private static IllegalArgumentException mistake(String line, String problem) {
    return new IllegalArgumentException("dependency table, '" + line + "': " + problem);
  }
}
