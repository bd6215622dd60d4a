package io.freehold.controlplane;

import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.access.WallClock;
import io.freehold.controlplane.database.Database;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.infrastructure.EgressCidrs;
import io.freehold.controlplane.infrastructure.OtherDomainException;
import io.freehold.controlplane.onboarding.TemplatesLocation;
import io.freehold.controlplane.operator.OperatorKeys;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.work.DurableQueue;
import io.freehold.controlplane.work.VirtualTime;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.network.Cidr;
import io.freehold.model.region.Regions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A running control plane. It registers no shutdown hook: whoever started it closes it. */
public final class ControlPlane implements AutoCloseable {
  private final Database database;
  private final ServletWebServerApplicationContext context;
  private final String host;

  private ControlPlane(Database database, ServletWebServerApplicationContext context, String host) {
    this.database = database;
    this.context = context;
    this.host = host;
  }

  /**
   * Starts one: its database, if it is the embedded one, then everything else.
   *
   * @return once it answers requests
   * @throws IOException if the embedded database does not start
   * @throws OtherDomainException if its infrastructures are under another domain
   */
  public static ControlPlane start(ControlPlaneSettings settings, Wiring wiring)
      throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("control-plane", properties(settings)));
    AtomicReference<@Nullable Database> opened = new AtomicReference<>();
    // Not before Spring has set up the log, to which the database's start belongs.
    ApplicationContextInitializer<GenericApplicationContext> database =
        context -> {
          Database answering = open(settings.database());
          opened.set(answering);
          context
              .getEnvironment()
              .getPropertySources()
              .addFirst(new MapPropertySource("database", properties(answering)));
        };
    ApplicationContextInitializer<GenericApplicationContext> parts =
        context -> register(context, settings, wiring);
    try {
      var context =
          (ServletWebServerApplicationContext)
              new SpringApplicationBuilder(Application.class)
                  .environment(environment)
                  .initializers(database, parts)
                  .bannerMode(Banner.Mode.OFF)
                  .registerShutdownHook(false)
                  .addCommandLineProperties(false)
                  .run();
      return new ControlPlane(Objects.requireNonNull(opened.get()), context, settings.host());
    } catch (RuntimeException e) {
      Database answering = opened.get();
      if (answering != null) {
        answering.close();
      }
      if (e instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw refusal(e).orElse(e);
    }
  }

  /** What whoever starts it can mend, from among what Spring makes of it. */
  private static Optional<RuntimeException> refusal(RuntimeException thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (one instanceof OtherDomainException other) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private static Database open(DatabaseSettings settings) {
    try {
      return Database.open(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers: {@code http://127.0.0.1:8123}. */
  public URI url() {
    int port =
        Optional.ofNullable(context.getWebServer())
            .orElseThrow(() -> new IllegalStateException("the control plane is closed"))
            .getPort();
    String address = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    return URI.create(
        "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port);
  }

  /** Whether nobody can reach the operators' API yet, because no key for it was ever made. */
  public boolean needsOperatorKey() {
    return context.getBean(OperatorKeys.class).isEmpty();
  }

  /** Makes a key for the operators' API; an earlier one of the same name stops working. */
  public KeyPair issueOperatorKey(String name) {
    return context.getBean(OperatorKeys.class).issue(name);
  }

  /** A part of it, for tests and for the program that embeds it. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /**
   * Ends it: requests under way are finished, then the database stops if it is the embedded one.
   */
  @Override
  public void close() throws IOException {
    context.close();
    database.close();
  }

  private static void register(
      GenericApplicationContext context, ControlPlaneSettings settings, Wiring wiring) {
    context.registerBean(Clock.class, wiring::clock);
    context.registerBean(WallClock.class, () -> new WallClock(wiring.wall()));
    context.registerBean(RateLimit.class, settings::rateLimit);
    context.registerBean(Regions.class, Regions::supported);
    context.registerBean(NamingScheme.class, settings::naming);
    context.registerBean(EgressCidrs.class, () -> new EgressCidrs(settings.egressCidrs()));
    context.registerBean(
        TemplatesLocation.class, () -> new TemplatesLocation(settings.templatesUrl()));
    context.registerBean(Acme.class, settings::acme);
    context.registerBean(ControlPlaneSettings.Work.class, settings::work);
    if (wiring.clock() instanceof VirtualClock clock) {
      context.registerBean(
          VirtualTime.class,
          () ->
              new VirtualTime(
                  context.getBean(DataSource.class), context.getBean(DurableQueue.class), clock));
    }
    wiring.forEach((type, part) -> context.registerBean(type, () -> part));
  }

  private static Map<String, Object> properties(Database database) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("spring.datasource.url", database.url());
    database.user().ifPresent(user -> properties.put("spring.datasource.username", user));
    database
        .password()
        .ifPresent(password -> properties.put("spring.datasource.password", password));
    return properties;
  }

  private static String joined(List<Cidr> ranges) {
    return ranges.stream().map(Cidr::toString).collect(Collectors.joining(","));
  }

  private static Map<String, Object> properties(ControlPlaneSettings settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    // Only our own file counts: one in the working directory belongs to somebody else.
    properties.put(
        "spring.config.location", "classpath:/io/freehold/controlplane/control-plane.properties");
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    // Otherwise Spring Boot trusts every private address where it finds itself in Kubernetes.
    properties.put("server.forward-headers-strategy", "none");
    if (!settings.trustedProxies().isEmpty()) {
      properties.put("server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For");
      properties.put("server.tomcat.remoteip.protocol-header", "X-Forwarded-Proto");
      properties.put("server.tomcat.remoteip.internal-proxies", joined(settings.trustedProxies()));
    }
    settings
        .logFile()
        .ifPresent(file -> {
          properties.put("logging.file.name", file.toAbsolutePath().toString());
          properties.put("logging.threshold.console", "off");
        });
    return properties;
  }
}
