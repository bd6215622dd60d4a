package io.freehold.simulator.kubernetes.environment;

/**
 * What a request wants to do.
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code
 *     patch}, {@code delete} or {@code deletecollection}
 * @param group empty for the core group
 * @param resource plural name, with a subresource as in {@code deployments/status}
 * @param namespace empty for all of them, and for resources outside namespaces
 */
public record Access(String verb, String group, String resource, String namespace) {}
