package io.freehold.kubernetes.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Gzipped tars that no honest tool would make. */
final class Tar {
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final GZIPOutputStream out;

  Tar() {
    try {
      out = new GZIPOutputStream(packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A chart with nothing but its name, and what else is given. */
  static byte[] chart(Map<String, byte[]> more) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("Chart.yaml", text("{name: beacon, version: 1.0.0}"));
    files.putAll(more);
    Tar tar = new Tar();
    files.forEach((path, content) -> tar.file("beacon/" + path, content));
    return tar.bytes();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Tar file(String path, byte[] content) {
    return entry(path, Long.toOctalString(content.length), '0', content);
  }

  /** An entry that says what it wants of itself. */
  Tar entry(String path, String size, char type, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, path);
    put(header, 124, size);
    header[156] = (byte) type;
    write(header);
    write(content);
    write(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  byte[] bytes() {
    write(new byte[1024]);
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text(text);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
