package io.freehold.controlplane.key;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.access.Keyring;
import io.freehold.controlplane.access.WallClock;
import io.freehold.controlplane.key.KeyStore.StoredKey;
import io.freehold.controlplane.secret.Sha256;
import io.freehold.controlplane.web.IpAccessRules;
import io.freehold.controlplane.web.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The keys of organizations. Whether one has expired is judged by the time that clients live in.
 */
@Component
final class OrganizationKeyring implements Keyring {
  private final KeyStore keys;
  private final WallClock clock;

  OrganizationKeyring(KeyStore keys, WallClock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> identify(String keyId, String keySecret, String from) {
    Optional<StoredKey> found =
        keys.byKeyIdHash(Sha256.base64(keyId))
            .filter(key -> Sha256.same(key.secretHash(), Sha256.base64(keySecret)))
            .filter(this::isValid);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StoredKey key = found.get();
    if (!IpAccessRules.allows(key.ipAccess(), from)) {
      throw Refusal.of(403, "address-not-allowed", "This key may not be used from " + from + ".");
    }
    note(key);
    return caller(key).map(Caller.class::cast);
  }

  @Override
  public boolean stillKnows(Caller caller) {
    return switch (caller) {
      case Caller.OrganizationKey known ->
          keys.byId(known.organizationId(), known.keyId())
              .filter(this::isValid)
              .flatMap(OrganizationKeyring::caller)
              .filter(now -> now.role() == known.role()) // it may have another name by now
              .isPresent();
      case Caller.Operator operator -> false;
    };
  }

  private static Optional<Caller.OrganizationKey> caller(StoredKey key) {
    return key.roles().stream()
        .min(Comparator.naturalOrder()) // the strongest comes first
        .map(role -> new Caller.OrganizationKey(key.organizationId(), key.id(), key.name(), role));
  }

  private boolean isValid(StoredKey key) {
    Instant expires = key.expireAt();
    return key.enabled() && (expires == null || clock.source().instant().isBefore(expires));
  }

  /** To the minute, so that not every request writes. */
  private void note(StoredKey key) {
    Instant minute = clock.source().instant().truncatedTo(ChronoUnit.MINUTES);
    if (key.usedAt() == null || key.usedAt().isBefore(minute)) {
      keys.used(key.id(), minute);
    }
  }
}
