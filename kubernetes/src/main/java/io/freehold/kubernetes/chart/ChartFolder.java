package io.freehold.kubernetes.chart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Charts that lie in a folder of this machine, packed as {@code <name>-<version>.tgz} or unpacked
 * as {@code <name>-<version>} or {@code <name>}: a mirror for networks without a way out. Each is
 * read once.
 */
public final class ChartFolder implements ChartSource {
  private final Path folder;
  private final Map<Wanted, Chart> read = new ConcurrentHashMap<>();

  public ChartFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Chart> find(Wanted wanted) {
    Chart known = read.get(wanted);
    if (known != null) {
      return Optional.of(known);
    }
    String full = wanted.name() + "-" + wanted.version();
    Optional<Chart> found =
        List.of(wanted.file(), full, wanted.name()).stream()
            .map(folder::resolve)
            .filter(Files::exists)
            .findFirst()
            .map(place -> ChartSource.checked(wanted, Chart.read(place), place.toString()));
    found.ifPresent(chart -> read.put(wanted, chart));
    return found;
  }
}
