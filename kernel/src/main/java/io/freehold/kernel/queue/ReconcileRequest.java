package io.freehold.kernel.queue;

import java.util.UUID;

/**
 * Which thing to look at, never what to do with it.
 *
 * @param type what sort of thing, such as {@code infrastructure} or {@code service}
 * @param id which one
 */
public record ReconcileRequest(String type, UUID id) {
  @Override
  public String toString() {
    return type + "/" + id;
  }
}
