package io.freehold.protocol.infrastructure;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to AWS that may have changed something; or all that only looked, of one pass.
 *
 * @param at when it was about to be made, or when the pass ended
 * @param owner the short name of the infrastructure, or of the service, that it was made for
 * @param action like {@code ec2:CreateVpc}; null for those that only looked
 * @param calls 1, or how many only looked
 * @param reads how often each of those was made; null for a call by itself
 * @param outcome {@code done}; the error's code; or {@code sent}, where no answer is known of
 */
public record ApiCall(
    String id,
    Instant at,
    String owner,
    @Nullable String action,
    int calls,
    @Nullable Map<String, Integer> reads,
    String outcome) {}
