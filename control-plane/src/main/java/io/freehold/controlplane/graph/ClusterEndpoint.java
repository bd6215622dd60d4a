package io.freehold.controlplane.graph;

import java.net.URI;

/**
 * Where the Kubernetes API of every cluster answers, in place of the address that EKS tells: an
 * emulator's leads nowhere.
 *
 * @param url without TLS, or with a certificate that this machine trusts
 */
public record ClusterEndpoint(URI url) {}
