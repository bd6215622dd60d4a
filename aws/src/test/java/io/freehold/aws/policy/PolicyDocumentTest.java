package io.freehold.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
  private static final PolicyDocument DOCUMENT =
      PolicyDocument.of(
          Statement.allow("Read", "s3:GetObject", "s3:ListBucket")
              .on("arn:aws:s3:::b", "arn:aws:s3:::b/*")
              .when("Bool", "aws:SecureTransport", "true"));

  @Test
  void isWrittenAsPeopleReadIt() {
    assertThat(DOCUMENT.json())
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":{"Sid":"Read","Effect":"Allow",\
            "Action":["s3:GetObject","s3:ListBucket"],\
            "Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],\
            "Condition":{"Bool":{"aws:SecureTransport":"true"}}}}\
            """);
  }

  @Test
  void meansTheSameInAnyOrderAndLayout() {
    assertThat(
            PolicyDocument.normalize(
                """
                {"Statement": [{"Condition": {"Bool": {"aws:SecureTransport": [true]}},
                  "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::b"], "Effect": "Allow",
                  "Action": ["s3:ListBucket", "s3:GetObject"], "Sid": "Read"}],
                 "Version": "2012-10-17"}
                """))
        .isEqualTo(DOCUMENT.normalized());
  }

  @Test
  void anyOtherWordIsAnotherMeaning() {
    String text = DOCUMENT.json();
    assertThat(PolicyDocument.normalize(text)).isEqualTo(DOCUMENT.normalized());
    assertThat(PolicyDocument.normalize(text.replace("GetObject", "PutObject")))
        .isNotEqualTo(DOCUMENT.normalized());
    assertThat(PolicyDocument.normalize(text.replace("Allow", "Deny")))
        .isNotEqualTo(DOCUMENT.normalized());
    assertThat(PolicyDocument.normalize("no JSON")).isEqualTo("no JSON");
  }

  @Test
  void textsAreEscaped() {
    PolicyDocument odd = PolicyDocument.of(Statement.allow("Odd", "s3:GetObject").on("a\"\\\nb"));
    assertThat(odd.json()).contains("\"a\\\"\\\\\\u000ab\"");
    assertThat(PolicyDocument.normalize(odd.json())).isEqualTo(odd.normalized());
  }

  @Test
  void nothingIsAllowedByAWildcard() {
    assertThatThrownBy(() -> Statement.allow("All", "s3:*"))
        .hasMessageContaining("found 's3:*' in All, needed an action without wildcards");
    assertThat(Statement.deny("Plain", "s3:*").actions()).containsExactly("s3:*");
  }
}
