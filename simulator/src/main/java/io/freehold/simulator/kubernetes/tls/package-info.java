/** A certificate for the loopback interface: kubectl sends its token over TLS only. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.tls;
