package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Helm chart with everything that belongs to it, in memory.
 *
 * @param name as its {@code Chart.yaml} says
 * @param version as its {@code Chart.yaml} says
 * @param digest SHA-256 of all its files, in hexadecimal: the same for the same content, packed or
 *     not
 * @param archiveDigest SHA-256 of the archive that it came in, as repositories publish it; empty
 *     for a folder
 * @param files by their path inside the chart; charts inside it are unpacked
 */
public record Chart(
    String name,
    String version,
    String digest,
    Optional<String> archiveDigest,
    SortedMap<String, byte[]> files) {

  static final String ABOUT = "Chart.yaml";
  private static final String PACKED = ".tgz";

  /**
   * Reads a folder or a packed chart.
   *
   * @throws ChartException if it is no chart, cannot be read, or is larger than charts are
   */
  public static Chart read(Path place) {
    String where = place.toString();
    try {
      if (Files.isDirectory(place)) {
        ChartBudget budget = new ChartBudget(where);
        return of(where, Optional.empty(), ChartTree.read(place, budget), budget);
      }
      if (!Files.isRegularFile(place)) {
        throw none(where);
      }
      try (InputStream in = Files.newInputStream(place)) {
        return packed(where, in.readNBytes(ChartBudget.MOST_PACKED + 1));
      }
    } catch (IOException e) {
      throw new ChartException(
          where, "what cannot be read (" + e + ")", "a Helm chart", "let this program read it");
    }
  }

  /**
   * A chart of files that are at hand.
   *
   * @param place what to call it where something is wrong with it
   * @param files by their path inside the chart
   * @throws ChartException if they are no chart
   */
  public static Chart of(String place, Map<String, byte[]> files) {
    return of(place, Optional.empty(), files, new ChartBudget(place));
  }

  /**
   * Reads a packed chart.
   *
   * @param place where it comes from, for messages
   * @throws ChartException if it is no chart, or larger than charts are
   */
  static Chart packed(String place, byte[] archive) {
    if (archive.length > ChartBudget.MOST_PACKED) {
      throw new ChartException(
          place,
          "an archive of more than " + ChartBudget.MOST_PACKED + " bytes",
          "a packed chart",
          "pack the chart alone");
    }
    ChartBudget budget = new ChartBudget(place);
    Map<String, byte[]> files = ChartArchive.unpack(place, archive, budget);
    return of(place, Optional.of(sha256(archive)), files, budget);
  }

  private static Chart of(
      String place,
      Optional<String> archiveDigest,
      Map<String, byte[]> plainFiles,
      ChartBudget budget) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    plainFiles.forEach((path, content) -> put(files, "", path, content, budget));
    refuseFilesInFiles(place, files);
    byte[] about = files.get(ABOUT);
    if (about == null) {
      throw none(place);
    }
    Map<String, Object> fields = about(place, about);
    return new Chart(
        name(place, fields),
        field(place, fields, "version"),
        digest(files),
        archiveDigest,
        Collections.unmodifiableSortedMap(files));
  }

  static ChartException none(String place) {
    return new ChartException(
        place, "no " + ABOUT, "a Helm chart", "give the folder or the .tgz of one");
  }

  /** Charts that come packed inside another are unpacked, so that all are handled alike. */
  private static void put(
      Map<String, byte[]> files, String in, String path, byte[] content, ChartBudget budget) {
    budget.path(in + path);
    int start = path.lastIndexOf("charts/");
    boolean packed = path.endsWith(PACKED) && start >= 0 && path.indexOf('/', start + 7) < 0;
    if (!packed) {
      files.put(in + path, content);
      return;
    }
    Map<String, byte[]> inner = ChartArchive.unpack(in + path, content, budget);
    byte[] about = inner.get(ABOUT);
    if (about == null) {
      throw new ChartException(
          in + path, "no " + ABOUT, "a packed Helm chart", "take it out of the chart");
    }
    String name = name(in + path, about(in + path, about));
    String folder = in + path.substring(0, start + 7) + name + "/";
    inner.forEach((innerPath, innerContent) -> put(files, folder, innerPath, innerContent, budget));
  }

  private static void refuseFilesInFiles(String place, SortedMap<String, byte[]> files) {
    for (String path : files.keySet()) {
      for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
        if (files.containsKey(path.substring(0, end))) {
          throw new ChartException(
              place + ": " + path,
              "a file that lies in a file",
              "files and folders",
              "pack the chart anew");
        }
      }
    }
  }

  private static Map<String, Object> about(String place, byte[] content) {
    try {
      return HelmYaml.object(new String(content, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new ChartException(
          place + ": " + ABOUT, "no YAML (" + e.getMessage() + ")", "YAML", "give the whole chart");
    }
  }

  /** It becomes the name of a folder. */
  private static String name(String place, Map<String, Object> about) {
    String name = field(place, about, "name");
    if (!ChartSource.NAME.matcher(name).matches()) {
      throw new ChartException(
          place + ": " + ABOUT + ": name",
          name,
          "letters, digits, '.', '_' and '-'",
          "give it such a name");
    }
    return name;
  }

  private static String field(String place, Map<String, Object> about, String name) {
    Object value = about.get(name);
    if (value == null) {
      throw new ChartException(
          place + ": " + ABOUT + ": " + name, "nothing", "a text", "give the whole chart");
    }
    return String.valueOf(value);
  }

  private static String digest(SortedMap<String, byte[]> files) {
    MessageDigest digest = sha256();
    files.forEach((path, content) -> {
      digest.update((path + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(content);
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chart chart && digest.equals(chart.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
