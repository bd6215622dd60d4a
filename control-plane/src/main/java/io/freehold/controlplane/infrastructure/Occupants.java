package io.freehold.controlplane.infrastructure;

import java.util.List;
import java.util.UUID;

/** Knows what runs in an infrastructure, and so keeps it from being deleted. */
@FunctionalInterface
public interface Occupants {
  /** The names of what runs there. */
  List<String> of(UUID infrastructureId);
}
