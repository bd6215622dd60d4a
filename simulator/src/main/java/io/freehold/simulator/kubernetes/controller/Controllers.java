package io.freehold.simulator.kubernetes.controller;

import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.lever.Levers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All controllers of one cluster. They run only when somebody looks: then everything that fell due
 * since the last look happens in order, each at its own time, as if they had run all along.
 */
public final class Controllers {
  private static final int ROUNDS = 50;

  private final ClusterState state;
  private final ClusterEnvironment environment;
  private final Levers levers;
  private final Durations durations;
  private final List<Controller> controllers;
  private final Queue<Round.Effect> effects = new ConcurrentLinkedQueue<>();
  private final ReentrantLock telling = new ReentrantLock();
  private Instant nextDue = Instant.MIN;
  private long seenRevision = -1;
  private long seenSettings = -1;
  private final AtomicLong settings = new AtomicLong();
  private List<ClusterNode> seenNodes = List.of();

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
            new DeploymentController(),
            new ReplicaSetController(),
            new StatefulSetController(),
            new DaemonSetController(),
            new CronJobController(),
            new JobController(),
            new Claims(),
            new PodController(),
            new ServiceController(),
            new TargetBindingController(operators),
            new CertificateController(operators),
            new AnsweringController(operators));
  }

  /** Makes the next look run the controllers even if no object changed: a lever was moved. */
  public void settingsChanged() {
    settings.incrementAndGet();
  }

  /** Brings the cluster to the present. Not to be called with the cluster's lock held. */
  public void catchUp(Instant now) {
    List<ClusterNode> nodes = environment.nodes();
    state.lock().lock();
    try {
      run(now.isBefore(state.now()) ? state.now() : now, nodes);
    } finally {
      state.lock().unlock();
    }
    tell();
  }

  private void run(Instant now, List<ClusterNode> nodes) {
    if (state.store().revision() != seenRevision && state.now().isBefore(now)) {
      // The controllers saw at once what the last request did, not only now.
      settle(nodes);
    }
    while (nextDue.isBefore(now) && nextDue.isAfter(state.now())) {
      state.moveTo(nextDue);
      settle(nodes);
    }
    boolean due = !nextDue.isAfter(now);
    state.moveTo(now);
    if (due
        || state.store().revision() != seenRevision
        || settings.get() != seenSettings
        || !nodes.equals(seenNodes)) {
      settle(nodes);
    }
  }

  /** Runs every controller until none has anything left to do at this instant. */
  private void settle(List<ClusterNode> nodes) {
    seenNodes = nodes;
    seenSettings = settings.get();
    for (int i = 0; i < ROUNDS; i++) {
      long before = state.store().revision();
      Round round = new Round(state, levers, durations, nodes, effects::add);
      for (Controller controller : controllers) {
        controller.run(round);
      }
      nextDue = round.nextDue();
      seenRevision = state.store().revision();
      if (seenRevision == before) {
        return;
      }
    }
    throw new IllegalStateException(
        "the simulated controllers do not come to rest: found changes after "
            + ROUNDS
            + " rounds at "
            + state.now());
  }

  private void tell() {
    if (effects.isEmpty()) {
      return;
    }
    telling.lock();
    try {
      Queue<Round.Effect> now = new ArrayDeque<>();
      for (Round.Effect one = effects.poll(); one != null; one = effects.poll()) {
        now.add(one);
      }
      for (Round.Effect one : now) {
        switch (one) {
          case Round.Effect.Register r ->
              environment.registerTarget(r.targetGroupArn(), r.address(), r.port(), r.at());
          case Round.Effect.Deregister d ->
              environment.deregisterTarget(d.targetGroupArn(), d.address(), d.port(), d.at());
          case Round.Effect.Store s ->
              environment.storeObject(s.bucket(), s.key(), s.content(), s.at());
        }
      }
    } finally {
      telling.unlock();
    }
  }
}
