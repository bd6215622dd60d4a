package io.freehold.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*              | anything       | true",
        "*              | *              | true",
        "a*             | ab*            | true",
        "ab*            | a*             | false",
        "a?c            | abc            | true",
        "a?c            | a*c            | false",
        "a*c            | a?c            | true",
        "*b*            | abc            | true",
        "a*b*c          | a*x*b*c        | true",
        "a*b            | a*c            | false",
        "x-${aws:A}-*   | x-${aws:A}-y   | true",
        "x-${aws:A}-*   | x-${ aws:a }-y | true",
        "x-${aws:A}-*   | x-${aws:B}-y   | false",
        "x-${aws:A}-*   | x-one-y        | false",
        "x-*            | x-${aws:A}     | true",
        "x-?            | x-${aws:A}     | false",
        "${*}           | ${*}           | true",
        "${*}           | a              | false",
        "?              | ${*}           | true"
      })
  void a_pattern_covers_another_if_it_stands_for_all_that_the_other_stands_for(
      String pattern, String other, boolean covers) {
    assertThat(PolicyPattern.of(pattern).covers(PolicyPattern.of(other))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a*     | *b         | true",
        "a*     | b*         | false",
        "a?     | a          | false",
        "a?c    | ab*        | true",
        "*x*    | *y*        | true",
        "a${v}  | ab         | true",
        "a${v}  | b          | false",
        "abc    | abc        | true",
        "abc    | abd        | false"
      })
  void two_patterns_meet_if_some_text_fits_both(String one, String other, boolean meet) {
    assertThat(PolicyPattern.of(one).meets(PolicyPattern.of(other))).isEqualTo(meet);
    assertThat(PolicyPattern.of(other).meets(PolicyPattern.of(one))).isEqualTo(meet);
  }
}
