package io.freehold.aws.onboarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A compressed archive of a few small files, in the oldest form that everything reads (<a
 * href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_92_13_06">ustar</a>).
 * The same files make the same bytes: the archive says nothing of when and by whom it was made.
 */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int LONGEST_NAME = 100;

  private TarGz() {}

  /** Texts by name, without folders. */
  static byte[] of(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(UTF_8);
        out.write(header(file.getKey(), content.length));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
      }
      out.write(new byte[2 * BLOCK]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    return bytes.toByteArray();
  }

  private static byte[] header(String name, int size) {
    if (name.length() >= LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name in an archive: found " + name + ", needed a short one");
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0"); // owner
    put(header, 116, "0000000\0"); // group
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "00000000000\0"); // time
    put(header, CHECKSUM_AT, " ".repeat(8)); // counts as spaces
    put(header, 156, "0"); // a file
    put(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
