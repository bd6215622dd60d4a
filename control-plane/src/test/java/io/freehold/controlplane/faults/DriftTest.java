package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeChange;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.resource.Diff;
import io.freehold.simulator.aws.call.CallRecord;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * One check of the whole graph finds whatever somebody in the account has changed, and the next
 * passes mend it (fault 21).
 */
class DriftTest {
  /** What Terraform needs for a plan of the same graph is 124 to 137. */
  private static final int MOST_READS = 75;

  private static Rig rig;

  @BeforeAll
  static void start() {
    rig = Rig.steady();
    Invariants.ready(rig);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  static List<OutsideChange> changes() {
    return OutsideChange.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void is_found_by_one_look_and_mended(OutsideChange change) {
    change.happenTo(rig);
    assertThat(rig.plan().changes())
        .as("found")
        .anySatisfy(found -> {
          assertThat(found.node()).isEqualTo(change.node());
          assertThat(found.fields()).extracting(Diff.Change::field).contains(change.field());
        });
    Invariants.ready(rig.afresh());
    assertThat(rig.plan().changes()).extracting(NodeChange::node).as("left").isEmpty();
  }

  @Test
  void a_role_tag_of_somebody_elses_stays_on_a_subnet_and_costs_no_writes() {
    var account = new OutsideChange.Account(rig);
    String subnet = account.id("subnet-private-use1-az1");
    Tag theirs = Tag.builder().key("kubernetes.io/role/elb").value("1").build();
    account.ec2().createTags(r -> r.resources(subnet).tags(theirs));
    int before = rig.aws.callLog().writes();
    Invariants.ready(rig.afresh());
    assertThat(rig.aws.callLog().writes()).isEqualTo(before);
    assertThat(account.ec2().describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst().tags())
        .contains(theirs);
    account.ec2().deleteTags(r -> r.resources(subnet).tags(theirs));
  }

  @Test
  void looking_takes_few_reads_and_changes_nothing() {
    int before = rig.aws.callLog().records().size();
    PassReport report = rig.plan();
    List<CallRecord> all = rig.aws.callLog().records();
    List<CallRecord> look = all.subList(before, all.size());
    assertThat(report.changes()).isEmpty();
    assertThat(look).allMatch(call -> call.mutatingNumber() == 0);
    assertThat(look).hasSizeBetween(1, MOST_READS);
  }
}
