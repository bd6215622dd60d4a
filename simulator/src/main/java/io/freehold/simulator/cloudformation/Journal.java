package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.template.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What an operation has done so far, to undo it or to clean up after it. */
final class Journal {
  /**
   * @param before what it was
   * @param attempted the properties that it was to have, and may have in part
   */
  record Alteration(Made before, Value.Mapping attempted) {}

  private final Set<String> created = new LinkedHashSet<>();
  private final Map<String, Alteration> altered = new LinkedHashMap<>();
  private final Map<String, Made> replaced = new LinkedHashMap<>();

  /** Logical ids of what was not there before. */
  Set<String> created() {
    return created;
  }

  Map<String, Alteration> altered() {
    return altered;
  }

  /** What was there before in the place of something new. */
  Map<String, Made> replaced() {
    return replaced;
  }
}
