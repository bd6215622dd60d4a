package io.freehold.aws.onboarding;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What customers may choose, and what not. */
final class Choices {
  private static final String EXTERNAL_ID = "0123456789abcdefABCDEF0123456789";
  private static final String VENDOR = "arn:aws:iam::999988887777:root";

  private Choices() {}

  /** What everybody has to choose. */
  static Map<Parameter, String> least() {
    return Map.of(Parameter.EXTERNAL_ID, EXTERNAL_ID, Parameter.VENDOR_PRINCIPAL, VENDOR);
  }

  static Stream<Map<Parameter, String>> all() {
    return Stream.of(
        least(),
        with(Parameter.VPC_WRITE, "false"),
        with(Parameter.IAM_WRITE, "false", Parameter.KMS, "true"),
        with(
            Parameter.ROLE_NAME,
            "acme-ClickHouseManagementRole.eu",
            Parameter.ROLE_PATH,
            "/teams/data/",
            Parameter.BYOC_ENV,
            "staging 1"),
        with(
            Parameter.PERMISSIONS_BOUNDARY_ARN,
            "arn:aws:iam::111122223333:policy/security/Limits",
            Parameter.VENDOR_PRINCIPAL,
            "arn:aws:iam::999988887777:role/freehold/control-plane",
            Parameter.ROLE_NAME,
            "ClickHouseManagementRole-2",
            Parameter.ROLE_PATH,
            "/platform/",
            Parameter.IAM_WRITE,
            "false",
            Parameter.KMS,
            "true"),
        longest());
  }

  /** The longest of everything. */
  static Map<Parameter, String> longest() {
    Map<Parameter, String> all = new EnumMap<>(Parameter.class);
    all.put(Parameter.EXTERNAL_ID, "e".repeat(Parameter.EXTERNAL_ID.longest()));
    all.put(
        Parameter.VENDOR_PRINCIPAL,
        filled("arn:aws:iam::999988887777:role/", Parameter.VENDOR_PRINCIPAL));
    all.put(Parameter.ROLE_NAME, filled("ClickHouseManagementRole", Parameter.ROLE_NAME));
    all.put(Parameter.ROLE_PATH, "/" + "p".repeat(Parameter.ROLE_PATH.longest() - 2) + "/");
    all.put(
        Parameter.PERMISSIONS_BOUNDARY_ARN,
        filled("arn:aws:iam::111122223333:policy/", Parameter.PERMISSIONS_BOUNDARY_ARN));
    all.put(Parameter.VPC_WRITE, "true");
    all.put(Parameter.IAM_WRITE, "true");
    all.put(Parameter.KMS, "true");
    all.put(Parameter.BYOC_ENV, "e".repeat(Parameter.BYOC_ENV.longest()));
    return all;
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(Parameter.EXTERNAL_ID, "short"),
        Arguments.of(Parameter.EXTERNAL_ID, "0123456789abcdef0123456789 abcdef"),
        Arguments.of(Parameter.VENDOR_PRINCIPAL, "*"),
        Arguments.of(Parameter.VENDOR_PRINCIPAL, "arn:aws:iam::99998888777:root"),
        Arguments.of(Parameter.ROLE_NAME, "Administrator"),
        Arguments.of(Parameter.ROLE_NAME, "ClickHouseManagementRole" + "x".repeat(41)),
        Arguments.of(Parameter.ROLE_PATH, "teams/"),
        Arguments.of(Parameter.ROLE_PATH, "/teams"),
        Arguments.of(Parameter.ROLE_PATH, "/te*ms/"),
        Arguments.of(Parameter.ROLE_PATH, "/${aws:username}/"),
        Arguments.of(
            Parameter.ROLE_PATH, "/" + "p".repeat(Parameter.ROLE_PATH.longest() - 1) + "/"),
        Arguments.of(Parameter.PERMISSIONS_BOUNDARY_ARN, "Limits"),
        Arguments.of(Parameter.PERMISSIONS_BOUNDARY_ARN, "arn:aws:iam::111122223333:role/Limits"),
        Arguments.of(Parameter.BYOC_ENV, ""));
  }

  @SuppressWarnings("unchecked") // the keys of a template are texts
  static Map<String, Object> members(Object node) {
    return (Map<String, Object>) node;
  }

  private static String filled(String beginning, Parameter parameter) {
    return beginning + "x".repeat(parameter.longest() - beginning.length());
  }

  private static Map<Parameter, String> with(Object... more) {
    Map<Parameter, String> all = new EnumMap<>(least());
    List<Object> rest = List.of(more);
    for (int i = 0; i < rest.size(); i += 2) {
      all.put((Parameter) rest.get(i), (String) rest.get(i + 1));
    }
    return all;
  }
}
