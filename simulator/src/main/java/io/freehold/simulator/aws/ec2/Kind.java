package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What there is to know about one kind of thing.
 *
 * @param name as the latency profile has it: {@code NatGateway}
 * @param type in ARNs and tag specifications: {@code natgateway}
 * @param prefix of its ids: {@code nat}
 * @param notFound the refusal for an id that is not there
 * @param tags reads its tags
 * @param withTags sets its tags
 * @param vpc the VPC that it lies in, if any
 * @param filters the filters of its describe call, besides those by tag, each giving the values
 *     that a thing has
 */
record Kind<T>(
    String name,
    String type,
    String prefix,
    Function<String, Refusal> notFound,
    Function<T, List<Tag>> tags,
    BiFunction<T, List<Tag>, T> withTags,
    Function<T, Stream<String>> vpc,
    Map<String, Function<T, Stream<String>>> filters) {
  Kind {
    filters = Map.copyOf(filters);
  }
}
