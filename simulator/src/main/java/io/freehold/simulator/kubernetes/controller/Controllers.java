package io.freehold.simulator.kubernetes.controller;

import static java.util.Comparator.naturalOrder;

import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.NodeGroup;
import io.freehold.simulator.kubernetes.lever.Levers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All controllers of one cluster. They run only when somebody looks: then everything that fell due
 * since the last look happens in order, each at its own time, as if they had run all along.
 */
public final class Controllers {
  private static final int ROUNDS = 50;
  private static final int REQUESTS_FOR_NODES = 1000;

  private final ClusterState state;
  private final ClusterEnvironment environment;
  private final Levers levers;
  private final Durations durations;
  private final List<Controller> controllers;
  private final Map<Controller, Inputs> inputs = new HashMap<>();
  private final Queue<Round.Effect> effects = new ConcurrentLinkedQueue<>();
  private final ReentrantLock catchingUp = new ReentrantLock();
  private Instant nextDue = Instant.MIN;
  private long seenRevision = -1;
  private long seenSettings = -1;
  private final AtomicLong settings = new AtomicLong();
  private Surroundings seen = new Surroundings(List.of(), List.of(), Optional.empty());

  /** What the environment is asked before the cluster's lock is taken. */
  private record Surroundings(
      List<ClusterNode> nodes, List<NodeGroup> groups, Optional<Set<String>> delegatedZones) {}

  public Controllers(
      ClusterState state,
      ClusterEnvironment environment,
      Levers levers,
      Durations durations,
      Operators operators) {
    this.state = state;
    this.environment = environment;
    this.levers = levers;
    this.durations = durations;
    this.controllers =
        List.of(
            new NodeController(),
            new NamespaceController(),
            new DefinitionController(),
            new GarbageController(),
            new ClickHouseOperator(operators),
            new PrometheusOperator(operators),
            new DeploymentController(),
            new ReplicaSetController(),
            new StatefulSetController(),
            new DaemonSetController(),
            new CronJobController(),
            new JobController(),
            new Claims(),
            new PodController(),
            new ClusterAutoscaler(operators),
            new ServiceController(),
            new TargetBindingController(operators),
            new IssuerController(operators),
            new CertificateController(operators),
            new AnsweringController(operators));
  }

  /** Makes the next look run the controllers even if no object changed: a lever was moved. */
  public void settingsChanged() {
    settings.incrementAndGet();
  }

  /**
   * Brings the cluster to the present. Not to be called with the cluster's lock held. One at a time
   * all the way, so that nobody goes by nodes of an earlier look.
   */
  public void catchUp(Instant now) {
    catchingUp.lock();
    try {
      boolean otherNodes = false;
      for (int asked = 0; asked == 0 || otherNodes; asked++) {
        if (asked == REQUESTS_FOR_NODES) {
          throw new IllegalStateException(
              "the simulated autoscaler does not come to rest: found "
                  + asked
                  + " requests until "
                  + state.now());
        }
        Surroundings around =
            new Surroundings(
                environment.nodes(), environment.groups(), environment.delegatedZones());
        state.lock().lock();
        try {
          otherNodes = run(now.isBefore(state.now()) ? state.now() : now, around, otherNodes);
        } finally {
          state.lock().unlock();
        }
        tell();
      }
    } finally {
      catchingUp.unlock();
    }
  }

  /**
   * Goes on until then, or until the environment is asked for other nodes.
   *
   * @param otherNodes whether there are some since the time at which it stopped
   * @return whether it stopped before its end
   */
  private boolean run(Instant now, Surroundings around, boolean otherNodes) {
    if ((state.store().revision() != seenRevision || otherNodes) && state.now().isBefore(now)) {
      // The controllers saw at once what the last request did, not only now.
      if (settle(around)) {
        return true;
      }
    }
    while (nextDue.isBefore(now) && nextDue.isAfter(state.now())) {
      state.moveTo(nextDue);
      if (settle(around)) {
        return true;
      }
    }
    boolean due = !nextDue.isAfter(now);
    state.moveTo(now);
    return (due
            || state.store().revision() != seenRevision
            || settings.get() != seenSettings
            || !around.equals(seen))
        && settle(around);
  }

  /**
   * Runs every controller until none has anything left to do at this instant.
   *
   * @return whether the environment is to have other nodes before anything else happens
   */
  private boolean settle(Surroundings around) {
    long settingsNow = settings.get();
    if (settingsNow != seenSettings || !around.equals(seen)) {
      inputs.clear(); // for them, no controller says whether it went by them
    }
    seen = around;
    seenSettings = settingsNow;
    for (int i = 0; i < ROUNDS; i++) {
      long before = state.store().revision();
      for (Controller controller : controllers) {
        run(controller, around);
      }
      nextDue = inputs.values().stream().map(Inputs::due).min(naturalOrder()).orElseThrow();
      seenRevision = state.store().revision();
      if (seenRevision == before) {
        return effects.stream().anyMatch(Round.Effect::changesNodes);
      }
    }
    throw new IllegalStateException(
        "the simulated controllers do not come to rest: found changes after "
            + ROUNDS
            + " rounds at "
            + state.now());
  }

  /** If it has anything to do. */
  private void run(Controller controller, Surroundings around) {
    Inputs before = inputs.get(controller);
    if (before != null && !before.areOutdated(state.store(), state.now())) {
      return;
    }
    Inputs now = new Inputs(state.store().revision());
    controller.run(
        new Round(
            state,
            levers,
            durations,
            around.nodes(),
            around.groups(),
            around.delegatedZones(),
            this::effect,
            now));
    inputs.put(controller, now);
  }

  /** Several rounds of one instant may ask for the same. */
  private void effect(Round.Effect effect) {
    if (!effects.contains(effect)) {
      effects.add(effect);
    }
  }

  private void tell() {
    for (Round.Effect one = effects.poll(); one != null; one = effects.poll()) {
      switch (one) {
        case Round.Effect.Register r ->
            environment.registerTarget(
                r.targetGroupArn(), r.address(), r.port(), r.answering(), r.at());
        case Round.Effect.Deregister d ->
            environment.deregisterTarget(d.targetGroupArn(), d.address(), d.port(), d.at());
        case Round.Effect.Resize r -> environment.resize(r.group(), r.wanted(), r.at());
        case Round.Effect.Terminate t -> environment.terminate(t.node(), t.at());
        case Round.Effect.Store s ->
            environment.storeObject(s.bucket(), s.key(), s.content(), s.at());
      }
    }
  }
}
