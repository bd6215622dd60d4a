package io.freehold.app.bench;

import io.freehold.app.demo.DemoStage;
import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.work.VirtualTime;
import io.freehold.kernel.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * A control plane with many running services: REST by real HTTP, PostgreSQL, the queue with its
 * real settings, and simulated clouds. They are brought up in virtual time; afterwards time passes
 * as on the wall, while somebody measures.
 */
final class ServicesPlane implements AutoCloseable {
  /**
   * In one cluster; for more of them there are more accounts, each with one infrastructure. What a
   * change costs in the simulated cluster grows with all that is in it.
   */
  static final int IN_ONE_CLUSTER = 20;

  static final int HTTPS = 8443;

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final Duration LIMIT = Duration.ofHours(12);

  private final VirtualClock clock;
  private final DemoStage stage;
  private final Api api;
  private final List<Running> services = new ArrayList<>();

  /**
   * A service that runs.
   *
   * @param accountId in which its infrastructure is
   * @param infrastructure its short name
   */
  record Running(String id, String accountId, String infrastructure, String host) {
    String path() {
      return "/services/" + id;
    }

    /** The name of its namespace. */
    String name() {
      return host.substring(0, host.indexOf('.'));
    }
  }

  private ServicesPlane(VirtualClock clock, DemoStage stage) {
    this.clock = clock;
    this.stage = stage;
    this.api = new Api(stage.connection());
  }

  /**
   * @param wall the machine's clock
   * @param folder for the database
   * @return once all services run
   */
  static ServicesPlane start(int services, InstantSource wall, Path folder)
      throws IOException, InterruptedException, ApiRefusal {
    VirtualClock clock = new VirtualClock(START);
    DemoStage stage =
        DemoStage.set(
            new DemoStage.Settings(
                clock,
                wall,
                0,
                folder,
                OptionalLong.empty(),
                ControlPlaneSettings.Work.STANDARD,
                clock::advance,
                Set.of()));
    ServicesPlane plane = new ServicesPlane(clock, stage);
    try {
      plane.fill(services);
      return plane;
    } catch (IOException | InterruptedException | ApiRefusal | RuntimeException broken) {
      plane.close();
      throw broken;
    }
  }

  /** All clusters at once, then all services: what waits for the same time, waits once. */
  private void fill(int services) throws IOException, InterruptedException, ApiRefusal {
    List<String> accounts = new ArrayList<>(List.of(DemoStage.ACCOUNT));
    for (int first = IN_ONE_CLUSTER; first < services; first += IN_ONE_CLUSTER) {
      String account = String.valueOf(200_000_000_000L + first);
      stage.onboard(account, clock::advance);
      accounts.add(account);
    }
    List<Home> homes = new ArrayList<>();
    for (String account : accounts) {
      JsonNode place = infrastructure(account);
      homes.add(new Home(place.get("id").asString(), account, place.get("name").asString()));
    }
    untilEach(homes.stream().map(Home::path).toList(), "phase", "ready");
    Map<String, Home> made = new LinkedHashMap<>();
    for (int i = 0; i < services; i++) {
      Home home = homes.get(i / IN_ONE_CLUSTER);
      made.put(create(home.id(), "service " + i), home);
    }
    untilEach(made.keySet().stream().map(id -> "/services/" + id).toList(), "state", "running");
    for (Map.Entry<String, Home> one : made.entrySet()) {
      String host = api.get("/services/" + one.getKey()).at("/endpoints/0/host").asString();
      Home home = one.getValue();
      this.services.add(new Running(one.getKey(), home.accountId(), home.name(), host));
    }
  }

  private record Home(String id, String accountId, String name) {
    String path() {
      return "/byocInfrastructure/" + id;
    }
  }

  /** Asks for one after another, and for none again that was there once. */
  private void untilEach(List<String> paths, String field, String value) {
    Deque<String> waiting = new ArrayDeque<>(paths);
    boolean reached =
        isReached(() -> {
          while (!waiting.isEmpty() && is(waiting.peek(), field, value)) {
            waiting.remove();
          }
          return waiting.isEmpty();
        });
    if (!reached) {
      throw new IllegalStateException(
          "%s: %s not %s within %s".formatted(waiting.peek(), field, value, LIMIT));
    }
  }

  private JsonNode infrastructure(String account)
      throws IOException, InterruptedException, ApiRefusal {
    return api.post(
        "/byocInfrastructure",
        Api.JSON.createObjectNode().put("accountId", account).put("regionId", DemoStage.REGION));
  }

  private String create(String place, String name)
      throws IOException, InterruptedException, ApiRefusal {
    return api.post(
            "/services",
            Api.JSON
                .createObjectNode()
                .put("name", name)
                .put("provider", "aws")
                .put("region", DemoStage.REGION)
                .put("byocId", place)
                .put("minReplicaMemoryGb", 48)
                .put("maxReplicaMemoryGb", 48)
                .put("numReplicas", 1))
        .at("/service/id")
        .asString();
  }

  List<Running> services() {
    return List.copyOf(services);
  }

  Api api() {
    return api;
  }

  VirtualClock clock() {
    return clock;
  }

  DemoStage stage() {
    return stage;
  }

  /**
   * Lets virtual time jump until it is so.
   *
   * @throws IllegalStateException where it never gets so
   */
  void until(BooleanSupplier reached) {
    if (!isReached(reached)) {
      throw new IllegalStateException("not reached within " + LIMIT);
    }
  }

  private boolean isReached(BooleanSupplier reached) {
    return stage.controlPlane().part(VirtualTime.class).runUntil(reached, LIMIT);
  }

  /** Whether a field of what is at that path has that value just now. */
  boolean is(String path, String field, String value) {
    try {
      JsonNode found = api.get(path).get(field);
      return found.asString().equals(value);
    } catch (IOException | ApiRefusal broken) {
      throw new IllegalStateException(path, broken);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ending);
    }
  }

  @Override
  public void close() throws IOException {
    api.close();
    stage.close();
  }
}
