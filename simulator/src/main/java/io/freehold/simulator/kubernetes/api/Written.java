package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The result of a write.
 *
 * @param object as it is now
 * @param created whether there was none before
 * @param warnings for the {@code Warning} header
 */
public record Written(ObjectNode object, boolean created, List<String> warnings) {}
