package io.freehold.controlplane.faults;

import io.freehold.aws.onboarding.InfrastructureRoles;
import io.freehold.aws.onboarding.RoleTemplate;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.simulator.customer.StackDeployment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/** The roles of a rig's infrastructure that its customer makes, from the template. */
final class CustomersRoles {
  private static final String STACK = "clickhouse-roles";

  private final Rig rig;

  CustomersRoles(Rig rig) {
    this.rig = rig;
  }

  private String template() {
    return new RoleTemplate(new InfrastructureRoles(rig.policies(), rig.spec.tags())).text();
  }

  /** As the customer's admin, who may do everything. */
  void deploy() {
    stacks().create(STACK, template(), Map.of());
    rig.clock.advance(Duration.ofMinutes(1)); // until everybody sees them
    rig.aws.callLog().clear();
  }

  void delete() {
    stacks().delete(STACK);
    rig.clock.advance(Duration.ofMinutes(1));
  }

  private StackDeployment stacks() {
    return new StackDeployment(rig.aws, Rig.CUSTOMER, Rig.REGION, rig.clock::advance);
  }

  IamClient owner() {
    return new OutsideChange.Account(rig).iam();
  }

  String name(InfrastructureRole role) {
    return rig.names.role(role);
  }

  List<String> names() {
    return Arrays.stream(InfrastructureRole.values()).map(this::name).toList();
  }

  /** Everything of them, for whoever wants to know whether something was changed. */
  Map<String, String> asTheyAre() {
    Map<String, String> all = new TreeMap<>();
    for (RoleDetail role :
        owner()
            .getAccountAuthorizationDetails(r -> r.filter(EntityType.ROLE).maxItems(1000))
            .roleDetailList()) {
      if (names().contains(role.roleName())) {
        all.put(role.roleName(), role.toString());
      }
    }
    return all;
  }
}
