package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * An unpacked chart. The folder itself may be a link, as in a mounted volume; in it there are files
 * and folders alone: a link could lead anywhere, and reading a pipe never ends.
 */
final class ChartTree {
  private ChartTree() {}

  /**
   * The files, by their path below the folder.
   *
   * @throws ChartException if it is no chart's folder
   */
  static Map<String, byte[]> read(Path folder, ChartBudget budget) throws IOException {
    Path root = folder.toRealPath();
    if (!Files.isRegularFile(root.resolve(Chart.ABOUT), LinkOption.NOFOLLOW_LINKS)) {
      throw Chart.none(folder.toString()); // before all of a home folder is read
    }
    Map<String, byte[]> files = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            budget.entry();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            budget.entry();
            if (!attributes.isRegularFile()) {
              throw new ChartException(
                  path.toString(),
                  attributes.isSymbolicLink() ? "a link" : "neither a file nor a folder",
                  "files and folders alone",
                  "put there what it stands for, or take it out");
            }
            try (InputStream in = Files.newInputStream(path)) {
              files.put(root.relativize(path).toString().replace('\\', '/'), budget.all(in));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
