package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.Reference.Step;
import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite would notice if one of the precautions against duplicates went missing. */
class ForgetfulLedgerTest {
  private static final Step CREATE_VPC =
      Reference.of(Duration.ZERO).up().stream()
          .filter(step -> step.name().equals("ec2:CreateVpc 1"))
          .findFirst()
          .orElseThrow();

  /** Keeps nothing of a creation before it is confirmed. */
  private record WithoutIntents(CreationLedger inner) implements CreationLedger {
    @Override
    public List<LedgerEntry> entries() {
      return inner.entries();
    }

    @Override
    public void put(LedgerEntry entry) {
      if (entry.confirmedAt().isPresent()) {
        inner.put(entry);
      }
    }

    @Override
    public void forget(String node) {
      inner.forget(node);
    }
  }

  @Test
  void withoutTheIntentALostAnswerLeavesADuplicate() {
    try (Rig rig = Rig.steady(new WithoutIntents(new InMemoryLedger()))) {
      LostCall.ANSWER.arm(rig, CREATE_VPC);
      rig.up(Reference.LIMIT);
      assertThat(rig.leaks()).isNotEmpty();
      assertThat(rig.duplicates()).containsKey("vpc");
    }
  }

  @Test
  void withoutTheSearchByTagALostAnswerLeavesADuplicate() {
    try (Rig rig = Rig.steady()) {
      // What no search within the window finds might as well not be searched for.
      rig.levers().hideNewThingsFor(Duration.ofSeconds(90));
      LostCall.ANSWER.arm(rig, CREATE_VPC);
      rig.up(Reference.LIMIT);
      assertThat(rig.leaks()).isNotEmpty();
      assertThat(rig.duplicates()).containsKey("vpc");
    }
  }

  @Test
  void withThemItDoesNot() {
    try (Rig rig = Rig.steady()) {
      LostCall.ANSWER.arm(rig, CREATE_VPC);
      Invariants.ready(rig);
      Invariants.noTraces(rig);
    }
  }
}
