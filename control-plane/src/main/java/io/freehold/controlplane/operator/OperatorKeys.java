package io.freehold.controlplane.operator;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.access.Keyring;
import io.freehold.controlplane.access.WallClock;
import io.freehold.controlplane.operator.OperatorKeyStore.StoredKey;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.secret.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The keys of the vendor's own operators. */
@Component
public class OperatorKeys implements Keyring {
  private final OperatorKeyStore store;
  private final WallClock clock;
  private final SecureRandom random = new SecureRandom();

  OperatorKeys(OperatorKeyStore store, WallClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Whether there is none yet. */
  public boolean isEmpty() {
    return store.isEmpty();
  }

  /** Makes a key of that name; an earlier one of the name stops working. */
  public KeyPair issue(String name) {
    KeyPair pair = KeyPair.random(random);
    store.put(
        new StoredKey(UUID.randomUUID(), name, Sha256.base64(pair.keySecret())),
        Sha256.base64(pair.keyId()),
        clock.source().instant());
    return pair;
  }

  @Override
  public Optional<Caller> identify(String keyId, String keySecret, String from) {
    return store
        .byKeyIdHash(Sha256.base64(keyId))
        .filter(key -> Sha256.same(key.secretHash(), Sha256.base64(keySecret)))
        .map(key -> new Caller.Operator(key.id(), key.name()));
  }

  @Override
  public boolean stillKnows(Caller caller) {
    return switch (caller) {
      case Caller.Operator operator -> store.has(operator.keyId());
      case Caller.OrganizationKey key -> false;
    };
  }
}
