package io.freehold.app;

import io.freehold.app.demo.DemoReport;
import io.freehold.app.demo.DemoStage;
import io.freehold.app.demo.Fault;
import io.freehold.app.demo.FaultShow;
import io.freehold.app.demo.LiveDemo;
import io.freehold.app.demo.VirtualDemo;
import io.freehold.app.process.CredentialsFile;
import io.freehold.app.process.PrivateFile;
import io.freehold.app.process.ScratchFolder;
import io.freehold.app.process.UntilInterrupted;
import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.profile.Connection;
import io.freehold.cli.profile.NoConnection;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import io.freehold.controlplane.ControlPlaneSettings.Work;
import io.freehold.kernel.time.ScaledClock;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job before one's eyes, on embedded parts. */
@Command(
    name = "demo",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Watch an empty AWS account become a ClickHouse service.",
      "AWS is simulated; the control plane, its database and its API are real. Stays up until"
          + " Ctrl-C."
    })
final class DemoCommand implements Callable<Integer> {
  /** A quarter of an hour in half a minute. */
  private static final double USUAL_SPEED = 30;

  private final Surroundings around;
  private final Instant begun;

  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--once",
      description = "In virtual time, for programs: ends when all is up. 0 means it is.")
  private boolean once;

  @Option(names = "--teardown", description = "Then delete everything again, and end.")
  private boolean teardown;

  @Option(names = "--report", paramLabel = "FILE", description = "Write what was measured as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many seconds of AWS pass in one of ours. Default: 30.")
  private @Nullable Double speed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Let everything take a time drawn from this seed, instead of what it usually takes.")
  private @Nullable Long seed;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port on the loopback address. Default: any free one.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where PostgreSQL keeps its data. Default: a folder that is deleted again.")
  private @Nullable Path data;

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "Write {url, organizationId, keyId, keySecret, consoleLink} here once it answers.")
  private @Nullable Path credentials;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Save the key as this profile, for client verbs in another terminal.")
  private @Nullable String profile;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "Write here what kubectl needs to look into the cluster, once it is ready. Good for as"
              + " long as the demo stays up.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      converter = Fault.Converter.class,
      description = {
        "Let these be wrong with the account, and see how a preflight tells of it: address-quota,"
            + " organization-policy, mistagged-subnet.",
        "Nothing is made then; with --once the demo goes on and fails."
      })
  private List<Fault> faults = List.of();

  DemoCommand(Surroundings around) {
    this.around = around;
    this.begun = around.clock().instant();
  }

  @Override
  public Integer call() {
    if (once && speed != null) {
      return fail(
          ExitCode.USAGE, "--speed: found with --once, where time is virtual; leave one out");
    }
    if (!once && !faults.isEmpty() && (report != null || kubeconfig != null)) {
      return fail(
          ExitCode.USAGE,
          (report == null ? "--kubeconfig" : "--report")
              + ": found with --faults, where nothing is made; leave one out, or say --once");
    }
    if (once && kubeconfig != null) {
      return fail(
          ExitCode.USAGE, "--kubeconfig: found with --once, which does not stay up; leave one out");
    }
    if (speed != null && !(speed >= 1 && speed <= 1000)) {
      return fail(ExitCode.USAGE, "--speed: found " + speed + ", needed 1 to 1000");
    }
    try (UntilInterrupted end = new UntilInterrupted(Thread.currentThread());
        ScratchFolder scratch = ScratchFolder.of(data)) {
      if (profile != null) {
        var _ = around.profiles().find(profile); // which refuses what cannot be the name of one
      }
      return once ? virtual(scratch.path()) : live(scratch.path(), end);
    } catch (ApiRefusal | IOException broken) {
      return failed(DemoReport.Failure.of(broken));
    } catch (NoConnection unusable) {
      return fail(ExitCode.USAGE, String.valueOf(unusable.getMessage()));
    } catch (InterruptedException interrupted) {
      return ExitCode.FAILED;
    }
  }

  private int virtual(Path folder)
      throws IOException, InterruptedException, ApiRefusal, NoConnection {
    VirtualClock clock = new VirtualClock(begun.truncatedTo(ChronoUnit.SECONDS));
    Work work = new Work(1, Duration.ofMillis(5), 4);
    try (DemoStage stage = DemoStage.set(settings(clock, folder, work, clock::advance))) {
      answering(stage.connection());
      return finish(new VirtualDemo(stage, clock, this::say).run(teardown, seed, this::elapsed));
    }
  }

  private int live(Path folder, UntilInterrupted end)
      throws IOException, InterruptedException, ApiRefusal, NoConnection {
    double factor = speed == null ? USUAL_SPEED : speed;
    Clock clock = new ScaledClock(Clock.systemUTC(), factor);
    Work work = new Work(factor, Duration.ofMillis(50), 4);
    try (DemoStage stage =
        DemoStage.set(settings(clock, folder, work, time -> waitFor(time, factor)))) {
      answering(stage.connection());
      int code = faults.isEmpty() ? play(stage, clock, end) : show(stage);
      if (end.isAsked()) {
        return ExitCode.DONE;
      }
      if (code == ExitCode.DONE && (!teardown || !faults.isEmpty())) {
        say("Freehold stays at " + stage.connection().url() + "/console (Ctrl-C ends it).");
        end.await();
      }
      return code;
    }
  }

  private int show(DemoStage stage) {
    return new FaultShow(stage, faults, this::say).run(verbs(stage), profile);
  }

  private int play(DemoStage stage, Clock clock, UntilInterrupted end)
      throws IOException, InterruptedException {
    DemoReport result =
        new LiveDemo(stage, clock, verbs(stage), ready -> handOut(stage, ready))
            .run(teardown, seed, this::elapsed);
    return end.isAsked() ? ExitCode.DONE : finish(result);
  }

  private void handOut(DemoStage stage, Infrastructure ready) throws IOException {
    if (kubeconfig != null) {
      PrivateFile.write("--kubeconfig", kubeconfig, stage.kubeconfig(ready.name()));
      say("Look into the cluster: kubectl --kubeconfig " + kubeconfig + " get pods -A");
    }
  }

  private DemoStage.Settings settings(
      Clock clock, Path folder, Work work, Consumer<Duration> pass) {
    return new DemoStage.Settings(
        clock,
        around.clock(),
        port,
        folder,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        work,
        pass,
        Set.copyOf(faults));
  }

  /** So much time of a clock that is so many times as fast as the machine's. */
  private static void waitFor(Duration time, double speed) {
    LockSupport.parkNanos((long) (time.toNanos() / speed));
  }

  private void answering(Connection connection) throws IOException, NoConnection {
    say(
        "Freehold answers at %s after %.1f s; its AWS is simulated."
            .formatted(connection.url(), elapsed().toMillis() / 1000.0));
    if (credentials != null) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("url", connection.url().toString());
      fields.put("organizationId", connection.organizationId());
      fields.put("keyId", connection.keyId());
      fields.put("keySecret", connection.keySecret());
      fields.put("consoleLink", connection.url() + "/console");
      CredentialsFile.write(credentials, fields);
    }
    if (profile != null) {
      around.profiles().save(profile, connection);
    }
  }

  /** Client verbs, as somebody of the demo's own organization types them. */
  private ToIntFunction<String[]> verbs(DemoStage stage) {
    Connection connection = stage.connection();
    Map<String, String> environment = new LinkedHashMap<>(around.environment());
    environment.put("FREEHOLD_URL", connection.url().toString());
    environment.put("FREEHOLD_ORGANIZATION", connection.organizationId());
    environment.put("FREEHOLD_KEY_ID", connection.keyId());
    environment.put("FREEHOLD_KEY_SECRET", connection.keySecret());
    Surroundings client = around.withEnvironment(environment);
    return line -> FreeholdCommand.commandLine(client).execute(line);
  }

  /** Writes the report and says what is in it; answers with what the program ends. */
  private int finish(DemoReport result) throws IOException {
    if (report != null) {
      Files.writeString(
          report, Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }
    say("");
    result.lines().forEach(this::say);
    DemoReport.Failure failure = result.failure();
    return failure == null ? result.exitCode() : fail(failure.exitCode(), failure.reason());
  }

  /** The same where there was nothing to measure. */
  private int failed(DemoReport.Failure failure) {
    try {
      return finish(DemoReport.failed(failure, seed, elapsed()));
    } catch (IOException unwritable) {
      return fail(failure.exitCode(), failure.reason() + "; and --report: " + unwritable);
    }
  }

  private Duration elapsed() {
    return Duration.between(begun, around.clock().instant());
  }

  private void say(String line) {
    PrintWriter out = around.out();
    out.println(line);
    out.flush();
  }

  private int fail(int code, String message) {
    around.err().println("freehold: " + message);
    around.err().flush();
    return code;
  }
}
