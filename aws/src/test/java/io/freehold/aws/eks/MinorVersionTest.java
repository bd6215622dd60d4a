package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.resource.Impact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinorVersionTest {
  @Test
  void comparesByNumberAndNotByLetter() {
    assertThat(MinorVersion.of("1.9")).isLessThan(MinorVersion.of("1.10"));
  }

  @Test
  void goesForwardsOneMinorVersionAtATime() {
    assertThat(MinorVersion.step("1.33", "1.30")).isEqualTo("1.31");
    assertThat(MinorVersion.step("1.33", "1.32")).isEqualTo("1.33");
  }

  @Test
  void staysWhereItIs() {
    assertThat(MinorVersion.step("1.33", "1.33")).isEqualTo("1.33");
  }

  @Test
  void canNeverGoBack() {
    assertThat(MinorVersion.impact("1.32", "1.33")).isEqualTo(Impact.REPLACE);
    assertThat(MinorVersion.impact("1.34", "1.33")).isEqualTo(Impact.DISRUPTIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", "1.33.2", "v1.33", "latest"})
  void refusesAnythingButTwoNumbers(String text) {
    assertThatThrownBy(() -> MinorVersion.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '" + text + "'");
  }
}
