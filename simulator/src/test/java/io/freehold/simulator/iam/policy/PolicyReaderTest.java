package io.freehold.simulator.iam.policy;

import static io.freehold.simulator.iam.policy.Trial.policy;
import static io.freehold.simulator.iam.policy.Trial.when;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"StringMatches\":{\"aws:PrincipalArn\":\"x\"}}",
        "{\"stringEquals\":{\"aws:PrincipalArn\":\"x\"}}",
        "{\"BinaryEquals\":{\"aws:PrincipalArn\":\"x\"}}",
        "{\"NullIfExists\":{\"aws:PrincipalArn\":\"true\"}}",
        "{\"ForAllValues:Null\":{\"aws:TagKeys\":\"true\"}}",
        "{\"ForAnyValue:StringEqualsIfExists\":{\"aws:TagKeys\":\"x\"}}",
        "{\"ForSomeValues:StringEquals\":{\"aws:TagKeys\":\"x\"}}",
        "{\"StringEquals\":{\"aws:PrincipleArn\":\"x\"}}",
        "{\"StringEquals\":{\"aws:ResourceTags/x\":\"x\"}}",
        "{\"StringEquals\":{\"aws:ResourceTag\":\"x\"}}",
        "{\"StringEquals\":{\"aws:ResourceTag/\":\"x\"}}",
        "{\"StringEquals\":{\"nosuch:Key\":\"x\"}}",
        "{\"StringEquals\":{\"aws:PrincipalArn\":\"${aws:PrincipleTag/x}\"}}",
        "{\"StringEquals\":{\"aws:PrincipalArn\":\"${aws:TagKeys}\"}}",
        "{\"StringEquals\":{\"aws:PrincipalArn\":\"${}\"}}",
        "{\"StringEquals\":{\"aws:TagKeys\":\"x\"}}",
        "{\"NumericEquals\":{\"s3:max-keys\":\"ten\"}}",
        "{\"DateLessThan\":{\"aws:CurrentTime\":\"tomorrow\"}}",
        "{\"Bool\":{\"aws:SecureTransport\":\"yes\"}}",
        "{\"Bool\":{\"aws:SecureTransport\":\"${aws:PrincipalTag/x}\"}}",
        "{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/33\"}}",
        "{\"IpAddress\":{\"aws:SourceIp\":\"example.com\"}}",
        "{\"ArnLike\":{\"aws:SourceArn\":\"*\"}}",
        "{\"StringEquals\":\"x\"}",
        "{\"StringEquals\":{\"aws:PrincipalArn\":{\"x\":\"y\"}}}",
      })
  void whatIsNotKnownOrNotRightInAConditionIsRefused(String condition) {
    assertRefused(PolicyKind.IDENTITY, when(condition));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "{\"Version\":\"2012-10-18\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"CreateVpc\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"my-bucket\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:data\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3::${aws:PrincipalAccount}:x\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Conditions\":{}}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Sid\":\"a"
            + " b\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
        "{\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
      })
  void aMalformedDocumentIsRefused(String json) {
    assertRefused(PolicyKind.IDENTITY, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"AWS\":\"123456789012\"} | true",
        "{\"AWS\":[\"arn:aws:iam::123456789012:root\",\"*\"]} | true",
        "{\"AWS\":\"arn:aws:iam::123456789012:role/a/b\"} | true",
        "{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/b/s\"} | true",
        "{\"Service\":\"pods.eks.amazonaws.com\"} | true",
        "\"*\" | true",
        "{\"AWS\":\"12345\"} | false",
        "{\"AWS\":\"arn:aws:iam::123456789012:role/a*\"} | false",
        "{\"AWS\":\"arn:aws:iam::123456789012:root/a\"} | false",
        "{\"Service\":\"pods.eks\"} | false",
        "{\"Federated\":\"cognito-identity.amazonaws.com\"} | false",
        "\"123456789012\" | false",
        "{} | false",
      })
  void principalsHaveFixedForms(String principal, boolean right) {
    String json =
        policy(
            "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":" + principal + "}");
    if (right) {
      assertThatCode(() -> PolicyDocument.parse(PolicyKind.TRUST, json)).doesNotThrowAnyException();
    } else {
      assertRefused(PolicyKind.TRUST, json);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}",
        "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Principal\":\"*\"}",
        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"*\",\"Resource\":\"*\"}",
        "{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\",\"NotPrincipal\":\"*\"}",
      })
  void aTrustPolicyNamesPrincipalsAndSessionActionsOnly(String statement) {
    assertRefused(PolicyKind.TRUST, policy(statement));
  }

  @ParameterizedTest
  @EnumSource(PolicyKind.class)
  void oneStatementNeedsNoList(PolicyKind kind) {
    String principal = kind == PolicyKind.IDENTITY ? "" : "\"Principal\":\"*\",";
    String resource = kind == PolicyKind.TRUST ? "" : "\"Resource\":\"*\",";
    String json =
        "{\"Statement\":{\"Effect\":\"Allow\","
            + principal
            + resource
            + "\"Action\":\"sts:AssumeRole\"}}";
    assertThatCode(() -> PolicyDocument.parse(kind, json)).doesNotThrowAnyException();
  }

  private static void assertRefused(PolicyKind kind, String json) {
    assertThatThrownBy(() -> PolicyDocument.parse(kind, json)).isInstanceOf(MalformedPolicy.class);
  }
}
