package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.resource.NotYet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tasks that run side by side, each as soon as those that it comes after are done. */
final class Phase {
  private static final int MOST_ATTEMPTS = 10;
  private static final long LONGEST_PAUSE_SECONDS = 60;

  private final boolean goesOn;
  private final Set<String> all;
  private final List<Task> waiting;
  private final Map<Task, Instant> trying = new LinkedHashMap<>();
  private final Map<Task, Instant> running = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final List<String> failed = new ArrayList<>();

  /**
   * @param goesOn whether the rest is done where one fails
   */
  Phase(List<? extends Task> tasks, boolean goesOn, Instant start) {
    this.goesOn = goesOn;
    waiting = new ArrayList<>(tasks);
    all = tasks.stream().map(Task::logicalId).collect(Collectors.toSet());
    admit(start);
  }

  /** The logical ids of those that failed, given up ones among them. */
  List<String> failed() {
    return failed;
  }

  /** When something happens next; empty once all is over. */
  Optional<Instant> due() {
    return Stream.concat(trying.values().stream(), running.values().stream())
        .min(Instant::compareTo);
  }

  /**
   * @param at the time that this is about, as {@link #due} gave it
   * @param now the world's time, which may be later
   */
  void step(Instant at, Instant now) {
    for (Task task : dueOf(running, at)) {
      running.remove(task);
      finish(task, at);
    }
    admit(at);
    for (Task task : dueOf(trying, at)) {
      if (failed.isEmpty() || goesOn) {
        trying.remove(task);
        attempt(task, at, now);
      }
    }
    if (failed.isEmpty() || goesOn) {
      admit(at);
    } else {
      giveUp(at);
    }
  }

  private void finish(Task task, Instant at) {
    task.done(at);
    done.add(task.logicalId());
  }

  private static List<Task> dueOf(Map<Task, Instant> some, Instant at) {
    return some.entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(at))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void admit(Instant at) {
    List<Task> ready =
        waiting.stream()
            .filter(task ->
                task.after().stream().allMatch(id -> done.contains(id) || !all.contains(id)))
            .toList();
    waiting.removeAll(ready);
    ready.forEach(task -> trying.put(task, at));
  }

  private void attempt(Task task, Instant at, Instant now) {
    try {
      Duration takes = task.start(at);
      if (takes.isZero()) {
        finish(task, at);
      } else {
        running.put(task, at.plus(takes));
      }
    } catch (Mishap mishap) {
      fail(task, at, mishap.reason());
    } catch (Refusal function) {
      fail(task, at, function.text());
    } catch (NotYet invisible) {
      again(task, at, now, "Exceeded attempts to wait");
    } catch (AwsServiceException refused) {
      String reason = Mishap.of(refused).reason();
      if (refused.isThrottlingException() || refused.statusCode() >= 500) {
        again(task, at, now, reason);
      } else {
        fail(task, at, reason);
      }
    } catch (SdkClientException silence) {
      task.unanswered();
      again(task, at, now, "Internal Failure");
    }
  }

  private void again(Task task, Instant at, Instant now, String otherwise) {
    task.attempted();
    if (task.attempts() >= MOST_ATTEMPTS) {
      fail(task, at, otherwise);
      return;
    }
    long seconds = Math.min(LONGEST_PAUSE_SECONDS, 1L << (task.attempts() - 1));
    // It was refused now, however long ago it was due.
    trying.put(task, (now.isAfter(at) ? now : at).plusSeconds(seconds));
  }

  private void fail(Task task, Instant at, String reason) {
    failed.add(task.logicalId());
    task.failed(at, reason);
  }

  private void giveUp(Instant at) {
    List<Task> under = new ArrayList<>(running.keySet());
    trying.keySet().stream().filter(task -> task.attempts() > 0).forEach(under::add);
    for (Task task : under) {
      failed.add(task.logicalId());
      task.cancelled(at);
    }
    running.clear();
    trying.clear();
    waiting.clear();
  }
}
