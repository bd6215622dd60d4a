package io.freehold.simulator.iam.policy;

import static io.freehold.simulator.iam.policy.Trial.when;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition operators, by AWS's page on them. */
class ConditionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StringEquals | blue | blue | true",
        "StringEquals | blue | Blue | false",
        "StringEquals | b* | blue | false",
        "StringNotEquals | blue | blue | false",
        "StringNotEquals | blue | red | true",
        "StringEqualsIgnoreCase | BLUE | blue | true",
        "StringNotEqualsIgnoreCase | BLUE | blue | false",
        "StringLike | b*e | blue | true",
        "StringLike | b?ue | blue | true",
        "StringLike | b?e | blue | false",
        "StringLike | *l* | blue | true",
        "StringLike | B* | blue | false",
        "StringNotLike | b* | blue | false",
        "StringNotLike | r* | blue | true",
        "ArnLike | arn:aws:eks:*:1:cluster/* | arn:aws:eks:us-east-1:1:cluster/a | true",
        "ArnEquals | arn:aws:eks:*:1:cluster/* | arn:aws:eks:us-east-1:1:cluster/a | true",
        "ArnLike | arn:aws:*:1:cluster/a:x | arn:aws:eks:us-east-1:1:cluster/a | false",
        "ArnLike | arn:aws:eks:us-east-1:1:*  | arn:aws:eks:us-east-1:1:a:b:c | true",
        "ArnNotLike | arn:aws:eks:*:1:* | arn:aws:eks:us-east-1:2:cluster/a | true",
        "ArnNotEquals | arn:aws:eks:*:1:* | arn:aws:eks:us-east-1:1:cluster/a | false",
        "NumericEquals | 12 | 12.0 | true",
        "NumericNotEquals | 12 | 12.0 | false",
        "NumericLessThan | 12 | 11 | true",
        "NumericLessThan | 12 | 12 | false",
        "NumericLessThanEquals | 12 | 12 | true",
        "NumericGreaterThan | 9 | 10 | true",
        "NumericGreaterThanEquals | 10 | 10 | true",
        "DateEquals | 2026-11-01 | 2026-11-01T00:00:00Z | true",
        "DateNotEquals | 2026-11-01 | 2026-11-01T00:00:01Z | true",
        "DateLessThan | 2026-11-02T00:00:00Z | 2026-11-01T00:00:00Z | true",
        "DateLessThanEquals | 1793491200 | 2026-11-01T00:00:00Z | true",
        "DateGreaterThan | 2026-11-01T01:00:00+02:00 | 2026-11-01T00:00:00Z | true",
        "DateGreaterThanEquals | 2026-11-01T00:00:01Z | 2026-11-01T00:00:00Z | false",
        "Bool | true | TRUE | true",
        "Bool | false | true | false",
        "IpAddress | 203.0.113.0/24 | 203.0.113.200 | true",
        "IpAddress | 203.0.113.0/24 | 203.0.114.1 | false",
        "IpAddress | 203.0.113.7 | 203.0.113.7 | true",
        "IpAddress | 2001:db8::/32 | 2001:db8:1::1 | true",
        "IpAddress | 0.0.0.0/0 | 2001:db8:1::1 | false",
        "NotIpAddress | 203.0.113.0/24 | 203.0.113.200 | false",
        "Null | false | anything | true",
        "Null | true | anything | false",
      })
  void comparesAsDocumented(String operator, String wanted, String value, boolean passes) {
    String condition = "{\"%s\":{\"aws:PrincipalTag/x\":\"%s\"}}".formatted(operator, wanted);
    Trial trial = new Trial().identity(when(condition)).given("aws:PrincipalTag/x", value);
    assertThat(trial.allowed()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, x, false",
    "StringLike, *, false",
    "StringNotEquals, x, true",
    "StringNotLike, *, true",
    "StringNotEqualsIgnoreCase, x, true",
    "ArnLike, arn:aws:s3:::*, false",
    "ArnNotLike, arn:aws:s3:::*, true",
    "NumericLessThan, 1, false",
    "NumericNotEquals, 1, true",
    "DateNotEquals, 2026-11-01, true",
    "DateLessThan, 2026-11-01, false",
    "Bool, false, false",
    "NotIpAddress, 10.0.0.0/8, true",
    "IpAddress, 10.0.0.0/8, false",
    "StringEqualsIfExists, x, true",
    "StringNotEqualsIfExists, x, true",
    "BoolIfExists, true, true",
    "ArnLikeIfExists, arn:aws:s3:::*, true",
    "Null, true, true",
    "Null, false, false",
  })
  void anAbsentKeyFailsUnlessTheOperatorIsNegatedOrSaysIfExists(
      String operator, String wanted, boolean passes) {
    String condition = "{\"%s\":{\"aws:PrincipalTag/x\":\"%s\"}}".formatted(operator, wanted);
    assertThat(new Trial().identity(when(condition)).allowed()).isEqualTo(passes);
  }

  @Test
  void ifExistsStillComparesWhatExists() {
    String condition = "{\"StringEqualsIfExists\":{\"aws:PrincipalTag/x\":\"a\"}}";
    assertThat(new Trial().identity(when(condition)).given("aws:PrincipalTag/x", "b").allowed())
        .isFalse();
  }

  @Test
  void severalValuesAreAlternativesAndOfANegatedOperatorNoneMayFit() {
    String any = "{\"StringEquals\":{\"aws:PrincipalTag/x\":[\"a\",\"b\"]}}";
    String none = "{\"StringNotEquals\":{\"aws:PrincipalTag/x\":[\"a\",\"b\"]}}";
    assertThat(new Trial().identity(when(any)).given("aws:PrincipalTag/x", "b").allowed()).isTrue();
    assertThat(new Trial().identity(when(none)).given("aws:PrincipalTag/x", "b").allowed())
        .isFalse();
    assertThat(new Trial().identity(when(none)).given("aws:PrincipalTag/x", "c").allowed())
        .isTrue();
  }

  @Test
  void allKeysAndAllOperatorsMustHold() {
    String condition =
        "{\"StringEquals\":{\"aws:PrincipalTag/x\":\"a\",\"aws:PrincipalTag/y\":\"b\"},"
            + "\"Bool\":{\"aws:SecureTransport\":\"true\"}}";
    assertThat(trial(condition, "a", "b", "true").allowed()).isTrue();
    assertThat(trial(condition, "a", "c", "true").allowed()).isFalse();
    assertThat(trial(condition, "a", "b", "false").allowed()).isFalse();
  }

  private static Trial trial(String condition, String x, String y, String secure) {
    return new Trial()
        .identity(when(condition))
        .given("aws:PrincipalTag/x", x)
        .given("aws:PrincipalTag/y", y)
        .given("aws:SecureTransport", secure);
  }

  @Test
  void keysCompareWithoutCase() {
    String condition = "{\"StringEquals\":{\"AWS:principaltag/TEAM\":\"a\"}}";
    assertThat(new Trial().identity(when(condition)).given("aws:PrincipalTag/team", "a").allowed())
        .isTrue();
  }

  /** The table of AWS's page on multivalued keys: request value by request value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ForAllValues:StringEquals | Owner | true",
        "ForAllValues:StringEquals | Owner Stage | true",
        "ForAllValues:StringEquals | Owner Secret | false",
        "ForAllValues:StringEquals | '' | true",
        "ForAnyValue:StringEquals | Owner Secret | true",
        "ForAnyValue:StringEquals | Secret | false",
        "ForAnyValue:StringEquals | '' | false",
        "ForAllValues:StringNotEquals | Secret | true",
        "ForAllValues:StringNotEquals | Secret Owner | false",
        "ForAllValues:StringNotEquals | '' | true",
        "ForAnyValue:StringNotEquals | Secret Owner | true",
        "ForAnyValue:StringNotEquals | Owner Stage | false",
        "ForAnyValue:StringNotEquals | '' | false",
        "ForAllValues:StringEqualsIfExists | Owner Secret | false",
        "ForAllValues:StringEqualsIfExists | '' | true",
        "ForAnyValue:StringLike | Sta Owner | true",
      })
  void severalValuesOfARequestNeedAQuantity(String operator, String keys, boolean passes) {
    String condition = "{\"%s\":{\"aws:TagKeys\":[\"Owner\",\"Stage\"]}}".formatted(operator);
    Trial trial = new Trial().identity(when(condition));
    if (!keys.isEmpty()) {
      trial.given("aws:TagKeys", keys.split(" "));
    }
    assertThat(trial.allowed()).isEqualTo(passes);
  }

  @Test
  void forAllValuesWithoutAnyValueIsClosedByNull() {
    String condition =
        "{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"Owner\"]},"
            + "\"Null\":{\"aws:TagKeys\":\"false\"}}";
    assertThat(new Trial().identity(when(condition)).allowed()).isFalse();
    assertThat(new Trial().identity(when(condition)).given("aws:TagKeys", "Owner").allowed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void truthAndNumbersNeedNoQuotes(boolean secure) {
    String condition = "{\"Bool\":{\"aws:SecureTransport\":" + secure + "}}";
    assertThat(new Trial().identity(when(condition)).given("aws:SecureTransport", "true").allowed())
        .isEqualTo(secure);
  }
}
