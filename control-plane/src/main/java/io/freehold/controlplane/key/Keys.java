package io.freehold.controlplane.key;

import io.freehold.controlplane.access.Role;
import io.freehold.controlplane.access.WallClock;
import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.KeyUpdate;
import io.freehold.controlplane.key.KeyStore.StoredKey;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.secret.Sha256;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes keys for those who cannot have one yet. */
@Component
public class Keys {
  private final KeyStore store;
  private final Activities activities;
  private final WallClock clock;
  private final SecureRandom random = new SecureRandom();

  Keys(KeyStore store, Activities activities, WallClock clock) {
    this.store = store;
    this.activities = activities;
    this.clock = clock;
  }

  /** The first key of an organization, with the role admin, in the caller's transaction. */
  public KeyPair first(UUID organizationId) {
    KeyPair pair = KeyPair.random(random);
    UUID id = UUID.randomUUID();
    store.insert(
        new StoredKey(
            id,
            organizationId,
            "first",
            suffix(pair.keyId()),
            Sha256.base64(pair.keySecret()),
            List.of(Role.ADMIN),
            true,
            List.of(),
            now(),
            null,
            null),
        Sha256.base64(pair.keyId()));
    activities.recordKey(organizationId, id, KeyUpdate.CREATED);
    return pair;
  }

  KeyPair pair() {
    return KeyPair.random(random);
  }

  /** As PostgreSQL keeps it, so that what is answered now and later is the same. */
  Instant now() {
    return clock.source().instant().truncatedTo(ChronoUnit.MICROS);
  }

  static String suffix(String keyId) {
    return keyId.substring(keyId.length() - 4);
  }
}
