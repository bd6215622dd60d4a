package io.freehold.aws.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.Failure.Effect;
import io.freehold.kernel.failure.Failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AwsFailuresTest {
  private static final String REFUSED =
      "You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/x/y"
          + " is not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:111122223333:vpc/*"
          + " because no identity-based policy allows the ec2:CreateVpc action.";

  private static Failure failure(int status, String code, String message) {
    return new AwsFailures()
        .classify(
            AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvalidVpcEndpointId.NotFound",
        "InvalidGatewayID.NotFound",
        "InvalidSecurityGroupID.NotFound",
        "InvalidSubnetID.NotFound",
        "NatGatewayNotFound",
        "Gateway.NotAttached",
        "IncorrectState",
        "EntityTemporarilyUnmodifiable"
      })
  void what_is_not_there_yet_or_not_ready_yet_is_waited_for(String code) {
    Failure failure = failure(400, code, "not now");
    assertThat(failure.kind()).isEqualTo(Kind.DEPENDENCY);
    assertThat(failure.effect()).isEqualTo(Effect.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ServiceUnavailable", "Unavailable", "SomethingThatNobodyKnows"})
  void an_unavailable_service_may_have_done_it_all_the_same(String code) {
    Failure failure = failure(503, code, "come back later");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RequestLimitExceeded", "SlowDown", "Throttling"})
  void a_call_that_was_throttled_was_not_made_whatever_its_status(String code) {
    Failure failure = failure(503, code, "slower");
    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure.effect()).isEqualTo(Effect.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Role with arn: arn:aws:iam::111122223333:role/x, could not be assumed because it does not exist or the trusted entity is not correct",
        "The role arn:aws:iam::111122223333:role/x does not exist",
        "Role provided in the request does not exist."
      })
  void a_role_that_does_not_exist_may_be_too_new(String message) {
    assertThat(failure(400, "InvalidParameterException", message).kind())
        .isEqualTo(Kind.DEPENDENCY);
  }

  @Test
  void a_key_that_does_not_exist_is_a_mistake_in_the_spec() {
    assertThat(
            failure(
                    400,
                    "InvalidParameterException",
                    "Key 'arn:aws:kms:us-east-1:111122223333:key/controller' does not exist")
                .kind())
        .isEqualTo(Kind.INVALID);
  }

  @Test
  void the_same_refusal_is_the_same_failure_each_time() {
    Failure first =
        refusal(REFUSED + " Encoded authorization failure message: 4GIOHlTkIaWHQD0Q-_m6");
    Failure second = refusal(REFUSED + " Encoded authorization failure message: Zm9vYmFy");

    assertThat(first).isEqualTo(second);
    assertThat(first.message()).isEqualTo(REFUSED);
    assertThat(first.kind()).isEqualTo(Failure.Kind.PERMISSION);
  }

  private static Failure refusal(String message) {
    return failure(403, "UnauthorizedOperation", message);
  }
}
