package io.freehold.simulator.aws.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.simulator.aws.lever.Levers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final Levers levers = new Levers(clock);
  private final Shelf<String> shelf = new Shelf<>(clock, levers);

  @Test
  void theFutureIsWrittenDown() {
    shelf.put("a", "pending");
    shelf.schedule("a", in(10), it -> "available");
    assertThat(shelf.actual("a")).contains("pending");
    pass(10);
    assertThat(shelf.actual("a")).contains("available");
  }

  /** A scaled clock moves between the moment when an end is worked out and that of the thing. */
  @Test
  void whatIsDoneBeforeItIsMadeIsDoneAtOnce() {
    Instant available = clock.instant();
    pass(1);
    shelf.put("a", "pending");
    shelf.schedule("a", available, it -> "available");
    assertThat(shelf.actual("a")).contains("available");
  }

  /** The same for an end that comes without any delay. */
  @Test
  void whatIsGoneBeforeItIsMarkedAsGoingIsGone() {
    shelf.put("a", "available");
    pass(5);
    Instant gone = clock.instant();
    pass(1);
    shelf.change("a", it -> "deleting");
    shelf.removeAt("a", gone);
    assertThat(shelf.actual("a")).isEmpty();
  }

  @Test
  void aChangeAlsoChangesTheFuture() {
    shelf.put("a", "pending");
    shelf.schedule("a", in(10), it -> "available");
    pass(5);
    shelf.change("a", it -> it + "+tag");
    assertThat(shelf.actual("a")).contains("pending+tag");
    pass(5);
    assertThat(shelf.actual("a")).contains("available+tag");
  }

  @Test
  void aRemovalCanBeDueLaterAndCancelled() {
    shelf.put("a", "x");
    shelf.removeAt("a", in(10));
    pass(9);
    assertThat(shelf.actual()).containsKey("a");
    shelf.cancelScheduled("a");
    pass(1);
    assertThat(shelf.actual()).containsKey("a");
    shelf.remove("a");
    assertThat(shelf.actual()).isEmpty();
    assertThatThrownBy(() -> shelf.change("a", it -> it)).isInstanceOf(IllegalStateException.class);
    shelf.put("a", "again");
    assertThat(shelf.actual("a")).contains("again");
  }

  @Test
  void hidingIsFixedWhenAThingIsMade() {
    levers.hideNewThingsFor(Duration.ofSeconds(5)).release();
    shelf.put("open", "x");
    var lever = levers.hideNewThingsFor(Duration.ofSeconds(5));
    shelf.put("hidden", "x");
    assertThat(shelf.seen()).containsOnlyKeys("open");
    assertThat(shelf.known("hidden")).isEmpty();
    assertThat(shelf.actual("hidden")).isPresent();
    lever.release();
    assertThat(shelf.seen("hidden")).isEmpty();
    pass(5);
    assertThat(shelf.seen("hidden")).isPresent();
  }

  @Test
  void staleReadsReachBackToWhatWasRemoved() {
    shelf.put("a", "x");
    pass(100);
    shelf.remove("a");
    var lever = levers.staleReadsFor(Duration.ofSeconds(5));
    assertThat(shelf.seen("a")).contains("x");
    assertThat(shelf.known("a")).isEmpty();
    assertThat(lever.fired()).isEqualTo(1);
    pass(5);
    assertThat(shelf.seen("a")).isEmpty();
    assertThat(lever.fired()).isEqualTo(1);
  }

  private Instant in(long seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  private void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }
}
