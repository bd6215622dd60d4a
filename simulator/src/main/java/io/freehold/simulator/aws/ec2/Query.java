package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What a describe call asks for. */
record Query(
    List<String> ids,
    List<Filter> filters,
    @Nullable Integer maxResults,
    @Nullable String nextToken) {

  /** The calls that pay more when they neither filter nor page. */
  CallSpec costly(String name) {
    boolean bounded = !filters.isEmpty() || maxResults != null;
    return bounded
        ? CallSpec.read(name)
        : CallSpec.read(name).limited(new RateLimit(name + " unfiltered", 50, 10));
  }
}
