package io.freehold.simulator.aws.tagging;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.state.LiveResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the search goes on finding though it is gone, while its lever says so. */
final class Traces {
  private record Trace(LiveResource thing, Instant lastThere) {}

  private final World world;
  private final Map<String, Map<String, Trace>> byAccount = new HashMap<>();

  Traces(World world) {
    this.world = world;
    world.calls().catchUpBy(this::note);
  }

  private void note() {
    for (String account : world.levers().accountsThatFindDeleted()) {
      Map<String, Trace> traces = byAccount.computeIfAbsent(account, any -> new HashMap<>());
      world.live(account).forEach(one -> traces.put(one.arn(), new Trace(one, world.now())));
    }
  }

  /** What is gone from an account, and is found. */
  Stream<LiveResource> in(String account) {
    Set<String> there =
        world.live(account).stream().map(LiveResource::arn).collect(Collectors.toSet());
    Instant horizon = world.now().minus(world.levers().findingDeleted(account));
    return byAccount.getOrDefault(account, Map.of()).values().stream()
        .filter(one -> !there.contains(one.thing().arn()) && one.lastThere().isAfter(horizon))
        .map(Trace::thing)
        .peek(one -> world.levers().foundDeleted(account));
  }
}
