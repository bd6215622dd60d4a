package io.freehold.controlplane.infrastructure;

import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.resource.Observation;
import io.freehold.protocol.infrastructure.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which servers answer for an infrastructure's domain, once for each zone that it has: AWS
 * chooses them when it makes one, and they stay.
 */
final class NameServers {
  private static final Logger LOG = LoggerFactory.getLogger(NameServers.class);

  private final InfrastructureStore store;

  NameServers(InfrastructureStore store) {
    this.store = store;
  }

  /** Before what the pass found is saved: the row tells of which zone they are known. */
  void note(InfrastructureRow row, AwsSession aws, PassReport report) {
    Optional<String> zone =
        report.nodes().stream()
            .filter(node -> node.node().equals(AwsInfrastructure.ZONE))
            .filter(node -> node.state() == NodeStatus.State.READY)
            .flatMap(node -> node.externalId().stream())
            .findFirst();
    if (zone.isEmpty() || (!row.nameServers().isEmpty() && zone.equals(knownZone(row)))) {
      return;
    }
    store.nameServers(row.id(), servers(aws, zone.get()));
  }

  private static Optional<String> knownZone(InfrastructureRow row) {
    return row.nodes().stream()
        .filter(node -> node.node().equals(AwsInfrastructure.ZONE))
        .map(Resource::externalId)
        .findFirst();
  }

  /** None where they cannot be told now: the next pass looks again. */
  private static List<String> servers(AwsSession aws, String zone) {
    try {
      return HostedZone.TYPE.observe(aws, Set.of(zone)).getOrDefault(zone, Observation.absent())
              instanceof Observation.Present<HostedZone.Observed> present
          ? present.value().nameServers().stream().sorted().toList()
          : List.of();
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.info("the name servers of zone {} are not known yet", zone, e);
      return List.of();
    }
  }
}
