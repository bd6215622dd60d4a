package io.freehold.controlplane.account;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.controlplane.idempotency.AsksCloud;
import io.freehold.controlplane.secret.Letters;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Paging;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violation;
import io.freehold.protocol.Page;
import io.freehold.protocol.Success;
import io.freehold.protocol.account.CloudAccount;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /cloudAccounts}: the AWS accounts that an organization has named. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/cloudAccounts")
class AccountApi {
  /** 190 bits: nobody guesses another customer's. */
  private static final int EXTERNAL_ID_LENGTH = 32;

  private final AccountStore store;
  private final Accounts accounts;
  private final AccountVerifier verifier;
  private final ObjectProvider<AccountUse> uses;
  private final Regions regions;
  private final OnboardingLinks links;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AccountApi(
      AccountStore store,
      Accounts accounts,
      AccountVerifier verifier,
      ObjectProvider<AccountUse> uses,
      Regions regions,
      OnboardingLinks links,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.verifier = verifier;
    this.uses = uses;
    this.regions = regions;
    this.links = links;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping
  Page<CloudAccount> list(
      @PathVariable UUID organizationId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return new Paging(limit, cursor)
        .of(
            store.all(organizationId).stream().map(account -> account.shown(links)).toList(),
            CloudAccount::id);
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
    transactions.executeWithoutResult(status -> {
      if (!store.lock(organizationId, id)) {
        throw Refusal.notFound("The account");
      }
      if (change.permissions() != null) {
        permit(find(organizationId, id), change.permissions());
      }
      if (change.displayName() != null) {
        store.rename(organizationId, id, change.displayName());
      }
      if (change.managementRoleArn() != null) {
        store.report(organizationId, id, change.managementRoleArn(), now());
        accounts.request(id, Duration.ZERO);
      }
    });
    return Answer.of(find(organizationId, id).shown(links));
  }

  /** Judges the role now. Without a role there is nothing to judge, which the answer says. */
  @PostMapping("/{id}/verify")
  @AsksCloud
  Success<CloudAccount> verify(@PathVariable UUID organizationId, @PathVariable UUID id) {
    StoredAccount account = find(organizationId, id);
    if (account.managementRoleArn().isEmpty()) {
      return Answer.of(account.shown(links));
    }
    AccountVerifier.Verified verified =
        verifier.verify(account).orElseThrow(() -> Refusal.notFound("The account"));
    accounts.request(id, AccountReconciler.nextLook(verified, clock.instant()));
    return Answer.of(verified.account().shown(links));
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
      store.delete(organizationId, id);
    });
    return Answer.done();
  }

  /** What infrastructures live by is not taken away from them. */
  private void permit(StoredAccount account, AccountRequest.Permissions wanted) {
    CloudAccount.Permissions next = wanted.over(account.permissions());
    List<Violation> needed = new ArrayList<>();
    Switch.ALL.stream()
        .filter(one -> one.of(account.permissions()) && !one.of(next))
        .forEach(one -> {
          List<String> names = needing(account, one.group());
          if (!names.isEmpty()) {
            needed.add(
                Violation.of(
                    "permissions." + one.name(),
                    "permission-in-use",
                    "false, while these infrastructures need it: " + String.join(", ", names),
                    "true, or none of them",
                    "Delete them first, or leave it as it is."));
          }
        });
    if (!needed.isEmpty()) {
      throw Refusal.of(
          409,
          "permission-in-use",
          needed.stream().map(Violation::message).collect(Collectors.joining(" ")),
          Refusal.details(needed));
    }
    if (!next.equals(account.permissions())) {
      store.permit(account.organizationId(), account.id(), next, now());
    }
  }

  private List<String> needing(StoredAccount account, PolicyGroup group) {
    return uses.orderedStream()
        .flatMap(use -> use.needing(account.organizationId(), account.accountId(), group).stream())
        .toList();
  }

  /** A permission that a customer can withhold. */
  private record Switch(String name, PolicyGroup group, Predicate<CloudAccount.Permissions> said) {
    static final List<Switch> ALL =
        List.of(
            new Switch("vpcWrite", PolicyGroup.VPC_WRITE, CloudAccount.Permissions::vpcWrite),
            new Switch("iamWrite", PolicyGroup.IAM_WRITE, CloudAccount.Permissions::iamWrite),
            new Switch("kms", PolicyGroup.KMS, CloudAccount.Permissions::kms));

    boolean of(CloudAccount.Permissions permissions) {
      return said.test(permissions);
    }
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
            wanted.over(AccountRequest.STANDARD),
            store.externalId(organizationId, accountId, Letters.random(random, EXTERNAL_ID_LENGTH)),
            AccountState.AWAITING_ROLE,
            List.of(),
            Optional.empty(),
            KnownRole.NONE,
            Optional.empty(),
            now(),
            now());
    if (!store.insert(account)) {
      // Of this organization's only: whether another has it is nobody's business here.
      StoredAccount there = store.byAccountId(organizationId, accountId).orElseThrow();
      Violation twice =
          Violation.of(
              "accountId",
              "account-exists",
              "%s, which this organization has named already (%s, id %s)"
                  .formatted(accountId, there.displayName(), there.id()),
              "an AWS account that it has not named yet",
              "Go on with GET, PATCH or POST verify on /cloudAccounts/%s.".formatted(there.id()));
      throw Refusal.of(409, "account-exists", twice.message(), Refusal.details(List.of(twice)));
    }
    return account;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private StoredAccount find(UUID organizationId, UUID id) {
    return store.byId(organizationId, id).orElseThrow(() -> Refusal.notFound("The account"));
  }
}
