package io.freehold.simulator.aws.lever;

import io.freehold.simulator.aws.lever.Setting.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The faults that a test can arm, in domain words. Actions are named as IAM names them, {@code
 * ec2:CreateVpc}; a trailing {@code *} stands for the rest. Each lever answers with a handle that
 * knows how often it fired. Safe for use by several threads.
 */
public final class Levers {
  private record Armed<S extends Setting>(S setting, Lever lever, Instant since) {}

  private final Clock clock;
  private final List<Armed<?>> armed = new ArrayList<>();

  public Levers(Clock clock) {
    this.clock = clock;
  }

  /** The call takes effect, but its answer never arrives: the SDK reports a read time-out. */
  public Lever loseAnswerOf(String action, int times) {
    return arm("lose answer of " + action, new Setting.Lost(Moment.AFTER_EFFECT, action, times));
  }

  /** The call never takes effect; the SDK reports the same time-out. */
  public Lever loseRequestOf(String action, int times) {
    return arm("lose request of " + action, new Setting.Lost(Moment.BEFORE_EFFECT, action, times));
  }

  /** Loses the answer of the n-th mutating call from the start of the world, counted from 1. */
  public Lever loseAnswerOfCall(int number) {
    return arm(
        "lose answer of call " + number, new Setting.LostNumber(Moment.AFTER_EFFECT, number));
  }

  /** Loses the n-th mutating call from the start of the world, counted from 1. */
  public Lever loseRequestOfCall(int number) {
    return arm(
        "lose request of call " + number, new Setting.LostNumber(Moment.BEFORE_EFFECT, number));
  }

  /**
   * What is made from now on is not found for so long, neither by id nor by filter nor as an
   * argument of another call; its name and its address range are taken all the same.
   */
  public Lever hideNewThingsFor(Duration duration) {
    return arm("hide new things for " + duration, new Setting.Hidden(duration));
  }

  /**
   * A search by tag goes on finding what goes from now on in the account, for so long after its
   * end: AWS's does so, for minutes or for hours (<a
   * href="https://github.com/boto/boto3/issues/3341">source</a>).
   */
  public Lever stillFindDeletedThings(String accountId, Duration duration) {
    return arm(
        "find deleted things of " + accountId + " for " + duration,
        new Setting.StillFound(accountId, duration));
  }

  /** Reads show the state of so long ago; writes go by the true state. */
  public Lever staleReadsFor(Duration duration) {
    return arm("stale reads for " + duration, new Setting.Stale(duration));
  }

  /** The action is denied to everyone, as by a service control policy. */
  public Lever deny(String action) {
    return deny(action, Instant.MIN);
  }

  /** The action is denied to everyone from that time on. */
  public Lever deny(String action, Instant from) {
    return arm("deny " + action, new Setting.Denied(action, from));
  }

  /**
   * The action's limit drops to this rate, with a burst of the same size but at least one. A rate
   * of 0 lets nothing through.
   */
  public Lever throttle(String action, double perSecond) {
    return arm("throttle " + action, new Setting.Slowed(action, perSecond));
  }

  /** Another value for a quota of every account and region, by its code: {@code L-0263D0A3}. */
  public Lever setQuota(String code, int value) {
    return arm("quota " + code, new Setting.Limit(code, value));
  }

  /**
   * Of this quota, Service Quotas knows AWS's default only, as it does of some: <a
   * href="https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html">source</a>.
   */
  public Lever knowOnlyDefaultOf(String code) {
    return arm("only the default of quota " + code, new Setting.OnlyDefault(code));
  }

  /**
   * The zone does not have this instance type: no offering tells of it, and nothing of it starts
   * there.
   *
   * @param instanceType such as {@code m7g.2xlarge}
   * @param zoneId such as {@code use1-az2}
   */
  public Lever notOffered(String instanceType, String zoneId) {
    return arm(
        instanceType + " not offered in " + zoneId, new Setting.NotOffered(instanceType, zoneId));
  }

  /**
   * The zone has this instance type, and none to give at the moment: what of it runs goes on, and
   * nothing of it starts there.
   *
   * @param instanceType such as {@code m7g.4xlarge}
   * @param zoneId such as {@code use1-az2}
   */
  public Lever noCapacity(String instanceType, String zoneId) {
    return arm(
        "no capacity for " + instanceType + " in " + zoneId,
        new Setting.NoCapacity(instanceType, zoneId));
  }

  /**
   * EKS places no new control plane in this zone.
   *
   * @param zoneId such as {@code use1-az2}
   */
  public Lever noEksCapacity(String zoneId) {
    return arm("no EKS capacity in " + zoneId, new Setting.NoEksCapacity(zoneId));
  }

  /** The next calls are refused with this error code, without effect. */
  public Lever failNext(String action, String code, int times) {
    return arm(
        "fail " + action + " with " + code,
        new Setting.Failing(Moment.BEFORE_EFFECT, action, code, times));
  }

  /** The next calls take effect and answer with this error code all the same. */
  public Lever failAfterEffect(String action, String code, int times) {
    return arm(
        "fail " + action + " with " + code + " after its effect",
        new Setting.Failing(Moment.AFTER_EFFECT, action, code, times));
  }

