package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.customer.StackDeployment;
import io.freehold.simulator.iam.Judgement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;

/**
 * The main job in an account where Freehold may make no roles, through the real control plane: the
 * customer deploys what it serves, and it goes on by itself.
 */
class CustomersRolesTest {
  private static final String ACCOUNT = "222233334444";
  private static final String ROLES = "clickhouse-roles";

  private final SimulatedPlane plane = SimulatedPlane.start("customers-roles");
  private final TestClient client = plane.newOrganization();
  private final StackDeployment admin =
      new StackDeployment(plane.aws, ACCOUNT, "us-east-1", plane.clock::advance);
  private final List<Judgement> judgements = Collections.synchronizedList(new ArrayList<>());
  private String place = "";
  private String service = "";

  @AfterEach
  void stop() throws IOException {
    plane.close();
  }

  @Test
  void an_infrastructure_whose_roles_the_customer_makes() {
    onboards();
    saysWhatWouldBeNeeded();
    plane.aws.iam().watch(judgements::add);
    waitsForItsRoles();
    servesTheTemplateToItsOwnersOnly();

    admin.create(ROLES, client.get(place + "/roles/cloudformation.yaml").text(), Map.of());
    untilPhase("ready");
    assertThat(client.get(place + "/plan").result().get("changes").size()).isZero();
    carriesAService();
    saysWhatTheirOwnerBrokeAndDoesNothing();

    goesDownToTheRoles();
    admin.delete(ROLES);
    assertThat(tagged()).isEmpty();
    changedNothingOfIam();
  }

  private void onboards() {
    JsonNode account =
        client
            .post(
                "/cloudAccounts",
                """
                {'accountId':'%s','regionId':'us-east-1','adminEmail':'a@example.com',
                 'permissions':{'iamWrite':false}}
                """
                    .formatted(ACCOUNT))
            .result();
    String path = "/cloudAccounts/" + account.get("id").asString();
    assertThat(client.get(path + "/onboarding/policies").result().get("policies").propertyNames())
        .contains("iam-read", "vpc-write")
        .doesNotContain("iam-write");
    String role =
        admin
            .create(
                "clickhouse-byoc",
                client.get(path + "/onboarding/cloudformation.yaml").text(),
                Map.of())
            .get("ManagementRoleArn");
    IamClient iam = owner();
    assertThat(
            iam.listAttachedRolePolicies(r -> r.roleName("ClickHouseManagementRole"))
                .attachedPolicies())
        .extracting(one -> one.policyName())
        .contains("ClickHouseManagementRole-iam-read")
        .doesNotContain("ClickHouseManagementRole-iam-write");
    client.patch(path, "{'managementRoleArn':'%s'}".formatted(role)).result();
    JsonNode verified = client.post(path + "/verify", "{}").result();
    assertThat(verified.get("state").asString()).isEqualTo("ready");
    assertThat(verified.get("reasons").size()).isZero();
  }

  private static String body() {
    return "{'accountId':'%s','regionId':'us-east-1'}".formatted(ACCOUNT);
  }

  private void saysWhatWouldBeNeeded() {
    JsonNode preflight = client.post("/preflight", body()).result();
    assertThat(preflight.get("state").asString()).isEqualTo("passed");
    assertThat(stream(preflight.get("checks")))
        .filteredOn(check -> !check.get("status").asString().equals("pass"))
        .extracting(check -> check.get("id").asString())
        .containsExactly("customer-roles");
    assertThat(preflight.toString()).doesNotContain("iam-create-role");
  }

  private void waitsForItsRoles() {
    place =
        "/byocInfrastructure/"
            + client.post("/byocInfrastructure", body()).result().get("id").asString();
    untilPhase("blocked");
    JsonNode shown = client.get(place).result();
    String link = shown.at("/roleTemplate/cloudFormation").asString();
    assertThat(shown.at("/conditions/0/reason").asString()).isEqualTo("PreflightFailed");
    assertThat(shown.at("/conditions/0/message").asString())
        .startsWith(InfrastructureRole.values().length + " checks fail: customer-role-")
        .contains("no such role", "Deploy the infrastructure's role template: GET " + link);
    assertThat(stream(client.get(place + "/preflight").result().get("checks")))
        .filteredOn(check -> check.get("status").asString().equals("fail"))
        .hasSize(InfrastructureRole.values().length)
        .allSatisfy(check -> {
          assertThat(check.get("found").asString()).isEqualTo("no such role");
          assertThat(check.get("remedy").asString()).contains(link);
        });
    assertThat(stream(client.get(place + "/plan").result().get("changes")))
        .as("what will be made once they are there")
        .extracting(change -> change.get("kind").asString())
        .contains("EksCluster", "NodeGroup", "PodIdentityAssociation", "Vpc")
        .doesNotContain("Role", "CustomerRole");
    assertThat(tagged()).as("nothing is made").isEmpty();
    Reply waived =
        client.post(
            place + "/preflight/waivers",
            "{'check':'customer-role-k8s-worker','reason':'we know better'}");
    assertThat(waived.code()).isEqualTo("check-not-waivable");
  }

