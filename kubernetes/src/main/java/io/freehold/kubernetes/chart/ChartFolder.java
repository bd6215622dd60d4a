package io.freehold.kubernetes.chart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Charts that lie in a folder of this machine, packed as {@code <name>-<version>.tgz} or unpacked
 * as {@code <name>-<version>} or {@code <name>}: a mirror for networks without a way out.
 */
public final class ChartFolder implements ChartSource {
  private final Path folder;

  public ChartFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Chart> find(Wanted wanted) {
    String full = wanted.name() + "-" + wanted.version();
    return List.of(wanted.file(), full, wanted.name()).stream()
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst()
        .map(place -> ChartSource.checked(wanted, Chart.read(place), place.toString()));
  }
}
