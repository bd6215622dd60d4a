package io.freehold.kubernetes.rendered;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is put into a cluster, as people would write it: in {@code src/test/resources/golden}.
 * Written anew with {@code -Dfreehold.write=true}; what changes there changes customers' clusters.
 */
class GoldenManifestsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private record Golden(String file, java.util.function.Supplier<List<Rendered>> render) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Golden> goldens() {
    return Stream.of(
        new Golden("platform.yaml", Rendered::platform),
        new Golden("service-small.yaml", () -> Rendered.service(Rendered.SMALL)),
        new Golden("service-large.yaml", () -> Rendered.service(Rendered.LARGE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void is_what_the_golden_file_says(Golden golden) throws IOException {
    String rendered = ObjectText.yaml(golden.render().get());
    Path file = FOLDER.resolve(golden.file());
    if (Boolean.getBoolean("freehold.write")) {
      Files.writeString(file, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void two_renders_are_the_same_to_the_digest(Golden golden) {
    List<Rendered> first = golden.render().get();
    List<Rendered> second = golden.render().get();
    assertThat(first).isEqualTo(second);
    assertThat(first)
        .extracting(one -> one.manifest().digest())
        .isEqualTo(second.stream().map(one -> one.manifest().digest()).toList());
  }
}
