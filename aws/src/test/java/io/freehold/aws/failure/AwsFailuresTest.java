package io.freehold.aws.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.failure.Failure;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class AwsFailuresTest {
  private static final String REFUSED =
      "You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/x/y"
          + " is not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:111122223333:vpc/*"
          + " because no identity-based policy allows the ec2:CreateVpc action.";

  @Test
  void the_same_refusal_is_the_same_failure_each_time() {
    Failure first =
        classified(REFUSED + " Encoded authorization failure message: 4GIOHlTkIaWHQD0Q-_m6");
    Failure second = classified(REFUSED + " Encoded authorization failure message: Zm9vYmFy");

    assertThat(first).isEqualTo(second);
    assertThat(first.message()).isEqualTo(REFUSED);
    assertThat(first.kind()).isEqualTo(Failure.Kind.PERMISSION);
  }

  private static Failure classified(String message) {
    return new AwsFailures()
        .classify(
            Ec2Exception.builder()
                .statusCode(403)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("UnauthorizedOperation")
                        .errorMessage(message)
                        .build())
                .build());
  }
}
