package io.freehold.simulator.aws.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Every call that arrived, as CloudTrail would keep it. Counts are kept for ever, records of the
 * latest calls only. Safe for use by several threads.
 */
public final class CallLog {
  private static final int KEPT = 50_000;

  private final Deque<CallRecord> records = new ArrayDeque<>();
  private final SortedMap<String, Integer> byAction = new TreeMap<>();
  private Consumer<CallRecord> listener = call -> {};
  private int mutating;
  private int throttled;

  /** The latest calls, oldest first. */
  public synchronized List<CallRecord> records() {
    return List.copyOf(records);
  }

  /** The latest calls that change something, oldest first, whether or not they succeeded. */
  public synchronized List<CallRecord> mutating() {
    return records.stream().filter(CallRecord::mutating).toList();
  }

  /** The latest calls of one action. */
  public synchronized List<CallRecord> of(String action) {
    return records.stream().filter(call -> call.action().equals(action)).toList();
  }

  /** How many calls each action got since the start or the last {@link #clear}. */
  public synchronized Map<String, Integer> byAction() {
    return new TreeMap<>(byAction);
  }

  public synchronized int total() {
    return byAction.values().stream().mapToInt(Integer::intValue).sum();
  }

  public synchronized int writes() {
    return mutating;
  }

  public synchronized int reads() {
    return total() - mutating;
  }

  public synchronized int throttled() {
    return throttled;
  }

  /** Forgets records and counts; the numbering of calls goes on. */
  public synchronized void clear() {
    records.clear();
    byAction.clear();
    mutating = 0;
    throttled = 0;
  }

  /** Tells of each call as it ends, under the world's lock; there is one listener. */
  public synchronized void onEach(Consumer<CallRecord> newListener) {
    listener = newListener;
  }

  synchronized void add(CallRecord call) {
    records.add(call);
    if (records.size() > KEPT) {
      records.remove();
    }
    byAction.merge(call.action(), 1, Integer::sum);
    mutating += call.mutating() ? 1 : 0;
    throttled += call.outcome() == CallRecord.Outcome.THROTTLED ? 1 : 0;
    listener.accept(call);
  }
}
