package io.freehold.aws.preflight.permission;

import io.freehold.aws.catalogue.Permission;
import java.util.List;

/**
 * A permission as the infrastructure will need it.
 *
 * @param id of the check that answers it
 * @param permission of the catalogue
 * @param resources ARNs, or the asterisk where AWS cannot narrow the action
 * @param context of the request
 */
record Question(String id, Permission permission, List<String> resources, Context context) {
  Question {
    resources = List.copyOf(resources);
  }

  String action() {
    return permission.action();
  }

  /** Of AWS, as actions begin with it: {@code ec2}. */
  String service() {
    return service(action());
  }

  static String service(String action) {
    return action.substring(0, action.indexOf(':'));
  }
}
