package io.freehold.aws.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
  private static final String ID = "k3Yq0Zr8";

  private static TrustPolicy policy(String statement) {
    return TrustPolicy.parse(
        "{'Version':'2012-10-17','Statement':%s}".formatted(statement).replace('\'', '"'));
  }

  private static TrustPolicy conditioned(String condition) {
    return policy(
        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::1:root'},'Action':'sts:AssumeRole',"
            + "'Condition':"
            + condition
            + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'StringEquals':{'sts:ExternalId':'k3Yq0Zr8'}}",
        "{'StringEquals':{'sts:externalid':['k3Yq0Zr8']}}",
        "{'StringLike':{'sts:ExternalId':'k3Yq0Zr8'}}",
        "{'ForAnyValue:StringEquals':{'sts:ExternalId':'k3Yq0Zr8'}}",
        "{'Bool':{'aws:SecureTransport':'true'},'StringEquals':{'sts:ExternalId':'k3Yq0Zr8'}}"
      })
  void only_a_condition_that_binds_everybody_demands_the_external_id(String condition) {
    assertThat(conditioned(condition).doors())
        .singleElement()
        .satisfies(door -> assertThat(door.demands(ID)).isTrue())
        .satisfies(door -> assertThat(door.demands("another")).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'StringEqualsIfExists':{'sts:ExternalId':'k3Yq0Zr8'}}",
        "{'ForAllValues:StringEquals':{'sts:ExternalId':'k3Yq0Zr8'}}",
        "{'StringNotEquals':{'sts:ExternalId':'k3Yq0Zr8'}}",
        "{'StringLike':{'sts:ExternalId':'k3Yq*'}}",
        "{'StringEquals':{'sts:ExternalId':['k3Yq0Zr8','other']}}",
        "{'StringEquals':{'sts:ExternalId':'other'}}",
        "{'StringEquals':{'aws:PrincipalTag/sts:ExternalId':'k3Yq0Zr8'}}",
        "{'Null':{'sts:ExternalId':'false'}}"
      })
  void a_condition_with_a_way_around_it_demands_nothing(String condition) {
    assertThat(conditioned(condition).doors())
        .singleElement()
        .satisfies(door -> assertThat(door.demands(ID)).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `'sts:AssumeRole'`,                     true
          `'STS:assumerole'`,                     true
          `['sts:TagSession','sts:AssumeRole']`,  true
          `'sts:*'`,                              true
          `'*'`,                                  true
          `'sts:Assume?ole'`,                     true
          `'sts:AssumeRoleWithWebIdentity'`,      true
          `'sts:TagSession'`,                     false
          `['sts:SetSourceIdentity']`,            false
          `'s3:*'`,                               false
          """)
  void a_statement_is_a_door_if_it_lets_somebody_assume_the_role(String action, boolean door) {
    assertThat(
            policy("[{'Effect':'Allow','Principal':'*','Action':" + action + "}]").doors().size())
        .isEqualTo(door ? 1 : 0);
  }

  @Test
  void a_denial_is_no_door_and_what_is_not_excepted_is_one() {
    assertThat(policy("{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole'}").doors())
        .isEmpty();
    assertThat(policy("{'Effect':'Allow','Principal':'*','NotAction':'sts:TagSession'}").doors())
        .hasSize(1);
  }

  @Test
  void every_principal_is_named_as_it_is() {
    assertThat(
            policy(
                    """
                    [{'Sid':'Us','Effect':'Allow','Action':'sts:AssumeRole',
                      'Principal':{'AWS':['arn:aws:iam::1:root','2'],'Service':'ec2.amazonaws.com'}},
                     {'Effect':'Allow','Action':'sts:AssumeRole','NotPrincipal':{'AWS':'3'}},
                     {'Effect':'Allow','Action':'sts:AssumeRole','Principal':'*'}]
                    """)
                .doors())
        .extracting(TrustPolicy.Door::label, TrustPolicy.Door::principals)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "statement 1 (Us)",
                List.of("arn:aws:iam::1:root", "2", "Service ec2.amazonaws.com")),
            org.assertj.core.groups.Tuple.tuple(
                "statement 2", List.of("everybody but some (NotPrincipal)")),
            org.assertj.core.groups.Tuple.tuple("statement 3", List.of("*")));
  }

  @Test
  void a_document_is_read_as_iam_encodes_it() {
    String plain =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"1\"},\"Action\":\"sts:*\"}]}";
    String encoded = URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(TrustPolicy.parse(encoded)).isEqualTo(TrustPolicy.parse(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "{}",
        "{\"Statement\":[{\"Effect\":\"Maybe\",\"Principal\":\"*\",\"Action\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}"
      })
  void what_is_no_trust_policy_is_not_taken_for_one(String document) {
    assertThatThrownBy(() -> TrustPolicy.parse(document))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
