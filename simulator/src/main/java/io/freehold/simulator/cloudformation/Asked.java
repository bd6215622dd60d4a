package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.template.Template;
import java.util.List;
import java.util.Map;

/**
 * What a stack was asked to be.
 *
 * @param body the template as it was given
 * @param parameters a value for each
 * @param tags of the stack, and of those of its resources that take tags
 * @param capabilities what the caller acknowledged
 */
record Asked(
    Template template,
    String body,
    Map<String, String> parameters,
    Map<String, String> tags,
    List<String> capabilities) {}
