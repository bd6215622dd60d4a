package io.freehold.controlplane.infrastructure;

import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.AccountState;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.apicall.ApiCalls;
import io.freehold.controlplane.apicall.PassCalls;
import io.freehold.controlplane.graph.CloudAccess;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The way into the account of an infrastructure, by the role that the customer made for us. */
public final class CustomerAccess {
  private final Accounts accounts;
  private final CloudAccess access;
  private final ApiCalls calls;
  private final NamingScheme naming;
  private final VendorDomain domain;

  /** Since when the account was ready when an infrastructure's way was last opened. */
  private final Map<UUID, Instant> opened = new ConcurrentHashMap<>();

  CustomerAccess(
      Accounts accounts,
      CloudAccess access,
      ApiCalls calls,
      NamingScheme naming,
      VendorDomain domain) {
    this.accounts = accounts;
    this.calls = calls;
    this.access = access;
    this.naming = naming;
    this.domain = domain;
  }

  /** A way in, or why there is none. */
  public sealed interface Access {}

  /**
   * An open way.
   *
   * @param management the role by which it was opened
   * @param customerBoundary the ARN of the boundary that the role itself has: a customer who bounds
   *     roles has ours bounded by the same
   * @param owner whose things are made there
   * @param calls that are made on it; written down to the last when it is closed
   */
  public record Way(
      ManagementRoleArn management,
      Optional<String> customerBoundary,
      InfrastructureNames names,
      Owner owner,
      Clouds clouds,
      PassCalls calls)
      implements Access, AutoCloseable {
    @Override
    public void close() {
      calls.close();
    }
  }

  /**
   * The account is not ready: no call is made there, and what is to be done waits.
   *
   * @param reason for the condition
   * @param message why, for people
   * @param needsSomebody whether it stays so until somebody does something
   */
  public record Closed(Reason reason, String message, boolean needsSomebody) implements Access {}

  /**
   * Opens it; makes no call yet.
   *
   * @param owner the infrastructure or one of its services
   * @param lease looked at before every call to AWS that may change something
   * @throws OtherDomainException if what is there was made under another domain than ours
   */
  public Access open(InfrastructureRow row, Owner owner, Lease lease) {
    domain.verify();
    return accounts
        .find(row.organizationId(), row.spec().accountId())
        .<Access>map(account ->
            account.state() == AccountState.READY
                ? way(row, owner, account, lease)
                : closed(account))
        .orElseGet(() ->
            new Closed(
                Reason.AWAITING_ROLE,
                "Account %s: found no such account any more; name it again with POST /cloudAccounts"
                    .formatted(row.spec().accountId()),
                true));
  }

  private Way way(InfrastructureRow row, Owner owner, StoredAccount account, Lease lease) {
    InfrastructureNames names = row.spec().names(naming);
    Instant before = opened.put(row.id(), account.stateSince());
    if (before != null && !before.equals(account.stateSince())) {
      // Sessions of a role that was made anew meanwhile may do nothing, to their end.
      access.forget(names);
    }
    String arn = account.managementRoleArn().orElseThrow();
    RoleSessions.Role role = new RoleSessions.Role(arn, account.externalId());
    PassCalls watch = calls.pass(row.id(), owner, lease);
    return new Way(
        new ManagementRoleArn(arn),
        account.role().facts().flatMap(RoleFacts::boundaryArn),
        names,
        owner,
        access.open(role, names, row.spec().tags(), owner, watch),
        watch);
  }

  private static Closed closed(StoredAccount account) {
    String message =
        "Account %s is %s: %s"
            .formatted(
                account.accountId(),
                account.state().word(),
                account.reasonsToTell().isEmpty()
                    ? "its role is looked at"
                    : String.join(" ", account.reasonsToTell()));
    return switch (account.state()) {
      case AWAITING_ROLE -> new Closed(Reason.AWAITING_ROLE, message, true);
      case VERIFYING -> new Closed(Reason.ACCOUNT_BLOCKED, message, false);
      case BLOCKED -> new Closed(Reason.ACCOUNT_BLOCKED, message, true);
      case READY -> throw new IllegalArgumentException(account + " is not closed");
    };
  }

  /**
   * Has the account's role judged anew where refusals say that it may not be what it was. Until
   * that is done everything goes on.
   */
  public void doubt(InfrastructureRow row, Collection<Failure> failures) {
    boolean refused =
        failures.stream().anyMatch(failure -> failure.kind() == Failure.Kind.PERMISSION);
    boolean role =
        failures.stream().anyMatch(failure -> failure.code().equals(RoleSessions.ROLE_REFUSED));
    if (refused) {
      accounts
          .find(row.organizationId(), row.spec().accountId())
          .ifPresent(account -> accounts.doubt(account, role));
    }
  }

  /** Nothing of the infrastructure is left: nor are credentials and clients. */
  void forget(InfrastructureRow row) {
    opened.remove(row.id());
    access.forget(row.spec().names(naming));
  }

  /** Infrastructures whose credentials and clients are kept here. */
  Set<UUID> kept() {
    return Set.copyOf(opened.keySet());
  }
}
