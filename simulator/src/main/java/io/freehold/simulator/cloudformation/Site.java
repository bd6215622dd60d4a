package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Shelf;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** CloudFormation of one account in one region. */
final class Site {
  private final Location location;
  private final Shelf<Stack> stacks;
  private final Map<String, Map<String, Made>> made = new HashMap<>();

  Site(World world, Location location) {
    this.location = location;
    stacks = world.shelf();
  }

  Location location() {
    return location;
  }

  /** By id; deleted ones stay. */
  Shelf<Stack> stacks() {
    return stacks;
  }

  /** What a stack holds in truth, by logical id. */
  Map<String, Made> made(String stackId) {
    return made.computeIfAbsent(stackId, id -> new LinkedHashMap<>());
  }

  String arn(String stackName, String unique) {
    return location.arn("cloudformation", "stack/" + stackName + "/" + unique);
  }

  /** Every stack that is not deleted. */
  Stream<Stack> present() {
    return stacks.actual().values().stream().filter(stack -> !stack.isDeleted());
  }

  /**
   * As calls that change something find it: by id whatever its state, by name while it is there.
   */
  Optional<Stack> known(String nameOrId) {
    return find(nameOrId, stacks.actual().keySet(), stacks::known);
  }

  /** The same as reads show it. */
  Optional<Stack> seen(String nameOrId) {
    return find(nameOrId, stacks.actual().keySet(), stacks::seen);
  }

  private static Optional<Stack> find(
      String nameOrId, Collection<String> ids, Function<String, Optional<Stack>> look) {
    if (nameOrId.startsWith("arn:")) {
      return look.apply(nameOrId);
    }
    return ids.stream()
        .map(look)
        .flatMap(Optional::stream)
        .filter(stack -> stack.name().equals(nameOrId) && !stack.isDeleted())
        .findFirst();
  }

  /** Stacks for counts and for searches by tag. */
  Stream<LiveResource> resources(Collection<Stack> some) {
    return some.stream()
        .filter(stack -> !stack.isDeleted())
        .map(stack ->
            new LiveResource(
                "Stack", stack.name(), stack.id(), location.region(), stack.asked().tags()));
  }
}