  /** The next batches are answered as done, and with this error code for each of their items. */
  public Lever failItemsOf(String action, String code, int times) {
    return arm(
        "fail items of " + action + " with " + code, new Setting.FailingItems(action, code, times));
  }

  /** Every call of that region is answered with 503 for so long, from now on. */
  public Lever regionDown(String region, Duration duration) {
    return arm("region " + region + " down", new Setting.Down(region, duration));
  }

  /**
   * The next creation of this kind ends in failure for that reason, after the time that it would
   * have taken.
   *
   * @param kind as the latency profile names it: {@code NatGateway}, {@code NodeGroup}
   */
  public Lever failCreation(String kind, String reason) {
    return arm("fail creation of " + kind, new Setting.FailedCreation(kind, reason));
  }

  /**
   * The next update of this kind that is accepted ends in failure, after the time that it would
   * have taken, and leaves the thing as it was.
   *
   * @param kind as the latency profile names it: {@code NodeGroup}
   * @param code as EKS names it: {@code PodEvictionFailure}
   */
  public Lever failUpdate(String kind, String code, String message) {
    return arm(
        "fail update of " + kind + " with " + code, new Setting.FailedUpdate(kind, code, message));
  }

  /**
   * Every creation of this kind that starts from now on does not get on until the lever is
   * released.
   *
   * @param kind as the latency profile names it: {@code EksCluster}
   */
  public Lever stickCreation(String kind) {
    return arm("stick creation of " + kind, new Setting.StuckCreation(kind));
  }

  /** Takes back everything that is armed. */
  public synchronized void releaseAll() {
    armed.forEach(one -> one.lever().release());
    armed.clear();
  }

  /** Whether the request of this call gets lost now. */
  public boolean losesRequest(String action, int mutatingNumber) {
    return loses(Moment.BEFORE_EFFECT, action, mutatingNumber);
  }

  /** Whether the answer of this call gets lost now. */
  public boolean losesAnswer(String action, int mutatingNumber) {
    return loses(Moment.AFTER_EFFECT, action, mutatingNumber);
  }

  private boolean loses(Moment moment, String action, int mutatingNumber) {
    return fire(
                Setting.Lost.class,
                one ->
                    one.setting().moment() == moment
                        && matches(one.setting().action(), action)
                        && one.lever().fired() < one.setting().times())
            .isPresent()
        || fire(
                Setting.LostNumber.class,
                one ->
                    one.setting().moment() == moment
                        && one.setting().number() == mutatingNumber
                        && one.lever().fired() == 0)
            .isPresent();
  }

  /** The error code that this call is to be refused with, if any. */
  public Optional<String> failureBefore(String action) {
    return failure(Moment.BEFORE_EFFECT, action);
  }

  /** The error code that this call answers with though it was done, if any. */
  public Optional<String> failureAfter(String action) {
    return failure(Moment.AFTER_EFFECT, action);
  }

  private Optional<String> failure(Moment moment, String action) {
    return fire(
            Setting.Failing.class,
            one ->
                one.setting().moment() == moment
                    && matches(one.setting().action(), action)
                    && one.lever().fired() < one.setting().times())
        .map(Setting.Failing::code);
  }

  /** The error code that each item of this batch is to be refused with, if any. */
  public Optional<String> itemFailure(String action) {
    return fire(
            Setting.FailingItems.class,
            one ->
                matches(one.setting().action(), action)
                    && one.lever().fired() < one.setting().times())
        .map(Setting.FailingItems::code);
  }

  /** Whether that region answers nothing but 503 now. */
  public boolean isDown(String region) {
    return fire(
            Setting.Down.class,
            one ->
                one.setting().region().equals(region)
                    && clock.instant().isBefore(one.since().plus(one.setting().duration())))
        .isPresent();
  }

  /** Whether the action is denied now. */
  public boolean denies(String action) {
    return fire(
            Setting.Denied.class,
            one ->
                matches(one.setting().action(), action)
                    && !clock.instant().isBefore(one.setting().from()))
        .isPresent();
  }

  /** The rate to which this action is slowed now. Fires only by {@link #slowed}. */
  public synchronized OptionalDouble rateOf(String action) {
    return find(Setting.Slowed.class, one -> matches(one.setting().action(), action))
        .map(one -> OptionalDouble.of(one.setting().perSecond()))
        .orElse(OptionalDouble.empty());
  }

  /** A call was refused because of the rate of {@link #rateOf}. */
  public void slowed(String action) {
    fire(Setting.Slowed.class, one -> matches(one.setting().action(), action));
  }

  /** The value that was set for this quota. Fires only by {@link #limited}. */
  public synchronized OptionalInt quota(String code) {
    return find(Setting.Limit.class, one -> one.setting().code().equals(code))
        .map(one -> OptionalInt.of(one.setting().value()))
        .orElse(OptionalInt.empty());
  }

  /** A call was refused because of the value of {@link #quota}. */
  public void limited(String code) {
    fire(Setting.Limit.class, one -> one.setting().code().equals(code));
  }

