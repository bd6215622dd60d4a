package io.freehold.kubernetes.chart;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process does about the signals that end it. Helm's install, of which a render is part,
 * asks for them and never gives them back (<a
 * href="https://github.com/manusa/helm-java/blob/v0.0.21/native/internal/helm/install.go">source</a>):
 * a control plane that had rendered one chart would no longer stop when told to. Go takes a signal
 * over the first time only, so that what is put back stays.
 */
final class ProcessSignals {
  private static final int[] ENDING = {2, 3, 15}; // SIGINT, SIGQUIT, SIGTERM

  /** More than {@code struct sigaction} has on any system. */
  private static final long ROOM = 512;

  /** Empty where the system has no such function. */
  private static final Optional<MethodHandle> SIGACTION = find();

  private ProcessSignals() {}

  /** The handlers at one moment, as the system keeps them. */
  record Handlers(Map<Integer, MemorySegment> actions) {
    void restore() {
      actions.forEach((signal, action) -> call(signal, action, MemorySegment.NULL));
    }
  }

  static Handlers save() {
    Map<Integer, MemorySegment> actions = new LinkedHashMap<>();
    if (SIGACTION.isPresent()) {
      Arena arena = Arena.ofAuto();
      for (int signal : ENDING) {
        MemorySegment action = arena.allocate(ROOM);
        if (call(signal, MemorySegment.NULL, action) == 0) {
          actions.put(signal, action);
        }
      }
    }
    return new Handlers(actions);
  }

  private static int call(int signal, MemorySegment act, MemorySegment old) {
    try {
      return (int) SIGACTION.orElseThrow().invokeExact(signal, act, old);
    } catch (Throwable e) {
      throw new IllegalStateException("sigaction", e);
    }
  }

  @SuppressWarnings("restricted") // the launcher allows native access: Helm itself is native
  private static Optional<MethodHandle> find() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("sigaction")
        .map(function ->
            linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS)));
  }
}
