package io.freehold.aws.graph;

import io.freehold.aws.logs.LogGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Observation;
import io.freehold.model.name.InfrastructureNames;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The log group of a control plane that is gone. EKS writes the last logs after the end of the
 * cluster, and makes the group again for them, without our tags and for ever (<a
 * href="https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2763">source</a>).
 */
public final class LastLogs {
  private LastLogs() {}

  /** Deletes the group, if it is there again: its name is that of our cluster and no other. */
  public static void takeAway(AwsSession aws, InfrastructureNames names) {
    if (group(aws, names).isPresent()) {
      LogGroup.TYPE.delete(aws, names.controlPlaneLogGroup());
    }
  }

  /** The group's ARN, if it is there. */
  static Optional<String> group(AwsSession aws, InfrastructureNames names) {
    String name = names.controlPlaneLogGroup();
    return LogGroup.TYPE.observe(aws, Set.of(name)).values().stream()
        .flatMap(seen ->
            seen instanceof Observation.Present<LogGroup.Observed> there
                ? Stream.of(there.value().arn())
                : Stream.empty())
        .findFirst();
  }
}
