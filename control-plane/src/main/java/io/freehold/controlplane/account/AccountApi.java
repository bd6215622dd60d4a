package io.freehold.controlplane.account;

import io.freehold.controlplane.secret.Letters;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.region.Regions;
import io.freehold.protocol.Success;
import io.freehold.protocol.account.CloudAccount;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /cloudAccounts}: the AWS accounts that an organization has named. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/cloudAccounts")
class AccountApi {
  /** 190 bits: nobody guesses another customer's. */
  private static final int EXTERNAL_ID_LENGTH = 32;

  private final AccountStore store;
  private final ObjectProvider<AccountUse> uses;
  private final Regions regions;
  private final OnboardingLinks links;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AccountApi(
      AccountStore store,
      ObjectProvider<AccountUse> uses,
      Regions regions,
      OnboardingLinks links,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.uses = uses;
    this.regions = regions;
    this.links = links;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping
  Success<List<CloudAccount>> list(@PathVariable UUID organizationId) {
    return Answer.of(
        store.all(organizationId).stream().map(account -> account.shown(links)).toList());
  }

  @PostMapping
  Success<CloudAccount> create(@PathVariable UUID organizationId, Body<AccountRequest> body) {
    AccountRequest request = body.value();
    request.check(body, regions);
    body.refuseIfWrong();
    String accountId = Objects.requireNonNull(request.accountId());
    StoredAccount made =
        Objects.requireNonNull(
            transactions.execute(status -> insert(organizationId, accountId, request)));
    return Answer.of(made.shown(links));
  }

  @GetMapping("/{id}")
  Success<CloudAccount> get(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Answer.of(find(organizationId, id).shown(links));
  }

  @PatchMapping("/{id}")
  Success<CloudAccount> change(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<AccountRequest.Change> body) {
    StoredAccount account = find(organizationId, id);
    AccountRequest.Change change = body.value();
    change.check(account, body);
    body.refuseIfWrong();
    if (change.displayName() != null) {
      store.rename(id, change.displayName());
    }
    if (change.managementRoleArn() != null) {
      store.report(id, change.managementRoleArn());
    }
    return Answer.of(find(organizationId, id).shown(links));
  }

  @DeleteMapping("/{id}")
  Success<@Nullable Void> delete(@PathVariable UUID organizationId, @PathVariable UUID id) {
    transactions.executeWithoutResult(status -> {
      if (!store.lock(organizationId, id)) {
        throw Refusal.notFound("The account");
      }
      String accountId = find(organizationId, id).accountId();
      if (uses.orderedStream().anyMatch(use -> use.isUsed(organizationId, accountId))) {
        throw Refusal.conflict(
            "infrastructures-exist", "The account has infrastructures: delete them first.");
      }
      store.delete(id);
    });
    return Answer.done();
  }

  private StoredAccount insert(UUID organizationId, String accountId, AccountRequest request) {
    AccountRequest.Permissions wanted =
        Objects.requireNonNullElse(
            request.permissions(), new AccountRequest.Permissions(null, null, null));
    StoredAccount account =
        new StoredAccount(
            UUID.randomUUID(),
            organizationId,
            accountId,
            Objects.requireNonNullElse(request.displayName(), accountId),
            Objects.requireNonNull(request.regionId()),
            Objects.requireNonNull(request.adminEmail()),
            new CloudAccount.Permissions(
                Objects.requireNonNullElse(wanted.vpcWrite(), true),
                Objects.requireNonNullElse(wanted.iamWrite(), true),
                Objects.requireNonNullElse(wanted.kms(), false)),
            store.externalId(organizationId, accountId, Letters.random(random, EXTERNAL_ID_LENGTH)),
            AccountState.AWAITING_ROLE,
            List.of(),
            Optional.empty(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (!store.insert(account)) {
      throw Refusal.conflict(
          "account-exists", "The AWS account %s is there already.".formatted(accountId));
    }
    return account;
  }

  private StoredAccount find(UUID organizationId, UUID id) {
    return store.byId(organizationId, id).orElseThrow(() -> Refusal.notFound("The account"));
  }
}
