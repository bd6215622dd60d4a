package io.freehold.kernel.resource;

/**
 * A kind of thing that is always somebody else's: it is looked at, and no graph can add one.
 *
 * @param <C> the cloud's session
 * @param <O> the observed record
 */
public interface AdoptedType<C, O> extends ResourceType<C, AdoptedType.Never, O> {

  /** What is desired of it: there is no such value. */
  enum Never {}

  @Override
  default String create(C cloud, Never desired, Intent intent) {
    throw new UnsupportedOperationException(kind() + " is never made");
  }

  @Override
  default Diff diff(Never desired, O observed) {
    throw new UnsupportedOperationException(kind() + " is never compared");
  }

  @Override
  default void update(C cloud, String externalId, Never desired, O observed) {
    throw new UnsupportedOperationException(kind() + " is never changed");
  }

  @Override
  default void delete(C cloud, String externalId) {
    throw new UnsupportedOperationException(kind() + " is never deleted");
  }

  @Override
  default O predict(Never desired) {
    throw new UnsupportedOperationException(kind() + " is never planned");
  }
}
