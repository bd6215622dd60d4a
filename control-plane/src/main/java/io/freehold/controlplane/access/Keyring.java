package io.freehold.controlplane.access;

import java.util.Optional;

/** Knows keys of one sort. */
public interface Keyring {
  /**
   * Whose key this is.
   *
   * @param from the address that the request came from
   * @return empty if the key is not known here, or its secret is wrong, or it is not valid now
   * @throws io.freehold.controlplane.web.Refusal if the key is right but may not be used from there
   */
  Optional<Caller> identify(String keyId, String keySecret, String from);

  /** Whether one whom this identified before would be the same now, with the same role. */
  boolean stillKnows(Caller caller);
}
