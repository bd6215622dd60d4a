package io.freehold.model.name;

/**
 * What the things of one service are called.
 *
 * @param service its short name
 * @param infrastructure where it runs
 */
public record ServiceNames(ShortName service, InfrastructureNames infrastructure) {
  /** Where it is reached: {@code <service>.<infra>.<region>.<domain>}. */
  public String host() {
    return service + "." + infrastructure.domain();
  }

  /** Where it is reached privately: the suffix is on the first label, so one wildcard fits both. */
  public String privateHost() {
    return service + "-private." + infrastructure.domain();
  }

  /** What the keys of its objects begin with, in the shared and the backup bucket. */
  public String objectPrefix() {
    return "ch-s3-" + service + "/";
  }
}
