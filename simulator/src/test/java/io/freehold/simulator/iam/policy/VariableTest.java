package io.freehold.simulator.iam.policy;

import static io.freehold.simulator.iam.policy.Trial.policy;
import static io.freehold.simulator.iam.policy.Trial.when;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Variables and wildcards in resources and conditions. */
class VariableTest {
  private static final String OWN_PREFIX = allow("arn:aws:s3:::data/${aws:PrincipalTag/ns}/*");

  @Test
  void aVariableTakesTheRequestsValue() {
    assertThat(reading("alpha", "data/alpha/x").identity(OWN_PREFIX).allowed()).isTrue();
    assertThat(reading("alpha", "data/beta/x").identity(OWN_PREFIX).allowed()).isFalse();
  }

  @Test
  void aStarInTheRequestsValueIsNoWildcard() {
    assertThat(reading("*", "data/beta/x").identity(OWN_PREFIX).allowed()).isFalse();
    assertThat(reading("*", "data/*/x").identity(OWN_PREFIX).allowed()).isTrue();
  }

  @Test
  void aVariableWithoutValueFitsNothing() {
    Trial bare = new Trial().doing("s3:GetObject", "arn:aws:s3:::data/${aws:PrincipalTag/ns}/x");
    assertThat(bare.identity(OWN_PREFIX).allowed()).isFalse();
    String same = "{\"StringEquals\":{\"aws:RequestTag/a\":\"${aws:PrincipalTag/ns}\"}}";
    assertThat(new Trial().identity(when(same)).given("aws:RequestTag/a", "").allowed()).isFalse();
    String other = "{\"StringNotEquals\":{\"aws:RequestTag/a\":\"${aws:PrincipalTag/ns}\"}}";
    assertThat(new Trial().identity(when(other)).given("aws:RequestTag/a", "b").allowed()).isTrue();
  }

  @Test
  void aDefaultStandsInForAMissingValue() {
    String document = allow("arn:aws:s3:::data/${aws:PrincipalTag/ns, 'common'}/*");
    Trial trial = new Trial().doing("s3:GetObject", "arn:aws:s3:::data/common/x");
    assertThat(trial.identity(document).allowed()).isTrue();
    assertThat(reading("alpha", "data/common/x").identity(document).allowed()).isFalse();
  }

  @Test
  void specialCharactersCanBeWritten() {
    String document = allow("arn:aws:s3:::data/${*}${?}${$}");
    assertThat(reading("a", "data/*?$").identity(document).allowed()).isTrue();
    assertThat(reading("a", "data/abc").identity(document).allowed()).isFalse();
  }

  @Test
  void tagsOfSessionAndResourceAreComparedByAVariable() {
    String same =
        "{\"StringEquals\":{\"aws:ResourceTag/infra\":\"${aws:PrincipalTag/infra}\"},"
            + "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:eks:*:*:cluster/${aws:PrincipalTag/infra}\"}}";
    Trial trial =
        new Trial()
            .identity(when(same))
            .given("aws:ResourceTag/infra", "a1")
            .given("aws:SourceArn", "arn:aws:eks:us-east-1:111122223333:cluster/a1");
    assertThat(trial.given("aws:PrincipalTag/infra", "a1").allowed()).isTrue();
    assertThat(trial.given("aws:PrincipalTag/infra", "a2").allowed()).isFalse();
  }

  @Test
  void beforeVersion2012VariablesAreJustText() {
    String old =
        """
        {"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
         "Resource":"arn:aws:s3:::data/${aws:PrincipalTag/ns}"}}\
        """;
    assertThat(reading("a", "data/a").identity(old).allowed()).isFalse();
    assertThat(reading("a", "data/${aws:PrincipalTag/ns}").identity(old).allowed()).isTrue();
  }

  @Test
  void actionsCompareWithoutCaseAndResourcesWithCase() {
    String document =
        policy(
            "{\"Effect\":\"Allow\",\"Action\":\"S3:get*\",\"Resource\":\"arn:aws:s3:::Data/*\"}");
    assertThat(reading("a", "Data/x").identity(document).allowed()).isTrue();
    assertThat(reading("a", "data/x").identity(document).allowed()).isFalse();
  }

  @Test
  void notActionAndNotResourceTakeEverythingElse() {
    String document =
        policy(
            "{\"Effect\":\"Allow\",\"NotAction\":[\"iam:*\",\"s3:Put*\"],"
                + "\"NotResource\":[\"arn:aws:s3:::secret\",\"arn:aws:s3:::secret/*\"]}");
    assertThat(reading("a", "data/x").identity(document).allowed()).isTrue();
    assertThat(reading("a", "secret/x").identity(document).allowed()).isFalse();
    assertThat(
            new Trial().doing("s3:PutObject", "arn:aws:s3:::data/x").identity(document).allowed())
        .isFalse();
  }

  private static Trial reading(String namespace, String object) {
    return new Trial()
        .doing("s3:GetObject", "arn:aws:s3:::" + object)
        .given("aws:PrincipalTag/ns", namespace);
  }

  private static String allow(String resource) {
    return policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"" + resource + "\"}");
  }
}
