package io.freehold.controlplane.key;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.access.Role;
import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.KeyUpdate;
import io.freehold.controlplane.key.KeyStore.StoredKey;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.secret.Sha256;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.IpAccess;
import io.freehold.protocol.Success;
import io.freehold.protocol.key.ApiKey;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /keys} of the public API. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/keys")
class KeyApi {
  private final KeyStore store;
  private final Keys keys;
  private final Activities activities;
  private final TransactionTemplate transactions;

  KeyApi(KeyStore store, Keys keys, Activities activities, TransactionTemplate transactions) {
    this.store = store;
    this.keys = keys;
    this.activities = activities;
    this.transactions = transactions;
  }

  @GetMapping
  Success<List<ApiKey>> list(@PathVariable UUID organizationId) {
    return Answer.of(store.all(organizationId).stream().map(KeyApi::shown).toList());
  }

  @PostMapping
  Success<ApiKey.Created> create(@PathVariable UUID organizationId, Body<KeyRequest> body) {
    KeyRequest request = body.value();
    request.check(body);
    body.refuseIfWrong();
    KeyRequest.HashData hashes = request.hashData();
    KeyPair pair = keys.pair();
    StoredKey key =
        new StoredKey(
            UUID.randomUUID(),
            organizationId,
            Objects.requireNonNull(request.name()),
            hashes == null
                ? Keys.suffix(pair.keyId())
                : Objects.requireNonNull(hashes.keyIdSuffix()),
            hashes == null
                ? Sha256.base64(pair.keySecret())
                : Objects.requireNonNull(hashes.keySecretHash()),
            request.wantedRoles(),
            !"disabled".equals(request.state()),
            described(Objects.requireNonNullElse(request.ipAccessList(), List.of())),
            keys.now(),
            request.expireAt(),
            null);
    String keyIdHash =
        hashes == null ? Sha256.base64(pair.keyId()) : Objects.requireNonNull(hashes.keyIdHash());
    transactions.executeWithoutResult(status -> {
      if (!store.insert(key, keyIdHash)) {
        throw Refusal.conflict("key-id-taken", "A key with this id exists already.");
      }
      activities.recordKey(organizationId, key.id(), KeyUpdate.CREATED);
    });
    ApiKey shown = shown(key);
    return hashes == null
        ? Answer.withSecrets(new ApiKey.Created(shown, pair.keyId(), pair.keySecret()), "keySecret")
        : Answer.of(new ApiKey.Created(shown, null, null));
  }

  @GetMapping("/{keyId}")
  Success<ApiKey> get(@PathVariable UUID organizationId, @PathVariable UUID keyId) {
    return Answer.of(shown(find(organizationId, keyId)));
  }

  @PatchMapping("/{keyId}")
  Success<ApiKey> change(
      @PathVariable UUID organizationId, @PathVariable UUID keyId, Body<KeyRequest.Change> body) {
    return Answer.of(
        shown(
            Objects.requireNonNull(
                transactions.execute(status -> {
                  store.lock(organizationId);
                  StoredKey key = find(organizationId, keyId);
                  body.value().check(body);
                  body.refuseIfWrong();
                  StoredKey changed = changed(key, body);
                  if (key.isAdmin(keys.now()) && !changed.isAdmin(keys.now())) {
                    refuseIfLast(key);
                  }
                  store.update(changed);
                  updates(key, changed)
                      .forEach(update -> activities.recordKey(organizationId, keyId, update));
                  return changed;
                }))));
  }

  @DeleteMapping("/{keyId}")
  Success<@Nullable Void> delete(
      @PathVariable UUID organizationId,
      @PathVariable UUID keyId,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller.OrganizationKey caller) {
    transactions.executeWithoutResult(status -> {
      store.lock(organizationId);
      StoredKey key = find(organizationId, keyId);
      if (key.isAdmin(keys.now())) {
        refuseIfLast(key);
      }
      if (caller.keyId().equals(keyId)) {
        throw Refusal.conflict(
            "key-in-use", "This request was made with this key: delete it with another one.");
      }
      store.delete(organizationId, keyId);
      activities.recordKey(organizationId, keyId, KeyUpdate.DELETED);
    });
    return Answer.done();
  }

  private static StoredKey changed(StoredKey key, Body<KeyRequest.Change> body) {
    KeyRequest.Change change = body.value();
    List<Role> roles = change.wantedRoles();
    return new StoredKey(
        key.id(),
        key.organizationId(),
        or(change.name(), key.name()),
        key.suffix(),
        key.secretHash(),
        roles.isEmpty() ? key.roles() : roles,
        change.state() == null ? key.enabled() : change.state().equals("enabled"),
        described(or(change.ipAccessList(), key.ipAccess())),
        key.createdAt(),
        body.has("expireAt") ? change.expireAt() : key.expireAt(),
        key.usedAt());
  }

  private static List<KeyUpdate> updates(StoredKey before, StoredKey after) {
    List<KeyUpdate> updates = new ArrayList<>();
    if (!before.name().equals(after.name())) {
      updates.add(KeyUpdate.NAME_CHANGED);
    }
    if (!before.roles().equals(after.roles())) {
      updates.add(KeyUpdate.ROLE_CHANGED);
    }
    if (before.enabled() != after.enabled()) {
      updates.add(KeyUpdate.STATE_CHANGED);
    }
    if (!Objects.equals(before.expireAt(), after.expireAt())) {
      updates.add(KeyUpdate.DATE_CHANGED);
    }
    if (!before.ipAccess().equals(after.ipAccess())) {
      updates.add(KeyUpdate.IP_ACCESS_LIST_CHANGED);
    }
    return updates;
  }

  /** Without one, nobody could ever make another. */
  private void refuseIfLast(StoredKey key) {
    if (!store.hasOtherAdmin(key.organizationId(), key.id(), keys.now())) {
      throw Refusal.conflict(
          "last-admin-key",
          "This is the last valid key with the role admin: make another one first.");
    }
  }

  private StoredKey find(UUID organizationId, UUID keyId) {
    return store.byId(organizationId, keyId).orElseThrow(() -> Refusal.notFound("The key"));
  }

  private static List<IpAccess> described(List<IpAccess> list) {
    return list.stream()
        .map(one -> new IpAccess(one.source(), Objects.requireNonNullElse(one.description(), "")))
        .toList();
  }

  private static <T> T or(@Nullable T wanted, T present) {
    return wanted == null ? present : wanted;
  }

  private static ApiKey shown(StoredKey key) {
    return new ApiKey(
        key.id().toString(),
        key.name(),
        key.enabled() ? "enabled" : "disabled",
        key.roles().stream().map(Role::word).toList(),
        key.roles().stream()
            .map(role -> new ApiKey.AssignedRole(role.id().toString(), role.word(), "system"))
            .toList(),
        key.suffix(),
        key.createdAt(),
        key.expireAt(),
        key.usedAt(),
        key.ipAccess());
  }
}
