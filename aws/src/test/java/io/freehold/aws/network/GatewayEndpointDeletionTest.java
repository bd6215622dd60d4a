package io.freehold.aws.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.aws.contract.Backends;
import io.freehold.aws.contract.Ground;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayEndpointDeletionTest {
  private final Ground ground = Ground.on(Backends.SIMULATOR);

  @Test
  void an_endpoint_that_a_batch_could_not_delete_is_a_failure() {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    String id =
        ground
            .make(
                "endpoint",
                GatewayEndpoint.TYPE,
                new GatewayEndpoint(vpc, "com.amazonaws.us-east-1.s3", Set.of()))
            .id();
    ground.simulator().levers().failItemsOf("ec2:DeleteVpcEndpoints", "UnauthorizedOperation", 1);

    FailureException thrown =
        catchThrowableOfType(
            FailureException.class, () -> GatewayEndpoint.TYPE.delete(ground.aws(), id));
    assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.PERMISSION);
    assertThat(thrown.failure().code()).isEqualTo("UnauthorizedOperation");
  }

  @Test
  void an_endpoint_that_is_gone_is_a_success() {
    assertThatCode(() -> GatewayEndpoint.TYPE.delete(ground.aws(), "vpce-0123456789abcdef0"))
        .doesNotThrowAnyException();
  }
}
