package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddOnTest {
  private static final AddOn.Observed THERE =
      new AddOn.Observed("c", "coredns", "v1.11.4-eksbuild.2", "", false, Optional.empty());

  @Test
  void anyVersionWillDoUnlessOneIsAskedFor() {
    assertThat(AddOn.TYPE.diff(new AddOn("c", "coredns"), THERE).isEmpty()).isTrue();
    Diff diff =
        AddOn.TYPE.diff(new AddOn("c", "coredns", Optional.of("v1.12.0-eksbuild.1"), ""), THERE);
    assertThat(diff.touches("version")).isTrue();
    assertThat(diff.impact()).isEqualTo(Impact.ROLLING);
  }

  @Test
  void anotherConfigurationRollsItsPods() {
    Diff diff =
        AddOn.TYPE.diff(new AddOn("c", "coredns", Optional.empty(), "{\"replicaCount\":3}"), THERE);
    assertThat(diff.touches("configuration")).isTrue();
    assertThat(diff.impact()).isEqualTo(Impact.ROLLING);
  }
}
