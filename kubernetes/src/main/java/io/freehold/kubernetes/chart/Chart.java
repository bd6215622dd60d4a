package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;

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

  private static final String ABOUT = "Chart.yaml";
  private static final String PACKED = ".tgz";

  /**
   * Reads a folder or a packed chart.
   *
   * @throws ChartException if it is no chart
   */
  public static Chart read(Path place) {
    try {
      if (Files.isDirectory(place)) {
        return of(place.toString(), Optional.empty(), folder(place));
      }
      byte[] archive = Files.readAllBytes(place);
      return of(
          place.toString(), Optional.of(sha256(archive)), ChartArchive.unpack(place + "", archive));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return of(place, Optional.empty(), files);
  }

  private static Chart of(
      String place, Optional<String> archiveDigest, Map<String, byte[]> plainFiles) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    plainFiles.forEach((path, content) -> put(files, "", path, content));
    byte[] about = files.get(ABOUT);
    if (about == null) {
      throw new ChartException(
          place, "no " + ABOUT, "a Helm chart", "give the folder or the .tgz of one");
    }
    Map<String, Object> fields = HelmYaml.object(new String(about, StandardCharsets.UTF_8));
    return new Chart(
        field(place, fields, "name"),
        field(place, fields, "version"),
        digest(files),
        archiveDigest,
        Collections.unmodifiableSortedMap(files));
  }

  /** Charts that come packed inside another are unpacked, so that all are handled alike. */
  private static void put(Map<String, byte[]> files, String in, String path, byte[] content) {
    int start = path.lastIndexOf("charts/");
    boolean packed = path.endsWith(PACKED) && start >= 0 && path.indexOf('/', start + 7) < 0;
    if (!packed) {
      files.put(in + path, content);
      return;
    }
    Map<String, byte[]> inner = ChartArchive.unpack(in + path, content);
    byte[] about = inner.get(ABOUT);
    if (about == null) {
      throw new ChartException(
          in + path, "no " + ABOUT, "a packed Helm chart", "take it out of the chart");
    }
    String name = field(path, HelmYaml.object(new String(about, StandardCharsets.UTF_8)), "name");
    String folder = in + path.substring(0, start + 7) + name + "/";
    inner.forEach((innerPath, innerContent) -> put(files, folder, innerPath, innerContent));
  }

  private static String field(String place, Map<String, Object> about, String name) {
    Object value = about.get(name);
    if (value == null) {
      throw new ChartException(
          place + ": " + ABOUT + ": " + name, "nothing", "a text", "give the whole chart");
    }
    return String.valueOf(value);
  }

  private static Map<String, byte[]> folder(Path place) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(place)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        files.put(place.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
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
