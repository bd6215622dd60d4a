package io.freehold.controlplane;

import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a control plane is to run.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes any free one
 * @param database where state is kept
 * @param logFile where the log goes; empty means standard output
 * @param rateLimit of each key
 */
public record ControlPlaneSettings(
    String host,
    int port,
    DatabaseSettings database,
    Optional<Path> logFile,
    RateLimit rateLimit) {

  /** On the loopback address, with everything at its default. */
  public static ControlPlaneSettings local(int port, DatabaseSettings database) {
    return new ControlPlaneSettings(
        "127.0.0.1", port, database, Optional.empty(), RateLimit.STANDARD);
  }

  public ControlPlaneSettings withHost(String address) {
    return new ControlPlaneSettings(address, port, database, logFile, rateLimit);
  }

  public ControlPlaneSettings withLogFile(Path file) {
    return new ControlPlaneSettings(host, port, database, Optional.of(file), rateLimit);
  }

  public ControlPlaneSettings withRateLimit(RateLimit limit) {
    return new ControlPlaneSettings(host, port, database, logFile, limit);
  }
}
