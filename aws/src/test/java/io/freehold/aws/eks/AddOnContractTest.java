package io.freehold.aws.eks;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.eks.AddOn.Observed;
import java.util.Map;
import java.util.Optional;

class AddOnContractTest extends KindContract<AddOn, Observed> {
  @Override
  protected AwsType<AddOn, Observed> type() {
    return AddOn.TYPE;
  }

  @Override
  protected AddOn desired(Ground ground) {
    return new AddOn(
        Surroundings.cluster(ground).name(),
        "vpc-cni",
        Optional.of("v1.20.4-eksbuild.2"),
        "{\"env\":{\"ENABLE_PREFIX_DELEGATION\":\"true\"}}");
  }

  @Override
  protected Map<String, AddOn> mutable(AddOn it) {
    return Map.of(
        "version",
        new AddOn(
            it.clusterName(), it.name(), Optional.of("v1.21.0-eksbuild.1"), it.configuration()),
        "configuration",
        new AddOn(it.clusterName(), it.name(), it.version(), ""));
  }

  @Override
  protected Map<String, AddOn> fixed(AddOn it) {
    return Map.of(
        "name", new AddOn(it.clusterName(), "kube-proxy", it.version(), it.configuration()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, AddOn it) {
    return Map.of(
        "configuration",
        id -> {
          ground
              .aws()
              .eks()
              .updateAddon(r ->
                  r.clusterName(it.clusterName()).addonName(it.name()).configurationValues("{}"));
          ground.letPass(Surroundings.A_CHANGE);
        },
        "version",
        id -> {
          ground
              .aws()
              .eks()
              .updateAddon(r ->
                  r.clusterName(it.clusterName())
                      .addonName(it.name())
                      .addonVersion("v1.19.0-eksbuild.1"));
          ground.letPass(Surroundings.A_CHANGE);
        });
  }

  @Override
  protected Use use(Ground ground, AddOn desired) {
    return Use.nothingPrevents("EKS takes its pods away with it");
  }
}
