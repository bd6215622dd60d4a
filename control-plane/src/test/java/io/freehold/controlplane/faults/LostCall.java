package io.freehold.controlplane.faults;

import io.freehold.controlplane.faults.Reference.Step;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** Arms a call to get lost, counted from now on. */
enum LostCall {
  /** It takes effect, and nobody hears of it. */
  ANSWER,
  /** It never takes effect. */
  REQUEST;

  /** How often it got lost until then. */
  IntSupplier arm(Rig rig, Step step) {
    return switch (step) {
      case Step.Aws(String action, int nth, int number) -> {
        int counted = rig.lastMutation() + number;
        Lever lever =
            switch (this) {
              case ANSWER -> rig.levers().loseAnswerOfCall(counted);
              case REQUEST -> rig.levers().loseRequestOfCall(counted);
            };
        yield lever::fired;
      }
      case Step.Cluster call -> {
        if (rig.cluster().isPresent()) {
          yield arm(rig.cluster().get(), call);
        }
        AtomicReference<IntSupplier> fired = new AtomicReference<>(() -> 0);
        rig.onCluster(cluster -> fired.set(arm(cluster, call)));
        yield () -> fired.get().getAsInt();
      }
    };
  }

  private IntSupplier arm(SimulatedCluster cluster, Step.Cluster call) {
    return switch (this) {
      case ANSWER -> cluster.loseAnswerOf(call.verb(), call.resource(), call.nth())::fired;
      case REQUEST -> cluster.loseRequestOf(call.verb(), call.resource(), call.nth())::fired;
    };
  }
}
