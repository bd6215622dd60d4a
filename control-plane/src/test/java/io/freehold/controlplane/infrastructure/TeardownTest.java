package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.simulator.aws.lever.Lever;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in the way of a look, on the way up and down, is said. */
class TeardownTest {
  private static SimulatedPlane plane;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("teardown");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void leftovers_that_may_not_be_looked_for_block_the_end_and_are_looked_for_again() {
    String place = plane.infrastructure();
    Lever lever = plane.aws.levers().deny("tag:GetResources");
    plane.client.delete(place + "?data=delete");

    plane.untilPhase(place, "delete-blocked");
    assertThat(lever.fired()).isPositive();
    assertThat(condition(place, "reason")).isEqualTo("PermissionMissing");
    assertThat(condition(place, "message")).contains("could not be looked for", "AccessDenied");

    lever.release();
    plane.untilPhase(place, "deleted");
  }

  @Test
  void a_vendor_that_cannot_be_asked_is_a_reason_and_no_silence() {
    plane.vendor(() -> {
      throw new FailureException(
          Failure.refused(Failure.Kind.PERMISSION, "InvalidClientTokenId", "the key is gone"));
    });
    String place = plane.infrastructure();

    plane.untilPhase(place, "blocked");
    assertThat(condition(place, "reason")).isEqualTo("InternalError");
    assertThat(condition(place, "message"))
        .isEqualTo("the vendor's own account: InvalidClientTokenId: the key is gone");
    assertThat(plane.client.get(place + "/plan").code()).isEqualTo("plan-unavailable");

    plane.vendor(() -> VendorRoles.in(SimulatedPlane.VENDOR));
    plane.untilPhase(place, "provisioning");
    plane.client.delete(place + "?data=delete");
    plane.untilPhase(place, "deleted");
  }

  @Test
  void a_vendor_that_does_not_answer_for_a_while_changes_no_phase() {
    Lever few = plane.aws.levers().setQuota("L-0263D0A3", 2);
    String blocked = plane.infrastructure();
    plane.untilPhase(blocked, "blocked");
    plane.vendor(() -> {
      throw new FailureException(Failure.refused(Failure.Kind.THROTTLED, "Throttling", "slower"));
    });
    String fresh = plane.infrastructure();
    List<String> phases = new ArrayList<>();
    plane.until(() -> {
      phases.add(plane.at(fresh).get("phase").asString());
      return condition(fresh, "reason").equals("Throttled");
    });
    plane.until(() -> {
      phases.add(plane.at(fresh).get("phase").asString());
      return condition(blocked, "reason").equals("Throttled");
    });
    assertThat(phases).containsOnly("preflight");
    assertThat(plane.at(blocked).get("phase").asString()).isEqualTo("blocked");

    plane.vendor(() -> VendorRoles.in(SimulatedPlane.VENDOR));
    few.release();
    for (String place : List.of(fresh, blocked)) {
      plane.untilPhase(place, "provisioning");
      plane.client.delete(place + "?data=delete");
      plane.untilPhase(place, "deleted");
    }
  }

  private static String condition(String place, String field) {
    return plane.at(place).at("/conditions/0/" + field).asString();
  }
}