  /** Whether only AWS's default of this quota can be asked now. */
  public boolean knowsOnlyDefaultOf(String code) {
    return fire(Setting.OnlyDefault.class, one -> one.setting().code().equals(code)).isPresent();
  }

  /** Whether that zone goes without this instance type now. */
  public boolean lacks(String zoneId, String instanceType) {
    return fire(
            Setting.NotOffered.class,
            one ->
                one.setting().zoneId().equals(zoneId)
                    && one.setting().instanceType().equals(instanceType))
        .isPresent();
  }

  /** Whether that zone has none of this instance type to give now, to somebody who asks for one. */
  public boolean isOutOf(String zoneId, String instanceType) {
    return fire(
            Setting.NoCapacity.class,
            one ->
                one.setting().zoneId().equals(zoneId)
                    && one.setting().instanceType().equals(instanceType))
        .isPresent();
  }

  /** Whether EKS places no control plane in that zone now. Fires only by {@link #fullForEks}. */
  public synchronized boolean isFullForEks(String zoneId) {
    return find(Setting.NoEksCapacity.class, one -> one.setting().zoneId().equals(zoneId))
        .isPresent();
  }

  /** A cluster was refused because of {@link #isFullForEks}. */
  public void fullForEks(String zoneId) {
    fire(Setting.NoEksCapacity.class, one -> one.setting().zoneId().equals(zoneId));
  }

  /** How long a thing that is made now stays hidden. Fires only by {@link #hid}. */
  public synchronized Duration hiding() {
    return find(Setting.Hidden.class, one -> true)
        .map(one -> one.setting().duration())
        .orElse(Duration.ZERO);
  }

  /** A hidden thing was looked for in vain. */
  public void hid() {
    fire(Setting.Hidden.class, one -> true);
  }

  /** How long a deleted thing is found there by its tags. Fires only by {@link #foundDeleted}. */
  public synchronized Duration findingDeleted(String accountId) {
    return find(Setting.StillFound.class, one -> one.setting().accountId().equals(accountId))
        .map(one -> one.setting().duration())
        .orElse(Duration.ZERO);
  }

  /** The accounts in which deleted things are found by their tags. */
  public synchronized Set<String> accountsThatFindDeleted() {
    return armed.stream()
        .filter(one -> one.lever().armed())
        .flatMap(one ->
            one.setting() instanceof Setting.StillFound found
                ? Stream.of(found.accountId())
                : Stream.empty())
        .collect(Collectors.toSet());
  }

  /** A search found something that is gone. */
  public void foundDeleted(String accountId) {
    fire(Setting.StillFound.class, one -> one.setting().accountId().equals(accountId));
  }

  /** How old the state is that reads show. Fires only by {@link #showedOld}. */
  public synchronized Duration staleness() {
    return find(Setting.Stale.class, one -> true)
        .map(one -> one.setting().duration())
        .orElse(Duration.ZERO);
  }

  /** A read showed a state that was no longer true. */
  public void showedOld() {
    fire(Setting.Stale.class, one -> true);
  }

  /** The reason for which the creation of this kind that starts now will fail, if any. */
  public Optional<String> creationFailure(String kind) {
    return fire(
            Setting.FailedCreation.class,
            one -> one.setting().kind().equals(kind) && one.lever().fired() == 0)
        .map(Setting.FailedCreation::reason);
  }

  /** How the update of this kind that starts now will fail, if at all: a code and a message. */
  public Optional<Map.Entry<String, String>> updateFailure(String kind) {
    return fire(
            Setting.FailedUpdate.class,
            one -> one.setting().kind().equals(kind) && one.lever().fired() == 0)
        .map(one -> Map.entry(one.code(), one.message()));
  }

  /** Whether the creation of this kind does not get on now. */
  public boolean sticksCreation(String kind) {
    return fire(Setting.StuckCreation.class, one -> one.setting().kind().equals(kind)).isPresent();
  }

  private synchronized Lever arm(String name, Setting setting) {
    armed.removeIf(one -> !one.lever().armed());
    Lever lever = new Lever(name);
    // The newest comes first, so that arming again replaces what a setting stood at.
    armed.addFirst(new Armed<>(setting, lever, clock.instant()));
    return lever;
  }

  private synchronized <S extends Setting> Optional<S> fire(
      Class<S> type, Predicate<Armed<S>> condition) {
    Optional<Armed<S>> found = find(type, condition);
    found.ifPresent(one -> one.lever().fire());
    return found.map(Armed::setting);
  }

  private <S extends Setting> Optional<Armed<S>> find(
      Class<S> type, Predicate<Armed<S>> condition) {
    for (Armed<?> one : armed) {
      if (one.lever().armed() && type.isInstance(one.setting())) {
        Armed<S> typed = new Armed<>(type.cast(one.setting()), one.lever(), one.since());
        if (condition.test(typed)) {
          return Optional.of(typed);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String pattern, String action) {
    return pattern.endsWith("*")
        ? action.startsWith(pattern.substring(0, pattern.length() - 1))
        : action.equals(pattern);
  }
}
