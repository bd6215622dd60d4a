package io.freehold.simulator.kubernetes.lever;

import io.freehold.simulator.kubernetes.status.ApiException;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The levers of one cluster. */
public final class Levers {
  private static final int CALLS = 20_000;

  private final List<Lever> waiting = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> neverReady = ConcurrentHashMap.newKeySet();
  private final Set<String> givingUp = ConcurrentHashMap.newKeySet();
  private final Map<String, String> backupsFailing = new ConcurrentHashMap<>();
  private volatile boolean reachable = true;
  private volatile Optional<String> refusal = Optional.empty();
  private volatile Duration certificatesLast = Duration.ofDays(90);

  /** What a struck call meets; null where it goes through. */
  public record Blow(Lever.Fate fate, @Nullable ApiException error) {}

  /**
   * Arms one.
   *
   * @param spared how many such calls go through before it strikes
   * @param times how many it strikes then
   */
  public Lever add(String verb, String resource, Lever.Fate fate, int code, int spared, int times) {
    Lever lever = new Lever(verb, resource, fate, code, spared, times);
    waiting.add(lever);
    return lever;
  }

  /** The fate of a call, and with it one use of the lever that decides it. */
  public @Nullable Blow strike(String verb, String resource) {
    for (Lever lever : waiting) {
      if (lever.strikes(verb, resource)) {
        return new Blow(
            lever.fate(), lever.fate() == Lever.Fate.FAILS ? error(lever.code()) : null);
      }
    }
    return null;
  }

  private static ApiException error(int code) {
    return switch (code) {
      case 401 -> Refusals.unauthorized();
      case 403 -> Refusals.forbidden("", "request", "", "a lever denies it");
      case 409 -> Refusals.conflict("", "request", "", "a lever makes it conflict");
      case 429 -> Refusals.tooManyRequests("too many requests, please try again later", 1);
      case 503 -> Refusals.unavailable();
      default -> Refusals.internal("a lever makes this call fail");
    };
  }

  public boolean reachable() {
    return reachable;
  }

  public void setReachable(boolean value) {
    reachable = value;
  }

  public void neverReady(String kind, String namespace, String name) {
    neverReady.add(kind + " " + namespace + "/" + name);
  }

  public void readyAgain(String kind, String namespace, String name) {
    neverReady.remove(kind + " " + namespace + "/" + name);
  }

  public boolean isNeverReady(String kind, String namespace, String name) {
    return neverReady.contains(kind + " " + namespace + "/" + name);
  }

  public void giveUp(String namespace, String job) {
    givingUp.add(namespace + "/" + job);
  }

  public boolean isGivingUp(String namespace, String job) {
    return givingUp.contains(namespace + "/" + job);
  }

  public void setRefusal(Optional<String> reason) {
    refusal = reason;
  }

  /** Why certificates are refused, while they are. */
  public Optional<String> refusal() {
    return refusal;
  }

  public void setCertificatesLast(Duration lifetime) {
    certificatesLast = lifetime;
  }

  public Duration certificatesLast() {
    return certificatesLast;
  }

  public void failBackups(String namespace, String reason) {
    backupsFailing.put(namespace, reason);
  }

  public void mendBackups(String namespace) {
    backupsFailing.remove(namespace);
  }

  public Optional<String> backupsFailing(String namespace) {
    return Optional.ofNullable(backupsFailing.get(namespace));
  }

  public void record(Call call) {
    synchronized (calls) {
      counts.merge(call.verb() + " " + call.resource(), 1, Integer::sum);
      if (calls.size() < CALLS) {
        calls.add(call);
      }
    }
  }

  /** The first 20,000 calls, oldest first. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** How many calls there were, by {@code verb resource}. */
  public Map<String, Integer> callCounts() {
    synchronized (calls) {
      return new TreeMap<>(counts);
    }
  }

  public void forgetCalls() {
    synchronized (calls) {
      calls.clear();
      counts.clear();
    }
  }
}
