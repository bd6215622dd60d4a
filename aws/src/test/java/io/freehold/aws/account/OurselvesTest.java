package io.freehold.aws.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.RoleSessions;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurselvesTest {
  private static final Ourselves US =
      new Ourselves(
          new RoleSessions.Identity(
              "999988887777", "arn:aws:sts::999988887777:assumed-role/ControlPlane/i-1"),
          Optional.of("arn:aws:iam::555566667777:role/freehold"));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          999988887777,                                            true
          arn:aws:iam::999988887777:root,                          true
          arn:aws:iam::999988887777:role/ControlPlane,             true
          arn:aws:iam::999988887777:role/in/a/path/ControlPlane,   true
          arn:aws:iam::555566667777:role/freehold,                 true
          arn:aws:iam::999988887777:role/OtherControlPlane,        false
          arn:aws:iam::999988887777:user/ControlPlane,             false
          arn:aws:iam::111122223333:role/ControlPlane,             false
          arn:aws:iam::555566667777:root,                          false
          AROAEXAMPLEOFADELETEDROLE,                               false
          *,                                                       false
          """)
  void our_account_what_is_configured_and_the_role_that_calls_are_we(String principal, boolean us) {
    assertThat(US.are(principal)).isEqualTo(us);
  }
}
