package io.freehold.aws.eks;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.eks.NodeGroup.Architecture;
import io.freehold.aws.eks.NodeGroup.Machine;
import io.freehold.aws.eks.NodeGroup.Observed;
import io.freehold.aws.eks.NodeGroup.Size;
import io.freehold.aws.eks.NodeGroup.Taint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.eks.model.TaintEffect;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigRequest;

class NodeGroupContractTest extends KindContract<NodeGroup, Observed> {
  private static final Size SIZE = new Size(1, 2, 4);
  private static final Set<Taint> TAINTS = Set.of(new Taint("for", "clickhouse", "NO_SCHEDULE"));
  private static final Map<String, String> LABELS = Map.of("pool", "workload");

  @Override
  protected AwsType<NodeGroup, Observed> type() {
    return NodeGroup.TYPE;
  }

  /** One version behind its cluster, with a template of two versions. */
  @Override
  protected NodeGroup desired(Ground ground) {
    String cluster = Surroundings.cluster(ground).name();
    ground.make("vpc-cni", AddOn.TYPE, new AddOn(cluster, "vpc-cni"));
    var template =
        ground.make("template", LaunchTemplate.TYPE, new LaunchTemplate("workload", 40, Set.of()));
    ground
        .aws()
        .ec2()
        .createLaunchTemplateVersion(r ->
            r.launchTemplateId(template.id())
                .launchTemplateData(
                    new LaunchTemplate("workload", 80, Set.of()).content(template.tags())));
    return new NodeGroup(
        cluster,
        "workload",
        Surroundings.worker(ground),
        Set.copyOf(Surroundings.subnets(ground)),
        new Machine(Architecture.ARM_64, List.of("m7g.2xlarge")),
        template.id(),
        1,
        "1.31",
        "1.32",
        SIZE,
        LABELS,
        TAINTS);
  }

  private static NodeGroup with(
      NodeGroup it,
      long template,
      String version,
      Size size,
      Map<String, String> labels,
      Set<Taint> taints) {
    return new NodeGroup(
        it.clusterName(),
        it.name(),
        it.nodeRoleArn(),
        it.subnetIds(),
        it.machine(),
        it.launchTemplateId(),
        template,
        version,
        it.clusterVersion(),
        size,
        labels,
        taints);
  }

  /** In order: the version cannot be taken back. */
  @Override
  protected Map<String, NodeGroup> mutable(NodeGroup it) {
    Map<String, NodeGroup> variants = new LinkedHashMap<>();
    variants.put("size.least", with(it, 1, "1.31", new Size(3, 3, 4), LABELS, TAINTS));
    variants.put("size.most", with(it, 1, "1.31", new Size(1, 1, 2), LABELS, TAINTS));
    variants.put("labels", with(it, 1, "1.31", SIZE, Map.of("other", "one"), TAINTS));
    variants.put("taints", with(it, 1, "1.31", SIZE, LABELS, Set.of()));
    variants.put("launchTemplateVersion", with(it, 2, "1.31", SIZE, LABELS, TAINTS));
    variants.put("version", with(it, 1, "1.32", SIZE, LABELS, TAINTS));
    return variants;
  }

  @Override
  protected Map<String, NodeGroup> fixed(NodeGroup it) {
    return Map.of(
        "nodeRoleArn",
        new NodeGroup(
            it.clusterName(),
            it.name(),
            it.nodeRoleArn() + "2",
            it.subnetIds(),
            it.machine(),
            it.launchTemplateId(),
            1,
            "1.31",
            "1.32",
            SIZE,
            LABELS,
            TAINTS),
        "instanceTypes",
        new NodeGroup(
            it.clusterName(),
            it.name(),
            it.nodeRoleArn(),
            it.subnetIds(),
            new Machine(Architecture.ARM_64, List.of("r7g.large")),
            it.launchTemplateId(),
            1,
            "1.31",
            "1.32",
            SIZE,
            LABELS,
            TAINTS),
        "version",
        with(it, 1, "1.30", SIZE, LABELS, TAINTS));
  }

  private static Outside change(
      Ground ground, NodeGroup it, Consumer<UpdateNodegroupConfigRequest.Builder> change) {
    return id -> {
      ground
          .aws()
          .eks()
          .updateNodegroupConfig(r -> {
            r.clusterName(it.clusterName()).nodegroupName(it.name());
            change.accept(r);
          });
      ground.letPass(Surroundings.A_CHANGE);
    };
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, NodeGroup it) {
    return Map.of(
        "size",
        change(ground, it, r -> r.scalingConfig(s -> s.minSize(0).desiredSize(2).maxSize(4))),
        "labels",
        change(ground, it, r -> r.labels(l -> l.addOrUpdateLabels(Map.of("theirs", "yes")))),
        "taints",
        change(
            ground,
            it,
            r ->
                r.taints(t ->
                    t.removeTaints(
                        List.of(
                            software.amazon.awssdk.services.eks.model.Taint.builder()
                                .key("for")
                                .value("clickhouse")
                                .effect(TaintEffect.NO_SCHEDULE)
                                .build())))));
  }

  @Override
  protected Use use(Ground ground, NodeGroup desired) {
    return Use.nothingPrevents("EKS moves the pods off its nodes");
  }
}