  private void servesTheTemplateToItsOwnersOnly() {
    for (String file : List.of("cloudformation.yaml", "terraform.tf")) {
      Reply served = client.get(place + "/roles/" + file);
      assertThat(served.status()).isEqualTo(200);
      assertThat(served.text())
          .contains(client.get(place).result().get("name").asString() + "-us-east-1-k8s-worker");
      assertThat(plane.client.get(place + "/roles/" + file).status()).isEqualTo(404);
    }
    Reply ours = plane.client.get(plane.infrastructure() + "/roles/terraform.tf");
    assertThat(ours.status()).isEqualTo(409);
    assertThat(ours.code()).isEqualTo("roles-managed");
  }

  private void carriesAService() {
    service =
        "/services/"
            + client
                .post(
                    "/services",
                    """
                    {'name':'first','byocId':'%s','provider':'aws','region':'us-east-1',
                     'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}
                    """
                        .formatted(place.substring("/byocInfrastructure/".length())))
                .result()
                .at("/service/id")
                .asString();
    untilState("running");
  }

  private void saysWhatTheirOwnerBrokeAndDoesNothing() {
    String worker = client.get(place).result().get("name").asString() + "-us-east-1-k8s-worker";
    String boundary =
        owner()
            .getRole(r -> r.roleName(worker))
            .role()
            .permissionsBoundary()
            .permissionsBoundaryArn();
    owner().deleteRolePermissionsBoundary(r -> r.roleName(worker));

    untilPhase("degraded");
    JsonNode ready = client.get(place).result().at("/conditions/0");
    assertThat(ready.get("reason").asString()).isEqualTo("CustomerRolesUnfit");
    assertThat(ready.get("message").asString())
        .contains(worker, "found no permissions boundary", "needed the permissions boundary")
        .contains(client.get(place).result().at("/roleTemplate/terraform").asString());
    assertThat(client.get(service).result().get("state").asString()).isEqualTo("running");
    assertThat(owner().getRole(r -> r.roleName(worker)).role().permissionsBoundary())
        .as("reported and left")
        .isNull();

    owner().putRolePermissionsBoundary(r -> r.roleName(worker).permissionsBoundary(boundary));
    untilPhase("ready");
  }

  private void goesDownToTheRoles() {
    client.patch(service + "/state", "{'command':'stop'}").result();
    untilState("stopped");
    client.delete(service);
    plane.until(() -> client.get(service).status() == 404);
    client.delete(place + "?data=delete");
    untilPhase("deleted");
    assertThat(tagged())
        .extracting(LiveResource::kind)
        .hasSize(InfrastructureRole.values().length)
        .containsOnly("Role");
    assertThat(stream(client.get(place + "/leftovers").result()))
        .hasSize(InfrastructureRole.values().length)
        .allSatisfy(one -> {
          assertThat(one.get("kind").asString()).isEqualTo("Role");
          assertThat(one.get("kept").asBoolean()).isTrue();
          assertThat(one.get("reason").asString()).contains("customer's to delete", "stack");
        });
  }

  private void changedNothingOfIam() {
    assertThat(judgements)
        .filteredOn(one ->
            one.principal() instanceof Principal.RoleSession session
                && session
                    .roleArn()
                    .equals("arn:aws:iam::%s:role/ClickHouseManagementRole".formatted(ACCOUNT)))
        .isNotEmpty()
        .as("denied")
        .allMatch(one -> one.verdict().allowed())
        .extracting(one -> one.request().action())
        .filteredOn(action -> action.startsWith("iam:"))
        .allMatch(
            action -> action.matches("iam:(Get|List|Simulate|PassRole|CreateServiceLinkedRole).*"));
  }

  private IamClient owner() {
    return plane.aws.client(IamClient.class, plane.aws.rootOf(ACCOUNT), Region.US_EAST_1);
  }

  private List<LiveResource> tagged() {
    return plane.aws.live(ACCOUNT).stream()
        .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
        .toList();
  }

  private void untilPhase(String phase) {
    plane.until(() -> client.get(place).result().get("phase").asString().equals(phase));
  }

  private void untilState(String state) {
    plane.until(() -> client.get(service).result().get("state").asString().equals(state));
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
