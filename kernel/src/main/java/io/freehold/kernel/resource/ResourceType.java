package io.freehold.kernel.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to observe, create, compare, update and delete one kind of thing. Stateless. It never waits,
 * sleeps or retries, sets no conditions and does not know its place in an order: all of that is the
 * convergence's.
 *
 * <p>Errors of the cloud's client are thrown as they are; one classifier per cloud knows them.
 *
 * @param <C> the cloud's session
 * @param <D> the desired record
 * @param <O> the observed record: what dependents need, and what {@link #diff} compares
 */
public interface ResourceType<C, D, O> {

  /** The kind's name, stored with every thing of it: never changes once released. */
  String kind();

  /**
   * The external id where the desired record alone determines it, as a role's or a bucket's name
   * does. Such a thing is found by that id even after a lost answer; for all others {@link
   * #discover} searches.
   */
  default Optional<String> naturalId(D desired) {
    return Optional.empty();
  }

  /**
   * Looks at many things in as few calls as the API allows. An id without an entry in the answer is
   * absent.
   */
  Map<String, Observation<O>> observe(C cloud, Set<String> externalIds);

  /**
   * The external ids of living things that carry the tags of this owner and node, oldest first
   * where the cloud tells. Never called for a kind with a {@link #naturalId}.
   */
  default List<String> discover(C cloud, Owner owner, String node) {
    throw new UnsupportedOperationException(kind() + " has a natural id");
  }

  /**
   * Creates the thing with its owner tags in the same request wherever the API can, and answers its
   * external id: all that {@link #delete} will ever be told.
   */
  String create(C cloud, D desired, Intent intent);

  /**
   * Puts the owner's marks on what an unanswered creation left without any. Only called for what
   * was observed as {@link Ownership#UNMARKED} while that creation is on record.
   */
  default void mark(C cloud, String externalId, Intent intent) {
    throw new UnsupportedOperationException(kind() + " is marked by the call that creates it");
  }

  /** What differs; empty means nothing to do. */
  Diff diff(D desired, O observed);

  /**
   * Brings the thing to the desired state as far as it can be changed in place. May need several
   * passes; is called again while {@link #diff} is not empty.
   */
  void update(C cloud, String externalId, D desired, O observed);

  /** Starts the deletion. What is gone already is a success. */
  void delete(C cloud, String externalId);

  /**
   * The same for a kind of which a call can take away only a part, as S3 takes a thousand objects
   * at most. One call takes one part; the lease is looked at between any two.
   *
   * @return whether no part is left to take away; if one is, it is called again soon
   */
  default boolean deletePart(C cloud, String externalId) {
    delete(cloud, externalId);
    return true;
  }

  /**
   * Whether the cloud itself may make it anew, under the same id and unmarked, after it was
   * deleted: then what is seen unmarked after a deletion was begun is another one.
   */
  default boolean comesBack() {
    return false;
  }

  /**
   * What will be observed once the thing exists, with placeholders for what only the cloud knows.
   */
  O predict(D desired);
}
