/** Keys and certificates: of the API itself, since kubectl wants TLS, and those that are issued. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.tls;
