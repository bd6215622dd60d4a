package io.freehold.model.region;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The supported regions. Read from a data file, so that another region is no change of code.
 *
 * @param all in the order of the file
 */
public record Regions(List<Region> all) {
  private static final String RESOURCE = "regions.txt";
  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  public Regions {
    all = List.copyOf(all);
  }

  /** The regions that Freehold ships. */
  public static Regions supported() {
    try (InputStream in = Regions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a list in the form of the shipped file.
   *
   * @throws IllegalArgumentException naming a line of another form
   */
  public static Regions parse(String text) {
    List<Region> regions = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        regions.add(region(line));
      }
    }
    return new Regions(regions);
  }

  /** The region of that id, if it is supported. */
  public Optional<Region> find(String id) {
    return all.stream().filter(region -> region.id().equals(id)).findFirst();
  }

  /** The ids, in order. */
  public List<String> ids() {
    return all.stream().map(Region::id).toList();
  }

  private static Region region(String line) {
    String[] columns = BAR.split(line, -1);
    if (columns.length != 3 || columns[2].isEmpty()) {
      throw new IllegalArgumentException(
          "regions, '" + line + "': needed '<region> | <display name> | <zone ids>'");
    }
    List<String> zones = new ArrayList<>();
    Set<String> withoutEks = new LinkedHashSet<>();
    for (String word : BLANKS.split(columns[2], -1)) {
      String zone = word.startsWith("!") ? word.substring(1) : word;
      zones.add(zone);
      if (word.startsWith("!")) {
        withoutEks.add(zone);
      }
    }
    return new Region(columns[0], columns[1], zones, withoutEks);
  }
}
