package io.freehold.kubernetes.chart;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A packed chart: a gzipped tar whose files lie in one folder (<a
 * href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">format</a>). It comes
 * from outside, so that its paths and sizes are not trusted.
 */
final class ChartArchive {
  private static final int BLOCK = 512;

  /** Of paths inside a chart: what no system of files takes for anything but a letter. */
  private static final Pattern PART = Pattern.compile("(?!\\.{0,2}$)[^/\\\\\\p{Cntrl}]+");

  private ChartArchive() {}

  /**
   * The files, by their path below the chart's own folder.
   *
   * @throws ChartException if it is no such archive, or holds more than the budget has left
   */
  static Map<String, byte[]> unpack(String place, byte[] archive, ChartBudget budget) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
      return unpack(in, budget);
    } catch (IOException e) {
      throw new ChartException(
          place, "no readable archive: " + e.getMessage(), "a gzipped tar", "pack the chart anew");
    }
  }

  private static Map<String, byte[]> unpack(DataInputStream in, ChartBudget budget)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] header = new byte[BLOCK];
    String longName = "";
    while (readBlock(in, header) && header[0] != 0) {
      budget.entry();
      long size = octal(header, 124, 12);
      byte[] content = budget.next(in, size);
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      switch (header[156]) {
        case 'L' -> longName = text(content, 0, content.length);
        case 'x' -> longName = pathOf(content, longName);
        case '0', 0 -> {
          put(files, longName.isEmpty() ? name(header) : longName, content);
          longName = "";
        }
        default -> longName = ""; // folders, links, and what is said of the whole archive
      }
    }
    return files;
  }

  private static boolean readBlock(DataInputStream in, byte[] block) throws IOException {
    try {
      in.readFully(block);
      return true;
    } catch (EOFException e) {
      return false; // some tools leave the empty blocks at the end out
    }
  }

  private static void put(Map<String, byte[]> files, String path, byte[] content)
      throws IOException {
    String plain = path.startsWith("./") ? path.substring(2) : path;
    int slash = plain.indexOf('/');
    String inside = slash < 0 ? "" : plain.substring(slash + 1);
    boolean safe =
        Arrays.stream(inside.split("/", -1)).allMatch(part -> PART.matcher(part).matches());
    if (!safe) {
      throw new IOException("the path " + path + " does not lie in the chart's folder");
    }
    files.put(inside, content);
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    boolean extended = text(header, 257, 5).equals("ustar") && header[345] != 0;
    return extended ? text(header, 345, 155) + "/" + name : name;
  }

  /** The path of a record of the pax format: {@code <length> path=<path>\n}. */
  private static String pathOf(byte[] record, String otherwise) {
    for (String line : new String(record, StandardCharsets.UTF_8).split("\n")) {
      int start = line.indexOf(" path=");
      if (start > 0) {
        return line.substring(start + " path=".length());
      }
    }
    return otherwise;
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw new IOException("a size of '" + digits + "'");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
