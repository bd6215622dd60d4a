package io.freehold.simulator.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Copies one of the SDK's types into another with the same members: what a request says in one
 * type, the answer says in another.
 */
final class Likeness {
  private Likeness() {}

  /** Fills the builder with every member of the original that it has too. */
  static <B extends SdkPojo> B copy(SdkPojo original, B builder) {
    Map<String, SdkField<?>> targets =
        builder.sdkFields().stream()
            .collect(Collectors.toMap(SdkField::memberName, Function.identity()));
    for (SdkField<?> source : original.sdkFields()) {
      Object value = source.getValueOrDefault(original);
      SdkField<?> target = targets.get(source.memberName());
      if (value != null && target != null) {
        target.set(builder, converted(value, target));
      }
    }
    return builder;
  }

  private static Object converted(Object value, SdkField<?> target) {
    if (target.marshallingType().equals(MarshallingType.SDK_POJO)) {
      return build(copy((SdkPojo) value, target.constructor().get()));
    }
    if (target.marshallingType().equals(MarshallingType.LIST)) {
      SdkField<?> member = target.getTrait(ListTrait.class).memberFieldInfo();
      return ((List<?>) value).stream().map(one -> converted(one, member)).toList();
    }
    return value;
  }

  private static Object build(SdkPojo builder) {
    return ((SdkBuilder<?, ?>) builder).build();
  }
}
