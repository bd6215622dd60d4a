package io.freehold.simulator.aws.state;

import io.freehold.simulator.aws.place.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One {@code T} for each account and region, made when it is first asked for. Not safe by itself:
 * used under the world's lock.
 *
 * @param <T> the state of a service in one account and region
 */
public final class Sites<T> {
  private final Map<Location, T> sites = new HashMap<>();
  private final Function<Location, T> maker;

  public Sites(Function<Location, T> maker) {
    this.maker = maker;
  }

  public T at(Location location) {
    T site = sites.get(location);
    if (site == null) {
      site = maker.apply(location);
      sites.put(location, site);
    }
    return site;
  }

  /** Those of one account that were ever asked for. */
  public Stream<T> ofAccount(String accountId) {
    return sites.entrySet().stream()
        .filter(entry -> entry.getKey().accountId().equals(accountId))
        .sorted((a, b) -> a.getKey().region().compareTo(b.getKey().region()))
        .map(Map.Entry::getValue);
  }
}
