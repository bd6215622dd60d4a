package io.freehold.controlplane.preflight;

import io.freehold.aws.preflight.check.Category;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.Preflight;
import io.freehold.controlplane.infrastructure.Reason;
import io.freehold.controlplane.infrastructure.RoleTemplateLinks;
import io.freehold.controlplane.work.Patience;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.protocol.preflight.Preflight.Check;
import io.freehold.protocol.preflight.Preflight.Waiver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Holds an infrastructure up until its account is found ready, or whoever knows better has said so
 * on record. Once something of it is made it is never held up again, but for a change that needs
 * permissions which the account's role does not have.
 */
final class Preflights implements Preflight {
  private static final Duration UNANSWERED = Duration.ofSeconds(10);

  private final PreflightStore store;
  private final Accounts accounts;
  private final AccountLook look;
  private final Clock clock;

  /** For which generation of its spec the role of an infrastructure was found sufficient. */
  private final Map<UUID, Long> sufficient = new ConcurrentHashMap<>();

  Preflights(PreflightStore store, Accounts accounts, AccountLook look, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.look = look;
    this.clock = clock;
  }

  @Override
  public Optional<Hold> before(InfrastructureRow row, CustomerAccess.Way way) {
    try {
      return store.hasPassed(row.id()) ? beforeChange(row, way) : beforeCreation(row, way);
    } catch (FailureException e) {
      return Optional.of(unanswered(e.failure()));
    }
  }

  private Optional<Hold> beforeCreation(InfrastructureRow row, CustomerAccess.Way way) {
    if (!nextRun(row).isAfter(clock.instant())) {
      run(row, way);
    }
    List<Check> failing = judgement(row.id()).failing();
    if (failing.isEmpty()) {
      store.pass(row.id(), clock.instant());
      sufficient.put(row.id(), row.generation());
      return Optional.empty();
    }
    Duration again = Duration.between(clock.instant(), nextRun(row));
    return Optional.of(new Hold(Reason.PREFLIGHT_FAILED, Judgement.message(failing), true, again));
  }

  /** As long after the last one as it had been waiting then. */
  private Instant nextRun(InfrastructureRow row) {
    return store
        .latest(row.id())
        .filter(run -> run.generation() == row.generation())
        .map(run ->
            run.at()
                .plus(
                    Patience.after(
                        store.begun(row.id(), row.generation()).orElse(run.at()), run.at())))
        .orElseGet(clock::instant);
  }

  @Override
  public Set<String> waived(UUID infrastructure) {
    return store.waivers(infrastructure).stream().map(Waiver::check).collect(Collectors.toSet());
  }

  private Optional<Hold> beforeChange(InfrastructureRow row, CustomerAccess.Way way) {
    boolean changed =
        row.readyAt().isPresent()
            && row.observedGeneration() < row.generation()
            && !Long.valueOf(row.generation()).equals(sufficient.get(row.id()));
    if (!changed) {
      return Optional.empty();
    }
    Set<String> waived = waived(row.id());
    List<Check> missing;
    try {
      missing =
          look.missingPermissions(row.spec(), way).stream()
              .filter(check -> !waived.contains(check.id()))
              .toList();
    } catch (FailureException e) {
      // Not to be told by this account: the change itself will tell.
      missing = List.of();
    }
    if (missing.isEmpty()) {
      sufficient.put(row.id(), row.generation());
      return Optional.empty();
    }
    return Optional.of(
        new Hold(
            Reason.ROLE_OUTDATED,
            Judgement.message(missing),
            true,
            Patience.after(row.workSince(), clock.instant())));
  }

  private static Hold unanswered(Failure failure) {
    return new Hold(
        Reason.of(failure.kind()),
        "the account could not be looked at: %s: %s".formatted(failure.code(), failure.message()),
        !failure.kind().passesByItself(),
        UNANSWERED);
  }

  /**
   * Looks at the account now and keeps what was found.
   *
   * @throws FailureException if it could not be asked
   */
  void run(InfrastructureRow row, CustomerAccess.Way way) {
    List<Check> checks =
        look.all(
            accounts.find(row.organizationId(), row.spec().accountId()).orElseThrow(),
            row.spec(),
            look.policies(way),
            way.clouds().customer(),
            store.hasPassed(row.id()),
            Optional.of(RoleTemplateLinks.told(row)),
            EnumSet.allOf(Category.class));
    store.found(row.id(), row.generation(), checks, clock.instant());
    sufficient.remove(row.id());
  }

  Judgement judgement(UUID infrastructure) {
    return new Judgement(store.latest(infrastructure), store.waivers(infrastructure));
  }
}
