package io.freehold.controlplane;

import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.network.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a control plane is to run.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes any free one
 * @param database where state is kept
 * @param logFile where the log goes; empty means standard output
 * @param rateLimit of each key
 * @param work how it works on what is to be done
 * @param naming what the vendor calls things
 * @param egressCidrs the public addresses from which it calls clusters
 * @param templatesUrl the folder in S3 to which the vendor has put the CloudFormation templates,
 *     since the AWS console takes them from nowhere else; empty where there is none
 * @param trustedProxies whose {@code X-Forwarded-For} says from where a request comes; everybody
 *     else's is ignored
 * @param acme who issues the certificates of infrastructures
 */
public record ControlPlaneSettings(
    String host,
    int port,
    DatabaseSettings database,
    Optional<Path> logFile,
    RateLimit rateLimit,
    Work work,
    NamingScheme naming,
    List<Cidr> egressCidrs,
    Optional<URI> templatesUrl,
    List<Cidr> trustedProxies,
    Acme acme) {

  /**
   * How it works.
   *
   * @param speed how many of the engine's seconds pass in one of the machine's; 1 for a real or a
   *     virtual clock
   * @param pollingInterval of the machine's time
   * @param threads how many things are looked at at once
   */
  public record Work(double speed, Duration pollingInterval, int threads) {
    /** For a real clock. */
    public static final Work STANDARD = new Work(1, Duration.ofMillis(200), 16);
  }

  public ControlPlaneSettings {
    egressCidrs = List.copyOf(egressCidrs);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** On the loopback address, with everything at its default. */
  public static ControlPlaneSettings local(int port, DatabaseSettings database) {
    return new ControlPlaneSettings(
        "127.0.0.1",
        port,
        database,
        Optional.empty(),
        RateLimit.STANDARD,
        Work.STANDARD,
        NamingScheme.standard(),
        List.of(),
        Optional.empty(),
        List.of(),
        Acme.LETS_ENCRYPT);
  }

  public ControlPlaneSettings withHost(String changed) {
    return with(copy -> copy.host = changed);
  }

  public ControlPlaneSettings withLogFile(Path changed) {
    return with(copy -> copy.logFile = Optional.of(changed));
  }

  public ControlPlaneSettings withRateLimit(RateLimit changed) {
    return with(copy -> copy.rateLimit = changed);
  }

  public ControlPlaneSettings withWork(Work changed) {
    return with(copy -> copy.work = changed);
  }

  public ControlPlaneSettings withNaming(NamingScheme changed) {
    return with(copy -> copy.naming = changed);
  }

  public ControlPlaneSettings withEgressCidrs(List<Cidr> changed) {
    return with(copy -> copy.egressCidrs = changed);
  }

  public ControlPlaneSettings withTemplatesUrl(URI changed) {
    return with(copy -> copy.templatesUrl = Optional.of(changed));
  }

  public ControlPlaneSettings withTrustedProxies(List<Cidr> changed) {
    return with(copy -> copy.trustedProxies = changed);
  }

  public ControlPlaneSettings withAcme(Acme changed) {
    return with(copy -> copy.acme = changed);
  }

  private ControlPlaneSettings with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new ControlPlaneSettings(
        copy.host,
        port,
        database,
        copy.logFile,
        copy.rateLimit,
        copy.work,
        copy.naming,
        copy.egressCidrs,
        copy.templatesUrl,
        copy.trustedProxies,
        copy.acme);
  }

  /** These settings on their way to others: a record has no such thing of its own. */
  private static final class Copy {
    private String host;
    private Optional<Path> logFile;
    private RateLimit rateLimit;
    private Work work;
    private NamingScheme naming;
    private List<Cidr> egressCidrs;
    private Optional<URI> templatesUrl;
    private List<Cidr> trustedProxies;
    private Acme acme;

    private Copy(ControlPlaneSettings settings) {
      host = settings.host;
      logFile = settings.logFile;
      rateLimit = settings.rateLimit;
      work = settings.work;
      naming = settings.naming;
      egressCidrs = settings.egressCidrs;
      templatesUrl = settings.templatesUrl;
      trustedProxies = settings.trustedProxies;
      acme = settings.acme;
    }
  }
}
