package io.freehold.app;

import io.freehold.app.process.CredentialsFile;
import io.freehold.app.process.UntilInterrupted;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.RealAwsClients;
import io.freehold.aws.session.RoleSessions;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.ControlPlaneSettings.Work;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.account.VendorPrincipal;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.graph.ClusterEndpoint;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.graph.VendorZone;
import io.freehold.controlplane.infrastructure.OtherDomainException;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.catalogue.VendorSecrets;
import io.freehold.kubernetes.chart.ChartDownloads;
import io.freehold.kubernetes.chart.ChartFolder;
import io.freehold.kubernetes.chart.ChartSource;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.network.Cidr;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a control plane on the AWS of this world until the process is told to end. */
@Command(
    name = "serve",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Run a control plane, until Ctrl-C.",
      "Its own AWS credentials are found as the AWS SDK finds them.",
      "The Helm charts of what it installs into clusters are looked for in the folder that --charts"
          + " names, and otherwise downloaded, once, into the folder charts of --data."
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Clock clock;
  private final Work work;

  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on, in plain HTTP: keep a proxy that speaks TLS before any but the"
              + " loopback address. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--trusted-proxies",
      paramLabel = "CIDR",
      split = ",",
      description =
          "The IPv4 addresses of the proxies before it: their X-Forwarded-For says from where a"
              + " request comes, for the address lists of keys and the limit on strangers; anybody"
              + " else's is ignored.")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "A PostgreSQL to use, like jdbc:postgresql://host:5432/freehold?user=...; without it one"
              + " of its own is run.")
  private @Nullable String database;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.freehold",
      showDefaultValue = Visibility.NEVER,
      description = "Where its own PostgreSQL keeps its data. Default: ~/.freehold.")
  private Path data = Path.of(".freehold");

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description =
          "Helm charts that lie on this machine, as <name>-<version>.tgz or unpacked: for a network"
              + " without a way out, see docs/platform.md.")
  private @Nullable Path charts;

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "An emulator that answers for all of AWS, instead of AWS.")
  private @Nullable URI awsEndpoint;

  @Option(
      names = "--kubernetes-endpoint",
      paramLabel = "URL",
      description =
          "With --aws-endpoint: where the API of every cluster answers, in place of the address"
              + " that the emulator tells. Plain HTTP, as of 'kubectl proxy', or a certificate that"
              + " this machine trusts.")
  private @Nullable URI kubernetesEndpoint;

  @Option(
      names = "--vendor-account",
      paramLabel = "ID",
      description =
          "The AWS account, 12 digits, whose roles freehold-state-writer and"
              + " freehold-billing-writer infrastructures report to. Default: that of its own"
              + " credentials.")
  private @Nullable String vendorAccount;

  @Option(
      names = "--templates-url",
      paramLabel = "URL",
      description =
          "A folder in S3 to which you have put what /onboarding/cloudformation.yaml serves, as"
              + " cloudformation-<version>.yaml. The AWS console takes templates only from there;"
              + " without it accounts have no quick-create link.")
  private @Nullable URI templatesUrl;

  @Option(
      names = "--vendor-principal",
      paramLabel = "ARN",
      description =
          "The role or user whom customers' trust policies name. Default: they name the whole"
              + " account of its own credentials.")
  private @Nullable String vendorPrincipal;

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      defaultValue = NamingScheme.STANDARD_DOMAIN,
      description =
          "The vendor's domain: infrastructures get <name>.<region>.<domain>, and buckets their"
              + " names by it. At most 26 characters. It is fixed with the first infrastructure."
              + " Default: ${DEFAULT-VALUE}.")
  private String domain = NamingScheme.STANDARD_DOMAIN;

  @Option(
      names = "--vendor-zone",
      paramLabel = "ID",
      description =
          "The hosted zone of the vendor's domain, in the account of its own credentials: the"
              + " domains of infrastructures are delegated there. Without it somebody does that by"
              + " hand, see docs/names.md.")
  private @Nullable String vendorZone;

  @Option(
      names = "--egress-cidrs",
      paramLabel = "CIDR",
      split = ",",
      description =
          "The public addresses from which this control plane calls: all that clusters let in."
              + " Without them clusters answer inside their VPC only. Changed ones reach every"
              + " cluster with the next check.")
  private List<String> egressCidrs = List.of();

  @Option(
      names = "--acme-directory",
      paramLabel = "URL",
      description =
          "The ACME directory that issues the certificates of infrastructures. Default: Let's"
              + " Encrypt's. For trials its staging directory,"
              + " https://acme-staging-v02.api.letsencrypt.org/directory, has wide limits and"
              + " certificates that nobody trusts. See docs/platform.md.")
  private URI acmeDirectory = Acme.LETS_ENCRYPT.directory();

  @Option(
      names = "--acme-email",
      paramLabel = "ADDRESS",
      description = "Where the issuer of certificates reaches whoever is responsible for them.")
  private @Nullable String acmeEmail;

  @Option(
      names = "--acme-ca",
      paramLabel = "FILE",
      description =
          "Certificates, in PEM, of who vouches for the ACME directory's own TLS, where that is not"
              + " a public authority.")
  private @Nullable Path acmeAuthorities;

  @Mixin final TailscaleOptions tailscale = new TailscaleOptions();

  private NamingScheme naming = NamingScheme.standard();
  private Acme acme = Acme.LETS_ENCRYPT;
  private VendorSecrets secrets = VendorSecrets.NONE;
  private List<Cidr> proxies = List.of();

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "On first start: write the key for the operators' API here, as {url, keyId, keySecret}.")
  private @Nullable Path credentials;

  ServeCommand(Surroundings around) {
    this(around, Clock.systemUTC(), Work.STANDARD);
  }

  /**
   * @param clock of the engine
   * @param work how it works by that clock
   */
  ServeCommand(Surroundings around, Clock clock, Work work) {
    this.around = around;
    this.clock = clock;
    this.work = work;
  }

  @Override
  public Integer call() {
    List<Cidr> egress;
    try {
      egress = ranges("--egress-cidrs", egressCidrs, Cidr::parse);
      proxies = ranges("--trusted-proxies", trustedProxies, Cidr::parseAddressOrRange);
    } catch (IllegalArgumentException wrong) {
      return fail(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    }
    if (vendorAccount != null && !vendorAccount.matches("[0-9]{12}")) {
      return fail(
          ExitCode.USAGE, "--vendor-account: found " + vendorAccount + ", needed 12 digits");
    }
    if (vendorPrincipal != null
        && !vendorPrincipal.matches("arn:aws:iam::[0-9]{12}:(role|user)/.+")) {
      return fail(
          ExitCode.USAGE,
          "--vendor-principal: found "
              + vendorPrincipal
              + ", needed the ARN of a role or a user, like"
              + " arn:aws:iam::123456789012:role/freehold");
    }
    try {
      naming = NamingScheme.ofDomain(domain);
    } catch (IllegalArgumentException unfit) {
      return fail(ExitCode.USAGE, "--" + unfit.getMessage());
    }
    if (vendorZone != null && !vendorZone.matches("Z[A-Z0-9]{1,31}")) {
      return fail(
          ExitCode.USAGE,
          "--vendor-zone: found "
              + vendorZone
              + ", needed the id of a hosted zone, like Z0123456789ABCDEFGHIJ");
    }
    if (kubernetesEndpoint != null && awsEndpoint == null) {
      return fail(
          ExitCode.USAGE,
          "--kubernetes-endpoint: found without --aws-endpoint; AWS tells by itself where clusters"
              + " answer");
    }
    if (charts != null && !Files.isDirectory(charts)) {
      return fail(
          ExitCode.USAGE,
          "--charts: found no folder " + charts + ", needed one with packed Helm charts");
    }
    Optional<String> authorities;
    try {
      authorities =
          acmeAuthorities == null
              ? Optional.empty()
              : Optional.of(Files.readString(acmeAuthorities, StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      return fail(
          ExitCode.USAGE,
          "--acme-ca: found "
              + acmeAuthorities
              + ", which cannot be read; needed a file with certificates in PEM");
    }
    List<String> wrong =
        Acme.violations(acmeDirectory, Optional.ofNullable(acmeEmail), authorities);
    if (!wrong.isEmpty()) {
      return fail(ExitCode.USAGE, "--acme-" + String.join("; --acme-", wrong));
    }
    try {
      secrets = tailscale.secrets();
    } catch (IllegalArgumentException incomplete) {
      return fail(ExitCode.USAGE, String.valueOf(incomplete.getMessage()));
    }
    acme = new Acme(acmeDirectory, Optional.ofNullable(acmeEmail), authorities);
    sayWhatIsEmulated();
    sayWhatIsShut(egress);
    try (UntilInterrupted end = new UntilInterrupted(Thread.currentThread());
        RealAwsClients clients = new RealAwsClients(Optional.ofNullable(awsEndpoint));
        ControlPlane running = start(egress, clients.sessions(Clock.systemUTC()))) {
      around.out().println("Freehold answers at " + running.url() + " (Ctrl-C ends it).");
      around.out().flush();
      end.await();
      return ExitCode.DONE;
    } catch (IOException broken) {
      return fail(ExitCode.FAILED, String.valueOf(broken.getMessage()));
    } catch (OtherDomainException other) {
      return fail(ExitCode.USAGE, "--" + other.getMessage());
    }
  }

  /** Starts it, and hands out the first key once it answers. */
  ControlPlane start(List<Cidr> egress, RoleSessions sessions) throws IOException {
    DatabaseSettings where =
        database == null
            ? new DatabaseSettings.Embedded(data, 0)
            : new DatabaseSettings.Server(database, Optional.empty(), Optional.empty());
    Wiring wiring =
        Wiring.of(clock, Clock.systemUTC())
            .with(RoleSessions.class, sessions)
            .with(
                Vendor.class,
                new Vendor(vendorRoles(sessions), new ComponentCharts(charts(), secrets)));
    if (vendorPrincipal != null) {
      wiring = wiring.with(VendorPrincipal.class, new VendorPrincipal(vendorPrincipal));
    }
    if (vendorZone != null) {
      wiring = wiring.with(VendorZone.class, new VendorZone(vendorZone));
    }
    if (kubernetesEndpoint != null) {
      wiring = wiring.with(ClusterEndpoint.class, new ClusterEndpoint(kubernetesEndpoint));
    }
    ControlPlaneSettings settings =
        ControlPlaneSettings.local(port, where)
            .withHost(host)
            .withTrustedProxies(proxies)
            .withEgressCidrs(egress)
            .withNaming(naming)
            .withAcme(acme)
            .withWork(work);
    ControlPlane running =
        ControlPlane.start(
            templatesUrl == null ? settings : settings.withTemplatesUrl(templatesUrl), wiring);
    try {
      if (credentials != null && running.needsOperatorKey()) {
        KeyPair key = running.issueOperatorKey("first");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("url", running.url().toString());
        fields.put("keyId", key.keyId());
        fields.put("keySecret", key.keySecret());
        CredentialsFile.write(credentials, fields);
        around.out().println("The key for the operators' API is in " + credentials + ".");
      } else if (running.needsOperatorKey()) {
        around
            .err()
            .println(
                "freehold: nobody can make an organization yet: start once with --credentials FILE"
                    + " to get the key for the operators' API.");
      }
      return running;
    } catch (IOException | RuntimeException broken) {
      running.close();
      throw broken;
    }
  }

  /** Asked for when the first infrastructure is made: a control plane starts without AWS too. */
  private Supplier<VendorRoles> vendorRoles(RoleSessions sessions) {
    String given = vendorAccount;
    return () -> VendorRoles.in(given == null ? sessions.ownAccount() : given);
  }

  private ChartSource charts() {
    ChartSource downloads = new ChartDownloads(data.resolve("charts"));
    return charts == null ? downloads : new ChartFolder(charts).or(downloads);
  }

  /** What passes here need not pass on AWS: nobody is to find that out later. */
  private void sayWhatIsEmulated() {
    if (awsEndpoint != null) {
      warn(
          "an emulator at "
              + awsEndpoint
              + " answers in place of AWS. Whether roles insist on the external ID, and what"
              + " policies allow (iam:SimulatePrincipalPolicy), cannot be checked there: preflights"
              + " warn of it instead of failing.");
    }
    if (kubernetesEndpoint != null) {
      warn(
          "every cluster is reached at "
              + kubernetesEndpoint
              + ", wherever EKS says that it answers.");
    }
  }

  /** Clusters that cannot be reached look like clusters that are never done. */
  private void sayWhatIsShut(List<Cidr> egress) {
    if (egress.isEmpty() && kubernetesEndpoint == null) {
      warn(
          "without --egress-cidrs the API of every cluster answers inside its own VPC only, also of"
              + " those that are there already. Unless this control plane reaches it there, it"
              + " waits for its clusters for ever: name the public addresses from which it calls."
              + " They may be changed with a later start.");
    }
  }

  private static List<Cidr> ranges(String option, List<String> texts, Function<String, Cidr> form) {
    try {
      return texts.stream().map(form).toList();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(option + ": " + wrong.getMessage(), wrong);
    }
  }

  private void warn(String message) {
    around.err().println("freehold: warning: " + message);
    around.err().flush();
  }

  private int fail(int code, String message) {
    around.err().println("freehold: " + message);
    around.err().flush();
    return code;
  }
}
