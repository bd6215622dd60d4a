package io.freehold.simulator.eks;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.Logging;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** A cluster's settings as EKS completes and shows them. */
final class Settings {
  private static final String EVERYWHERE = "0.0.0.0/0";

  private Settings() {}

  /** The endpoint's settings: what a request leaves out stays as it is. */
  static VpcConfigResponse endpoint(VpcConfigResponse before, VpcConfigRequest request) {
    List<String> cidrs =
        request.hasPublicAccessCidrs() ? request.publicAccessCidrs() : before.publicAccessCidrs();
    List<String> inner = cidrs.stream().filter(Settings::isPrivate).toList();
    if (!inner.isEmpty()) {
      throw Refusals.parameter("The following CIDRs are invalid in publicAccessCidrs: " + inner);
    }
    boolean open = or(request.endpointPublicAccess(), before.endpointPublicAccess());
    boolean inside = or(request.endpointPrivateAccess(), before.endpointPrivateAccess());
    if (!open && !inside) {
      throw Refusals.parameter("Private and public endpoint access cannot be false");
    }
    return before.toBuilder()
        .endpointPublicAccess(open)
        .endpointPrivateAccess(inside)
        .publicAccessCidrs(cidrs.isEmpty() ? List.of(EVERYWHERE) : cidrs)
        .build();
  }

  private static boolean or(@Nullable Boolean wanted, boolean otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  private static boolean isPrivate(String cidr) {
    return cidr.matches("(10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\..*");
  }

  /** Every log type, on or off: what a request leaves out stays as it is. */
  static Logging logging(Set<LogType> before, @Nullable Logging request) {
    Set<LogType> on = EnumSet.noneOf(LogType.class);
    on.addAll(before);
    if (request != null) {
      for (LogSetup setup : request.clusterLogging()) {
        if (Boolean.TRUE.equals(setup.enabled())) {
          on.addAll(setup.types());
        } else {
          setup.types().forEach(on::remove);
        }
      }
    }
    if (on.contains(LogType.UNKNOWN_TO_SDK_VERSION)) {
      throw Refusals.parameter("Invalid log type");
    }
    Set<LogType> off = EnumSet.complementOf(EnumSet.copyOf(withUnknown(on)));
    List<LogSetup> setups = new ArrayList<>();
    if (!on.isEmpty()) {
      setups.add(LogSetup.builder().types(on).enabled(true).build());
    }
    if (!off.isEmpty()) {
      setups.add(LogSetup.builder().types(off).enabled(false).build());
    }
    return Logging.builder().clusterLogging(setups).build();
  }

  private static Set<LogType> withUnknown(Set<LogType> types) {
    Set<LogType> all = EnumSet.of(LogType.UNKNOWN_TO_SDK_VERSION);
    all.addAll(types);
    return all;
  }

  static Set<LogType> enabled(Cluster cluster) {
    return cluster.logging().clusterLogging().stream()
        .filter(setup -> Boolean.TRUE.equals(setup.enabled()))
        .flatMap(setup -> setup.types().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(LogType.class)));
  }
}
