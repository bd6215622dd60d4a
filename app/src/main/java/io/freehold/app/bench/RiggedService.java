package io.freehold.app.bench;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.ServiceGraph;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ServiceDeployment;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.name.ShortName;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A service of the smallest size, as the control plane would put it into the infrastructure. */
final class RiggedService {
  static final ShortName NAME = new ShortName("q7w2e9r4ty");

  private RiggedService() {}

  static ResourceGraph<Clouds> graph(
      InfrastructureNames infrastructure, ManagementRoleArn management) {
    ServiceNames names = infrastructure.service(NAME);
    return ServiceGraph.of(
        names,
        management.roleOf(infrastructure.role(InfrastructureRole.CH_S3)),
        deployment(names),
        Optional.empty());
  }

  private static ServiceDeployment deployment(ServiceNames names) {
    ReplicaSize size = ReplicaSize.GB_48;
    return new ServiceDeployment(
        NAME.value(),
        List.of(new ServiceDeployment.Entrance(names.host(), List.of("0.0.0.0/0"))),
        ServiceSpec.DEFAULT_REPLICAS,
        size.memoryGb(),
        size.cpus(),
        size.volumeGb(),
        ServiceSpec.KEEPER_REPLICAS,
        ServiceSpec.KEEPER_VOLUME_GB,
        "25.8.30.16",
        "0".repeat(64),
        "https://s3.%s.amazonaws.com/%s/%s"
            .formatted(
                Rig.REGION,
                names.infrastructure().bucket(BucketPurpose.SHARED),
                names.objectPrefix()),
        Rig.REGION,
        "wildcard-certificate",
        new BackupPlan(
            "0 2 * * *",
            Duration.ofDays(1),
            "https://s3.%s.amazonaws.com/%s/%s"
                .formatted(
                    Rig.REGION,
                    names.infrastructure().bucket(BucketPurpose.BACKUP),
                    names.objectPrefix()),
            List.of("10.0.0.0/16"),
            BackupPlan.Stage.ON_SCHEDULE),
        OptionalInt.empty());
  }
}
