package io.freehold.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPolicyTest {
  private static final Set<String> KNOWN = Set.of("s3:GetObject", "s3:PutObject", "iam:CreateRole");

  private static final PolicyDocument OURS =
      PolicyDocument.of(
          Statement.allow("Look", "ec2:DescribeVpcs").onAll(),
          Statement.allow("Objects", "s3:GetObject").on("arn:aws:s3:::${aws:PrincipalTag/i}.*"),
          Statement.allow("Volumes", "ec2:DeleteVolume")
              .on("arn:aws:ec2:*:*:volume/*")
              .when("StringEquals", "aws:ResourceTag/o", "${aws:PrincipalTag/i}"),
          Statement.allow("Names", "route53:ChangeResourceRecordSets")
              .onAll()
              .when("ForAllValues:StringLike", "route53:Names", "a.example", "*.a.example"));

  private static List<Excess> beyond(String... statements) {
    return read(statements).beyond(ReadPolicy.of(OURS), KNOWN);
  }

  private static ReadPolicy read(String... statements) {
    return ReadPolicy.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + String.join(",", statements).replace('\'', '"')
            + "]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect':'Allow','Action':'ec2:describevpcs','Resource':'*'}",
        "{'Effect':'Allow','Action':'ec2:DescribeVpcs','Resource':'arn:aws:ec2:*:*:vpc/*'}",
        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::${aws:PrincipalTag/i}.x/*'}",
        "{'Effect':'Allow','Action':'ec2:DeleteVolume','Resource':'arn:aws:ec2:eu-west-1:*:volume/*','Condition':{'StringEquals':{'AWS:ResourceTag/o':'${aws:PrincipalTag/i}','aws:x':'y'}}}",
        "{'Effect':'Allow','Action':'route53:ChangeResourceRecordSets','Resource':'*','Condition':{'ForAllValues:StringEquals':{'route53:names':'b.a.example'}}}",
        "{'Effect':'Allow','Action':'iam:CreateUser','Resource':'*'},{'Effect':'Deny','Action':'iam:*','Resource':'*'}",
        "{'Effect':'Allow','Action':'iam:CreateUser','Resource':'*'},{'Effect':'Deny','NotAction':'s3:*','Resource':'*'}"
      })
  void what_ours_allows_as_well_is_nothing_more(String statement) {
    assertThat(beyond(statement)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Sid':'A','Effect':'Allow','Action':'iam:CreateUser','Resource':'*'} | iam:CreateUser | *",
        "{'Sid':'A','Effect':'Allow','Action':'s3:*','Resource':'*'} | s3:* | *",
        "{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'} | * | *",
        "{'Sid':'A','Effect':'Allow','NotAction':'s3:*','Resource':'*'} | * | *",
        "{'Sid':'A','Effect':'Allow','Action':'dynamodb:*','Resource':'*'} | dynamodb:* | *",
        "{'Sid':'A','Effect':'Allow','Action':'s3:GetObject','Resource':'*'} | s3:GetObject | *",
        "{'Sid':'A','Effect':'Allow','Action':'s3:GetObject','Resource':'other:b'} | s3:GetObject | other:b",
        "{'Sid':'A','Effect':'Allow','Action':'ec2:DeleteVolume','Resource':'arn:aws:ec2:*:*:volume/*'} | ec2:DeleteVolume | arn:aws:ec2:*:*:volume/*",
        "{'Sid':'A','Effect':'Allow','Action':'ec2:DeleteVolume','Resource':'arn:aws:ec2:*:*:volume/*','Condition':{'StringEqualsIfExists':{'aws:ResourceTag/o':'${aws:PrincipalTag/i}'}}} | ec2:DeleteVolume | arn:aws:ec2:*:*:volume/*",
        "{'Sid':'A','Effect':'Allow','Action':'route53:ChangeResourceRecordSets','Resource':'*'} | route53:ChangeResourceRecordSets | *",
        "{'Sid':'A','Effect':'Allow','Action':'iam:CreateUser','Resource':'*'},{'Effect':'Deny','Action':'s3:*','Resource':'*'} | iam:CreateUser | *",
        // As companies write theirs: a denial in one place, or under a condition, leaves the rest.
        "{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','Action':'*','Resource':'arn:aws:s3:::company-audit*'} | * | *",
        "{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','NotAction':'iam:*','Resource':'*','Condition':{'StringNotEquals':{'aws:RequestedRegion':'eu-west-1'}}} | * | *",
        "{'Sid':'A','Effect':'Allow','Action':'iam:CreateUser','Resource':'*'},{'Effect':'Deny','Action':'iam:*','Resource':'*','Condition':{'Bool':{'aws:ViaAWSService':'false'}}} | iam:CreateUser | *"
      })
  void what_ours_never_allows_is_certainly_more(String statement, String action, String resource) {
    assertThat(beyond(statement)).containsExactly(new Excess("A", action, resource, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A wildcard of which only what is ours is known.
        "{'Sid':'A','Effect':'Allow','Action':'ec2:DescribeVpc*','Resource':'*'}",
        // One infrastructure's bucket by its name.
        "{'Sid':'A','Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::mine.x'}",
        "{'Sid':'A','Effect':'Allow','Action':'s3:GetObject','NotResource':'arn:aws:s3:::other'}",
        // Another condition, which may be as narrow.
        "{'Sid':'A','Effect':'Allow','Action':'ec2:DeleteVolume','Resource':'*','Condition':{'StringEquals':{'aws:PrincipalTag/team':'x'}}}",
        "{'Sid':'A','Effect':'Allow','Action':'ec2:DeleteVolume','Resource':'arn:aws:ec2:*:*:volume/*','Condition':{'StringEquals':{'aws:ResourceTag/o':'mine'}}}",
        // A denial that may take away what is too much.
        "{'Sid':'A','Effect':'Allow','Action':'s3:GetObject','Resource':'*'},{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::mine.*'}"
      })
  void what_the_documents_do_not_tell_is_neither(String statement) {
    assertThat(beyond(statement))
        .singleElement()
        .returns(false, Excess::certain)
        .returns("A", Excess::statement);
  }

  @Test
  void what_ours_denies_has_to_be_denied_or_never_allowed() {
    PolicyDocument denying =
        OURS.and(PolicyDocument.of(Statement.deny("No", "ec2:DescribeVpcs").on("x")));
    ReadPolicy ours = ReadPolicy.of(denying);
    String allow = "{'Sid':'A','Effect':'Allow','Action':'ec2:DescribeVpcs','Resource':'*'}";
    assertThat(read(allow).beyond(ours, KNOWN))
        .singleElement()
        .returns(false, Excess::certain)
        .returns("A", Excess::statement);
    assertThat(
            read(allow, "{'Effect':'Deny','Action':'ec2:*','Resource':'x*'}").beyond(ours, KNOWN))
        .isEmpty();
    assertThat(
            read("{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::${aws:PrincipalTag/i}.x'}")
                .beyond(ours, KNOWN))
        .isEmpty();
  }

  @Test
  void what_is_allowed_nowhere_or_always_denied_is_never_allowed() {
    ReadPolicy policy =
        read(
            "{'Effect':'Allow','Action':['s3:Get*','s3:Put*'],'Resource':'arn:aws:s3:::a*'}",
            "{'Effect':'Deny','Action':'s3:PutObject','Resource':'arn:aws:s3:::ab*'}",
            "{'Effect':'Deny','Action':'s3:*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'false'}}}");
    assertThat(policy.mayAllow("s3:GetObject", "arn:aws:s3:::ab")).isTrue();
    assertThat(policy.mayAllow("s3:GetObject", "arn:aws:s3:::b")).isFalse();
    assertThat(policy.mayAllow("s3:PutObject", "arn:aws:s3:::ab")).isFalse();
    assertThat(policy.mayAllow("s3:PutObject", "arn:aws:s3:::a*")).isTrue();
    assertThat(policy.mayAllow("iam:GetRole", "*")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no policy", "{}", "{\"Statement\":[{\"Effect\":\"Maybe\"}]}"})
  void what_is_no_policy_is_refused(String text) {
    assertThatThrownBy(() -> ReadPolicy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("policy: found what is not one");
  }
}
