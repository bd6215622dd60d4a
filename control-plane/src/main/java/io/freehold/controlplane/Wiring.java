package io.freehold.controlplane;

import java.time.Clock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a control plane works with and cannot make itself: the clocks, and where clouds are reached.
 *
 * @param clock of the engine: real, scaled or virtual
 * @param wall the time that clients live in
 * @param parts by the type under which they are asked for
 */
public record Wiring(Clock clock, InstantSource wall, Map<Class<?>, Object> parts) {
  public Wiring {
    parts = Map.copyOf(parts);
  }

  /** With these clocks, and nothing else yet. */
  public static Wiring of(Clock clock, InstantSource wall) {
    return new Wiring(clock, wall, Map.of());
  }

  /** And with this part. */
  public <T> Wiring with(Class<T> type, T part) {
    Map<Class<?>, Object> more = new LinkedHashMap<>(parts);
    more.put(type, type.cast(part));
    return new Wiring(clock, wall, more);
  }

  void forEach(BiConsumer<Class<Object>, Object> use) {
    parts.forEach((type, part) -> {
      @SuppressWarnings("unchecked") // with() took care that they fit
      Class<Object> key = (Class<Object>) type;
      use.accept(key, part);
    });
  }
}
