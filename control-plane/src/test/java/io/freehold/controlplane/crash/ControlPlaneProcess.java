package io.freehold.controlplane.crash;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.RealAwsClients;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestCharts;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.kernel.time.ScaledClock;
import io.freehold.model.network.Cidr;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A control plane in a process of its own, on a database that others use too. */
final class ControlPlaneProcess {
  private final Process process;
  private final TestClient operator;

  /**
   * What all of them share.
   *
   * @param aws an emulator on the wire
   * @param epoch since when the clock runs faster than the machine's
   * @param speed how many of its seconds pass in one of the machine's
   */
  record World(URI aws, String database, Instant epoch, double speed) {
    Clock clock() {
      return new ScaledClock(Clock.systemUTC(), epoch, speed);
    }
  }

  private ControlPlaneProcess(Process process, TestClient operator) {
    this.process = process;
    this.operator = operator;
  }

  static ControlPlaneProcess start(World world) throws IOException {
    ProcessBuilder start =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ControlPlaneProcess.class.getName(),
            world.aws().toString(),
            world.database(),
            world.epoch().toString(),
            Double.toString(world.speed()));
    start.environment().put("AWS_ACCESS_KEY_ID", "AKIAFREEHOLDTEST0001");
    start.environment().put("AWS_SECRET_ACCESS_KEY", "x");
    start.redirectError(Path.of("target", "control-plane-process.log").toFile());
    Process process = start.start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null) {
      throw new IOException("it did not start: see target/control-plane-process.log");
    }
    String[] told = line.split(" ");
    return new ControlPlaneProcess(
        process, new TestClient(URI.create(told[0]), told[1], told[2], "/v1/operator"));
  }

  /** A client with a new key of the vendor's. */
  TestClient operator() {
    return operator;
  }

  /** SIGKILL: nothing is flushed, told or given back. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The process: says where it answers and a key, and ends with whoever started it. */
  public static void main(String[] arguments) throws Exception {
    World world =
        new World(
            URI.create(arguments[0]),
            arguments[1],
            Instant.parse(arguments[2]),
            Double.parseDouble(arguments[3]));
    RealAwsClients clients = new RealAwsClients(Optional.of(world.aws()));
    ControlPlane running =
        ControlPlane.start(
            ControlPlaneSettings.local(
                    0,
                    new DatabaseSettings.Server(
                        world.database(), Optional.of("postgres"), Optional.empty()))
                .withLogFile(Path.of("target", "process-" + ProcessHandle.current().pid() + ".log"))
                .withRateLimit(new RateLimit(1_000_000, Duration.ofSeconds(1)))
                .withEgressCidrs(List.of(Cidr.parse("198.51.100.0/24")))
                .withWork(new ControlPlaneSettings.Work(world.speed(), Duration.ofMillis(50), 4)),
            Wiring.of(world.clock(), Clock.systemUTC())
                .with(RoleSessions.class, clients.sessions(Clock.systemUTC()))
                .with(
                    Vendor.class,
                    new Vendor(() -> VendorRoles.in("999988887777"), TestCharts.STAND_INS)));
    KeyPair key = running.issueOperatorKey("process " + ProcessHandle.current().pid());
    System.out.println(running.url() + " " + key.keyId() + " " + key.keySecret());
    System.in.readAllBytes();
    Runtime.getRuntime().halt(0);
  }
}
