package io.freehold.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the architecture hold, and each of them is broken by what was written to break it.
 */
class ArchitectureTest {
  private static final String CYCLES = "no cycles between packages";
  private static final String WRONG = "io.freehold.app.architecture.wrong";

  /**
   * What each rule must find in the classes that are wrong on purpose; one that is missing here has
   * not been shown to bite.
   */
  private static final Map<String, List<String>> CAUGHT =
      Map.ofEntries(
          Map.entry(
              "the kernel sees the JDK only", List.of("KernelSeesJackson", "KernelSeesModel")),
          Map.entry("the model sees the JDK only", List.of("ModelSeesKernel")),
          Map.entry("the protocol sees no other module", List.of("ProtocolSeesModel")),
          Map.entry(
              "the command line client sees the protocol only",
              List.of("ClientSeesModel", "ClientSeesAws")),
          Map.entry("agents see the protocol only", List.of("AgentSeesModel")),
          Map.entry("aws sees kernel and model only", List.of("AwsSeesSimulator")),
          Map.entry("kubernetes sees kernel and model only", List.of("KubernetesSeesAws")),
          Map.entry("the simulator sees kernel and model only", List.of("SimulatorSeesAws")),
          Map.entry("nothing but the app sees the simulator", List.of("AwsSeesSimulator")),
          Map.entry("nothing sees the app", List.of("SimulatorSeesApp")),
          Map.entry("Spring only in the control plane", List.of("AwsSeesSpring")),
          Map.entry("AWS SDK only in aws, simulator and agents", List.of("ClientSeesAws")),
          Map.entry("fabric8 only in kubernetes and simulator", List.of("AwsSeesFabric8")),
          Map.entry("SQL only in stores", List.of("RunsStatements", "AsksAClient")),
          Map.entry(CYCLES, List.of("wrong.round.one", "wrong.round.two")),
          Map.entry(
              "no empty words in names",
              List.of("ThingHelper", "BaseThing", "controlplane.util.Thing")),
          Map.entry(
              "no clock but a given one",
              List.of("Sleeps", "AsksTheWallClock", "MakesAClock", "AsksForToday")),
          Map.entry("no waiters of the AWS SDK", List.of("Waits")),
          Map.entry("every package is null-marked", List.of("UnmarkedPackage")));

  /** What looks alike and is allowed. */
  private static final List<String> INNOCENT =
      List.of(
          "ThingStore", "HandsAClientOn", "Baseline", "TakesAClock", "AppSeesEverything", "Main");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Another module's tests, whose emulator ours use, come as a jar.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.freehold");

  @TestFactory
  Stream<DynamicTest> the_program_keeps() {
    return new Rules("io.freehold")
        .all().entrySet().stream()
            .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(OURS)));
  }

  @TestFactory
  Stream<DynamicTest> is_broken_by_what_is_wrong() {
    JavaClasses wrong = new ClassFileImporter().importPackages(WRONG);
    return new Rules(WRONG)
        .all().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(), () -> bites(rule.getKey(), rule.getValue(), wrong)));
  }

  private static void bites(String name, ArchRule rule, JavaClasses wrong) {
    EvaluationResult result = rule.evaluate(wrong);
    String found = String.join("\n", result.getFailureReport().getDetails());
    assertThat(CAUGHT).as("a rule without anything that breaks it").containsKey(name);
    for (String culprit : CAUGHT.getOrDefault(name, List.of())) {
      assertThat(found).contains(culprit);
    }
    if (name.equals(CYCLES)) {
      return; // Part of a circle is also what is innocent by itself.
    }
    for (String innocent : INNOCENT) {
      assertThat(found).doesNotContain("." + innocent + ".").doesNotContain("<" + innocent + ">");
    }
  }

  @Test
  void every_module_was_looked_at() {
    for (String module :
        List.of(
            "kernel",
            "model",
            "aws",
            "kubernetes",
            "protocol",
            "controlplane",
            "cli",
            "app",
            "simulator")) {
      assertThat(
              OURS.stream()
                  .filter(type -> type.getPackageName().startsWith("io.freehold." + module)))
          .as(module)
          .isNotEmpty();
    }
  }
}
