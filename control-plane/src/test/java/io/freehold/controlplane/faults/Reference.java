package io.freehold.controlplane.faults;

import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.kubernetes.lever.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A life without faults, recorded: what others are measured against, and where their faults strike.
 *
 * @param up every call that changed something on the way up, in its order
 * @param took until it was ready
 * @param callsUp of every sort on the way up
 * @param down every call that changed something on the way down
 * @param tookDown until nothing was left
 * @param callsDown of every sort on the way down
 * @param momentsUp every moment before and after a write to the ledger on the way up
 * @param momentsDown the same on the way down
 */
record Reference(
    List<Step> up,
    Duration took,
    int callsUp,
    List<Step> down,
    Duration tookDown,
    int callsDown,
    List<WatchedLedger.Moment> momentsUp,
    List<WatchedLedger.Moment> momentsDown) {
  static final Duration LIMIT = Duration.ofHours(3);

  /** The least time in which anybody could have done it. */
  static final Duration BOUND =
      Bound.infrastructure(LatencyProfile.standard().medians()).duration();

  private static final Map<Duration, Reference> KNOWN = new ConcurrentHashMap<>();

  /** One call that changed something. */
  sealed interface Step {
    /** As IAM or the cluster's API calls it, with its place among its like. */
    String name();

    /** Of AWS, by its number among the mutating calls from the start of its way. */
    record Aws(String action, int nth, int number) implements Step {
      @Override
      public String name() {
        return action + " " + nth;
      }
    }

    /** Of the cluster, by its place on its way among calls with that verb to that resource. */
    record Cluster(String verb, String resource, int nth) implements Step {
      @Override
      public String name() {
        return verb + " " + resource + " " + nth;
      }
    }
  }

  /** With new things visible so long after they were made. */
  static Reference of(Duration visibleAfter) {
    return KNOWN.computeIfAbsent(visibleAfter, Reference::record);
  }

  private static Reference record(Duration visibleAfter) {
    try (Rig rig = Rig.steady()) {
      if (visibleAfter.isPositive()) {
        rig.levers().hideNewThingsFor(visibleAfter);
      }
      int firstUp = rig.lastMutation();
      List<WatchedLedger.Moment> moments = new ArrayList<>();
      rig.onMoment(moments::add);
      Invariants.ready(rig);
      Invariants.noTraces(rig);
      rig.levers().releaseAll();
      int momentsUp = moments.size();
      int firstDown = rig.lastMutation();
      List<Step> up = steps(rig, 0, firstUp, 0);
      Duration took = rig.elapsed();
      int callsUp = rig.calls();
      int awsSteps = rig.aws.callLog().records().size();
      int clusterSteps = rig.cluster().orElseThrow().calls().size();
      Invariants.gone(rig);
      return new Reference(
          up,
          took,
          callsUp,
          steps(rig, awsSteps, firstDown, clusterSteps),
          rig.elapsed().minus(took),
          rig.calls() - callsUp,
          List.copyOf(moments.subList(0, momentsUp)),
          List.copyOf(moments.subList(momentsUp, moments.size())));
    }
  }

  /** Every call that changed something since, in AWS and then in the cluster. */
  static List<Step> steps(Rig rig, int awsFrom, int mutationsBefore, int clusterFrom) {
    List<Step> steps = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    List<CallRecord> records = rig.aws.callLog().records();
    for (CallRecord call : records.subList(awsFrom, records.size())) {
      if (call.mutating() && call.outcome() == CallRecord.Outcome.DONE) {
        int nth = counts.merge(call.action(), 1, Integer::sum);
        steps.add(new Step.Aws(call.action(), nth, call.mutatingNumber() - mutationsBefore));
      }
    }
    List<Call> calls = rig.cluster().orElseThrow().calls();
    for (Call call : calls.subList(clusterFrom, calls.size())) {
      if (call.mutating()) {
        int nth = counts.merge(call.verb() + " " + call.resource(), 1, Integer::sum);
        steps.add(new Step.Cluster(call.verb(), call.resource(), nth));
      }
    }
    return steps;
  }
}
