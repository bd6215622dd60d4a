package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
  /** A rehearsal in which a verb fails would make a cache of half the program. */
  @Test
  void every_verb_of_it_succeeds() throws Exception {
    assertThat(new Rehearsal().call()).isZero();
  }
}
