package io.freehold.controlplane.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/api-omissions.md} says is left out of answers, with the reason. */
final class Omissions {
  private static final Pattern OMITTED = Pattern.compile("^- `([A-Za-z0-9]+\\.[A-Za-z]+)`: .+");

  private Omissions() {}

  static Set<String> read() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/api-omissions.md"))) {
      here = here.getParent();
    }
    Set<String> all = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(here.resolve("docs/api-omissions.md"))) {
        Matcher matcher = OMITTED.matcher(line);
        if (matcher.find()) {
          all.add(matcher.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
