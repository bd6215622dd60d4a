package io.freehold.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.ProgressEvent;
import io.freehold.protocol.infrastructure.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTreeTest {
  private static final Progress PROGRESS = new Progress(36, 46, 300, 788);

  private static LiveTree tree(String phase, List<Resource> resources) {
    LiveTree tree = new LiveTree("k3m9x2p7qa in us-east-1");
    tree.show(Sample.NOW, phase, PROGRESS, resources);
    return tree;
  }

  private static TreePicture page(int height) {
    return TreePicture.forTerminal(80, height, StandardCharsets.UTF_8, false);
  }

  private static String text(LiveTree tree, TreePicture picture, Instant now) {
    return String.join(
        "\n", tree.render(now, picture).stream().map(String::stripTrailing).toList());
  }

  @Test
  void shows_what_is_done_what_is_under_way_and_what_waits_for_what() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    assertThat(text(tree, page(24), Sample.NOW.plusSeconds(20)))
        .isEqualTo(
            """
             k3m9x2p7qa in us-east-1  provisioning

             ✓ Network                   19/19
             ✓ Identity                  10/10
             ✓ Storage and logs            3/3
             ● Cluster                     0/5
               ├ ● cluster                          creating     5:10 of ~10:00 ━━━━━━──────
               ├ · node-group-system                waits      for cluster
               ├ · node-group-workload              waits      for cluster
               ├ · addon-vpc-cni                    waits      for cluster
               └ · addon-coredns                    waits      for node-group-system
             ● Traffic and names           1/3
               ├ ● load-balancer-public             creating      0:50 of ~2:35 ━━━─────────
               └ · record-wildcard                  waits      for load-balancer-public
             · Platform                    0/2
               ├ · storage-class                    waits      for cluster
               └ · istiod/Deployment/istiod         waits      for cluster

             ━━━━━━━━━━━━━━━━━━━────────────────────────────  40 %   36/46   5:20 of ~13:08\
            """);
  }

  @Test
  void folds_what_waits_where_there_is_little_room() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    assertThat(text(tree, page(16), Sample.NOW.plusSeconds(20)))
        .contains("└ … 4 wait for cluster")
        .contains("└ … 2 wait for cluster")
        .contains("├ ● cluster ")
        .doesNotContain("node-group");
  }

  @Test
  void lists_everything_where_there_is_room_for_it() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    List<String> lines = tree.render(Sample.NOW, TreePicture.wholeText(StandardCharsets.UTF_8));
    for (Resource resource : Sample.fiveMinutesIn()) {
      assertThat(lines).anyMatch(line -> line.contains(" " + Area.shortName(resource) + " "));
    }
  }

  @Test
  void shows_a_failure_in_full_and_above_everything_else_of_its_area() {
    List<Resource> resources = new ArrayList<>(Sample.fiveMinutesIn());
    String reason =
        "UnsupportedAvailabilityZoneException: us-east-1e does not have sufficient capacity to"
            + " support the cluster; choose other zones";
    resources.replaceAll(r -> r.node().equals("cluster") ? Sample.in(r, "failed", reason) : r);
    List<String> lines = tree("provisioning", resources).render(Sample.NOW, page(14));
    assertThat(lines).hasSizeLessThanOrEqualTo(14);
    int area =
        lines.indexOf(
            lines.stream().filter(line -> line.startsWith(" ✗ Cluster")).findFirst().orElseThrow());
    assertThat(lines.get(area + 1)).contains("✗ cluster").contains("failed");
    assertThat(lines.get(area + 2)).contains("UnsupportedAvailabilityZoneException: us-east-1e");
    assertThat(lines.get(area + 3)).contains("choose other zones");
  }

  @Test
  void counts_what_is_gone_on_the_way_down_and_turns_the_waiting_round() {
    List<Resource> resources = new ArrayList<>(Sample.all("ready"));
    resources.replaceAll(r ->
        switch (r.kind()) {
          case "Deployment", "StorageClass" -> Sample.in(r, "deleted", null);
          case "AddOn" -> Sample.in(r, "deleting", null);
          case "Bucket" -> Sample.in(r, "kept", null);
          default -> r;
        });
    String text = text(tree("deleting", resources), page(80), Sample.NOW);
    assertThat(text)
        .contains("- Platform                    2/2")
        .contains("● Storage and logs            2/3")
        .contains("● addon-coredns                    deleting")
        .contains("· node-group-system                ready      for addon-coredns")
        .contains("· Network                    0/19");
  }

  @Test
  void knows_how_long_each_took_from_the_events() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    Resource balancer =
        new Resource(
            "load-balancer-public",
            "LoadBalancer",
            "arn",
            "ready",
            List.of(),
            Sample.START.plusSeconds(425),
            null,
            155L);
    List<LiveTree.Step> steps =
        tree.apply(
            new ProgressEvent(
                Sample.START.plusSeconds(426), "provisioning", PROGRESS, List.of(balancer)));
    assertThat(steps)
        .singleElement()
        .extracting(LiveTree.Step::took)
        .isEqualTo(Duration.ofSeconds(155));
    assertThat(text(tree, TreePicture.wholeText(StandardCharsets.UTF_8), Sample.NOW))
        .contains("✓ load-balancer-public             ready                  2:35");
    assertThat(tree.apply(new ProgressEvent(Sample.NOW, "provisioning", null, List.of(balancer))))
        .isEmpty();
  }

  @Test
  void knows_what_was_told_before_its_latest_change() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    Resource latest = Sample.in(Sample.fiveMinutesIn().getFirst(), "ready", null);
    Instant change = Sample.START.plusSeconds(200);
    assertThat(tree.knows(event(change, latest))).isTrue();
    assertThat(tree.knows(event(Sample.NOW, latest))).isFalse();
  }

  private static ProgressEvent event(Instant time, Resource resource) {
    return new ProgressEvent(time, "provisioning", PROGRESS, List.of(resource));
  }

  @Test
  void a_bar_is_full_only_when_everything_is_ready() {
    LiveTree late = tree("provisioning", Sample.fiveMinutesIn());
    assertThat(text(late, page(24), Sample.NOW.plusSeconds(5000)))
        .contains(" 99 %   36/46   1:28:20 of ~13:08");
    LiveTree done = new LiveTree("x");
    done.show(Sample.NOW, "ready", new Progress(46, 46, 790, 788), Sample.all("ready"));
    assertThat(text(done, page(24), Sample.NOW.plusSeconds(60)))
        .contains("100 %   46/46   13:10 of ~13:08");
  }

  @Test
  void colours_take_no_room() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    TreePicture coloured = TreePicture.forTerminal(80, 24, StandardCharsets.UTF_8, true);
    List<String> plain =
        tree.render(Sample.NOW, coloured).stream()
            .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
            .toList();
    assertThat(plain).isEqualTo(tree.render(Sample.NOW, page(24)));
  }

  @Test
  void a_terminal_without_unicode_gets_none() {
    LiveTree tree = tree("provisioning", Sample.fiveMinutesIn());
    TreePicture ascii = TreePicture.forTerminal(80, 30, StandardCharsets.US_ASCII, false);
    assertThat(tree.render(Sample.NOW, ascii))
        .allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode);
  }

  /** Random sizes, states, names and messages: the picture never leaves its frame. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void never_leaves_its_frame(long seed) {
    Random random = new Random(seed);
    List<String> states =
        List.of(
            "blocked",
            "creating",
            "ready",
            "updating",
            "withheld",
            "deleting",
            "deleted",
            "kept",
            "failed",
            "new-word");
    List<String> kinds =
        List.of(
            "Vpc",
            "Role",
            "Bucket",
            "EksCluster",
            "LoadBalancer",
            "Namespace",
            "KeeperCluster",
            "Strange");
    for (int round = 0; round < 40; round++) {
      List<Resource> resources = new ArrayList<>();
      int count = random.nextInt(120);
      for (int i = 0; i < count; i++) {
        String before = "node-" + random.nextInt(count);
        resources.add(
            new Resource(
                "node-" + i + "-long".repeat(random.nextInt(9)),
                kinds.get(random.nextInt(kinds.size())),
                null,
                states.get(random.nextInt(states.size())),
                List.of(before),
                random.nextBoolean() ? Sample.START.plusSeconds(random.nextInt(900)) : null,
                random.nextInt(4) == 0
                    ? "why ".repeat(random.nextInt(40)) + "x".repeat(random.nextInt(90))
                    : null,
                random.nextBoolean() ? random.nextLong(1000) : null));
      }
      int width = 60 + random.nextInt(80);
      int height = 20 + random.nextInt(60);
      LiveTree tree = new LiveTree("k3m9x2p7qa in us-east-1");
      tree.show(
          Sample.NOW, random.nextBoolean() ? "provisioning" : "deleting", PROGRESS, resources);
      List<String> lines =
          tree.render(
              Sample.NOW, TreePicture.forTerminal(width, height, StandardCharsets.UTF_8, false));
      assertThat(lines)
          .hasSizeLessThanOrEqualTo(height)
          .allMatch(line -> line.length() <= Math.min(width, 120));
      assertThat(lines.getLast()).contains(" %   36/46");
    }
  }
}
