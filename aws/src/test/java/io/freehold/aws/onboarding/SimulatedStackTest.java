package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.StackDeployment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The simulated AWS, on which everything else is tried, makes of the template what it says. */
class SimulatedStackTest {
  private static final String ACCOUNT = "111122223333";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);

  static Stream<Map<Parameter, String>> choices() {
    List<Map<Parameter, String>> all = Choices.all().toList();
    return Stream.of(all.getFirst(), all.get(2), all.get(3));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void the_template_makes_what_it_says(Map<Parameter, String> choice) {
    String template = new CloudFormationTemplate(Map.of()).text();
    Map<String, String> parameters = new LinkedHashMap<>();
    choice.forEach((parameter, value) -> parameters.put(parameter.pascal(), value));
    Map<String, String> outputs =
        new StackDeployment(aws, ACCOUNT, "eu-central-1", clock::advance)
            .create("freehold", template, parameters);

    IamClient iam = aws.client(IamClient.class, aws.rootOf(ACCOUNT), Region.EU_CENTRAL_1);
    assertThat(IamReader.read(iam, choice, outputs.get(CloudFormationTemplate.OUTPUT)))
        .isEqualTo(TemplateReader.deployed(template, parameters, ACCOUNT));
  }
}
