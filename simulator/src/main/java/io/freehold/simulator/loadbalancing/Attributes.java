package io.freehold.simulator.loadbalancing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What attributes there are, and how they stand at first: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html">of
 * load balancers</a>, <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html">of
 * target groups</a>.
 */
final class Attributes {
  static final String DELETION_PROTECTION = "deletion_protection.enabled";
  static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";

  /** Of a network load balancer. */
  static final Map<String, String> OF_BALANCERS =
      Map.ofEntries(
          Map.entry(DELETION_PROTECTION, "false"),
          Map.entry("load_balancing.cross_zone.enabled", "false"),
          Map.entry("access_logs.s3.enabled", "false"),
          Map.entry("access_logs.s3.bucket", ""),
          Map.entry("access_logs.s3.prefix", ""),
          Map.entry("ipv6.deny_all_igw_traffic", "false"),
          Map.entry("dns_record.client_routing_policy", "any_availability_zone"),
          Map.entry("secondary_ips.auto_assigned.per_subnet", "0"),
          Map.entry("zonal_shift.config.enabled", "false"));

  /** Of a TCP target group of addresses, which does not keep the client's address unless told. */
  static final Map<String, String> OF_GROUPS =
      Map.ofEntries(
          Map.entry(DEREGISTRATION_DELAY, "300"),
          Map.entry("deregistration_delay.connection_termination.enabled", "false"),
          Map.entry("stickiness.enabled", "false"),
          Map.entry("stickiness.type", "source_ip"),
          Map.entry("proxy_protocol_v2.enabled", "false"),
          Map.entry("preserve_client_ip.enabled", "false"),
          Map.entry("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
          Map.entry("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
          Map.entry("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
          Map.entry(
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
          Map.entry(
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
              "off"),
          Map.entry("target_health_state.unhealthy.connection_termination.enabled", "true"),
          Map.entry("target_health_state.unhealthy.draining_interval_seconds", "0"));

  private Attributes() {}

  /** The old values overlaid with new ones; refuses what is no attribute. */
  static Map<String, String> changed(
      String what, Map<String, String> old, Map<String, String> changes) {
    Map<String, String> all = new LinkedHashMap<>(old);
    changes.forEach((key, value) -> {
      if (!all.containsKey(key)) {
        throw Refusals.invalid(what + " attribute key '" + key + "' is not recognized");
      }
      if (key.endsWith(".enabled")
          && !value.matches("true|false|use_load_balancer_configuration")) {
        throw Refusals.invalid(what + " attribute '" + key + "' must be set to 'true' or 'false'");
      }
      all.put(key, value);
    });
    return all;
  }
}
