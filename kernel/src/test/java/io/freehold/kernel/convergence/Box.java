package io.freehold.kernel.convergence;

import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kernel.resource.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one kind of the warehouse.
 *
 * @param parent the id of the box that it stands on; empty for the floor
 * @param colour can be changed without anybody noticing
 * @param lock changing it is disruptive
 * @param size fixed
 */
record Box(String parent, String colour, String lock, int size) {
  /** Its id is given by the warehouse. */
  static final ResourceType<Warehouse, Box, Observed> NUMBERED = new Type("Box", false);

  /** Its id is its name. */
  static final ResourceType<Warehouse, Box, Observed> NAMED = new Type("NamedBox", true);

  static Box of(String colour) {
    return new Box("", colour, "open", 1);
  }

  static Box on(String parent, String colour) {
    return new Box(parent, colour, "open", 1);
  }

  record Observed(String id, Box box) {}

  private record Type(String kind, boolean named)
      implements ResourceType<Warehouse, Box, Observed> {
    @Override
    public Optional<String> naturalId(Box desired) {
      return named ? Optional.of("name-" + desired.colour()) : Optional.empty();
    }

    @Override
    public Map<String, Observation<Observed>> observe(Warehouse cloud, Set<String> ids) {
      cloud.count("observe " + kind);
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String id : ids) {
        cloud
            .visible(id)
            .ifPresent(thing -> {
              Ownership ownership =
                  switch (thing.owner()) {
                    case "us" -> Ownership.OURS;
                    case "" -> Ownership.UNMARKED;
                    default -> Ownership.FOREIGN;
                  };
              found.put(
                  id,
                  thing.broken()
                      ? new Observation.Broken<>("squashed", ownership)
                      : cloud.onTheWay.contains(id)
                          ? new Observation.Pending<>("on its way", ownership)
                          : new Observation.Present<>(new Observed(id, thing.box()), ownership));
            });
      }
      return found;
    }

    @Override
    public List<String> discover(Warehouse cloud, Owner owner, String node) {
      return cloud.find(owner.name(), node);
    }

    @Override
    public String create(Warehouse cloud, Box desired, Intent intent) {
      return cloud.create(naturalId(desired), desired, intent);
    }

    @Override
    public void mark(Warehouse cloud, String id, Intent intent) {
      cloud.mark(id, intent);
    }

    @Override
    public Diff diff(Box desired, Observed observed) {
      return Diff.compare()
          .field("colour", desired.colour(), observed.box().colour())
          .field("lock", desired.lock(), observed.box().lock(), Impact.DISRUPTIVE)
          .fixed("size", desired.size(), observed.box().size())
          .done();
    }

    @Override
    public void update(Warehouse cloud, String id, Box desired, Observed observed) {
      cloud.change(id, desired);
    }

    @Override
    public void delete(Warehouse cloud, String id) {
      cloud.delete(id);
    }

    @Override
    public boolean deletePart(Warehouse cloud, String id) {
      return cloud.deletePart(id);
    }

    @Override
    public Observed predict(Box desired) {
      return new Observed("planned", desired);
    }
  }
}
