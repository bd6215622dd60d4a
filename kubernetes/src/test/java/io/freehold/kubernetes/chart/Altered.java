package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A chart with one file that is another. */
final class Altered {
  private Altered() {}

  static Chart with(Chart chart, String path, String content) {
    try {
      Path folder = Files.createTempDirectory("altered");
      try {
        for (Map.Entry<String, byte[]> file : chart.files().entrySet()) {
          write(folder.resolve(file.getKey()), file.getValue());
        }
        write(folder.resolve(path), content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Chart.read(folder);
      } finally {
        try (Stream<Path> walk = Files.walk(folder)) {
          for (Path one : (Iterable<Path>) walk.sorted(Comparator.reverseOrder())::iterator) {
            Files.delete(one);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
