package io.freehold.simulator.iam;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Sites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;

/**
 * Roles that AWS services make for themselves, or have made: <a
 * href="https://docs.aws.amazon.com/eks/latest/userguide/using-service-linked-roles.html">EKS's</a>.
 */
final class ServiceLinkedRoles {
  private static final Map<String, String> NAMES =
      Map.of(
          "eks.amazonaws.com", "AWSServiceRoleForAmazonEKS",
          "eks-nodegroup.amazonaws.com", "AWSServiceRoleForAmazonEKSNodegroup",
          "elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing",
          "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling");

  private final Sites<AccountIam> accounts;
  private final Roles roles;

  ServiceLinkedRoles(Sites<AccountIam> accounts, Roles roles) {
    this.accounts = accounts;
    this.roles = roles;
  }

  CreateServiceLinkedRoleResponse create(
      Endpoint endpoint, CreateServiceLinkedRoleRequest request) {
    String service = request.awsServiceName();
    CallSpec spec =
        CallSpec.write("CreateServiceLinkedRole")
            .asking((context, access) ->
                access
                    .on(
                        accounts
                            .at(context.location())
                            .roleArn(path(service), NAMES.getOrDefault(service, "*")))
                    .with("iam:AWSServiceName", service));
    return endpoint.call(
        spec,
        context -> {
          String name = name(service);
          AccountIam account = accounts.at(context.location());
          if (account.roles().actual(AccountIam.key(name)).isPresent()) {
            throw Refusal.of(
                "InvalidInput",
                400,
                "Service role name "
                    + name
                    + " has been taken in this account, please try a different suffix.");
          }
          IamRole role = put(account, service, context.now());
          return CreateServiceLinkedRoleResponse.builder().role(Shapes.whole(role)).build();
        });
  }

  /** Makes the role where it is missing, as services do with the rights of their caller. */
  void ensure(AccountIam account, String service, Instant now) {
    if (!exists(account, service)) {
      put(account, service, now);
    }
  }

  boolean exists(AccountIam account, String service) {
    return account.roles().actual(AccountIam.key(name(service))).isPresent();
  }

  /** The ARN of the role that the service has, or would have. */
  String arn(AccountIam account, String service) {
    return account.roleArn(path(service), name(service));
  }

  private IamRole put(AccountIam account, String service, Instant now) {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
            + service
            + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    IamRole role =
        new IamRole(
            roles.facts(account, name(service), path(service), now),
            "",
            3600,
            trust,
            Optional.empty(),
            Map.of(),
            List.of(),
            Map.of());
    account.roles().put(AccountIam.key(role.name()), role);
    return role;
  }

  private static String path(String service) {
    return "/aws-service-role/" + service + "/";
  }

  private static String name(String service) {
    return Optional.ofNullable(NAMES.get(service))
        .orElseThrow(() ->
            Refusal.of(
                "InvalidInput",
                400,
                "The specified service " + service + " does not have a service-linked role."));
  }
}
