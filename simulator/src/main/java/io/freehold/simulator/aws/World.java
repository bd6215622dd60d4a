package io.freehold.simulator.aws;

import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.access.Principals;
import io.freehold.simulator.aws.call.CallLog;
import io.freehold.simulator.aws.call.Calls;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.ClientTokens;
import io.freehold.simulator.aws.state.Ids;
import io.freehold.simulator.aws.state.Latencies;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Quotas;
import io.freehold.simulator.aws.state.Shelf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What all services of one simulated AWS share. */
public final class World {
  private final Clock clock;
  private final Levers levers;
  private final Principals principals = new Principals();
  private final CallLog callLog = new CallLog();
  private final Calls calls;
  private final Latencies latencies;
  private final Ids ids;
  private final ClientTokens clientTokens = new ClientTokens();
  private final Quotas quotas;
  private final List<LiveSource> sources = new CopyOnWriteArrayList<>();

  public World(Clock clock, LatencyProfile profile, long seed) {
    this.clock = clock;
    levers = new Levers(clock);
    calls = new Calls(clock, levers, principals, callLog);
    latencies = new Latencies(profile, seed, levers);
    ids = new Ids(seed);
    quotas = new Quotas(levers);
  }

  public Instant now() {
    return clock.instant();
  }

  public Levers levers() {
    return levers;
  }

  public Principals principals() {
    return principals;
  }

  public CallLog callLog() {
    return callLog;
  }

  public Calls calls() {
    return calls;
  }

  public Latencies latencies() {
    return latencies;
  }

  public Ids ids() {
    return ids;
  }

  public ClientTokens clientTokens() {
    return clientTokens;
  }

  public Quotas quotas() {
    return quotas;
  }

  /** An empty shelf on this world's clock. */
  public <T> Shelf<T> shelf() {
    return new Shelf<>(clock, levers);
  }

  /** Lets a service's things be counted and found by tag. */
  public void addSource(LiveSource source) {
    sources.add(source);
  }

  /** Everything that exists in an account, in truth. */
  public List<LiveResource> live(String accountId) {
    return collect(source -> source.live(accountId));
  }

  /** Everything in an account as a search shows it now. */
  public List<LiveResource> seen(String accountId) {
    return collect(source -> source.seen(accountId));
  }

  /** The shortest draw of each latency key in an account and region. */
  public Map<String, Duration> drawn(Location location) {
    return locked(() -> latencies.drawn(location));
  }

  /** Runs something while no call is served. */
  public <T> T locked(Supplier<T> work) {
    return calls.alone(work);
  }

  /** The same for what answers nothing. */
  public void doLocked(Runnable work) {
    var ignored =
        locked(() -> {
          work.run();
          return true;
        });
  }

  private List<LiveResource> collect(Function<LiveSource, Stream<LiveResource>> question) {
    return locked(() -> sources.stream().flatMap(question).toList());
  }
}
