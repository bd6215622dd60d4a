package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.template.Wrong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** Parts of requests that CloudFormation knows and this does not. */
final class Unsimulated {
  private static final Set<String> SIMULATED =
      Set.of(
          "StackName",
          "TemplateBody",
          "TemplateURL",
          "UsePreviousTemplate",
          "Parameters",
          "Capabilities",
          "Tags",
          "ClientRequestToken",
          "LogicalResourceId",
          "TemplateStage",
          "NextToken");

  private Unsimulated() {}

  /**
   * Refuses a request that asks for more; what is asked as it is by default is nothing more.
   *
   * @throws UnsupportedOperationException naming the field
   */
  static void refuse(SdkPojo request) {
    for (SdkField<?> field : request.sdkFields()) {
      Object value = field.getValueOrDefault(request);
      if (!SIMULATED.contains(field.memberName()) && isAsked(value)) {
        throw Wrong.unsimulated("a request with " + field.memberName() + " " + value);
      }
    }
  }

  private static boolean isAsked(@Nullable Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList)
        && !Boolean.FALSE.equals(value)
        && !"ROLLBACK".equals(value)
        && !"STANDARD".equals(value);
  }
}
