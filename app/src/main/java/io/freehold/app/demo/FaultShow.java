package io.freehold.app.demo;

import io.freehold.cli.output.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** An account that is not fit for an infrastructure, and how a preflight tells of it. */
public final class FaultShow {
  private final DemoStage stage;
  private final List<Fault> faults;
  private final Consumer<String> say;

  /**
   * @param stage set up with {@code faults}
   * @param say told what there is to see, a line each
   */
  public FaultShow(DemoStage stage, List<Fault> faults, Consumer<String> say) {
    this.stage = stage;
    this.faults = List.copyOf(faults);
    this.say = say;
  }

  /**
   * Runs the preflight once, and says how it is run again.
   *
   * @param verbs runs a client verb, and answers with its exit code
   * @param profile that was saved for the demo, if one was
   * @return 0 if the preflight told of something that fails, for which it was set up
   */
  public int run(ToIntFunction<String[]> verbs, @Nullable String profile) {
    say.accept("The account " + DemoStage.ACCOUNT + " is not fit, and nothing is made in it:");
    faults.forEach(fault -> say.accept("  %-20s %s".formatted(fault.word(), fault.meaning())));
    say.accept("");
    List<String> line = preflight();
    say.accept("$ ./freehold " + String.join(" ", line));
    int code = verbs.applyAsInt(line.toArray(String[]::new));
    say.accept("");
    if (profile != null) {
      line.addAll(1, List.of("--profile", profile));
      say.accept("The same from another terminal:");
      say.accept("  ./freehold " + String.join(" ", line));
    } else {
      say.accept("With --profile NAME you can run it from another terminal, too.");
    }
    return code == ExitCode.BLOCKED ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<String> preflight() {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("preflight", "--account", DemoStage.ACCOUNT, "--region", DemoStage.REGION));
    stage
        .customersVpc()
        .ifPresent(vpc ->
            line.addAll(
                List.of(
                    "--vpc",
                    vpc.vpcId(),
                    "--private-subnets",
                    String.join(",", vpc.privateSubnetIds()))));
    return line;
  }
}
