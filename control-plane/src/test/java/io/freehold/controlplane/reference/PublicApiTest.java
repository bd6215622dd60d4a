package io.freehold.controlplane.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Answers have the form that clients written for the public API expect. */
class PublicApiTest {
  private static final String ORGANIZATION = "/v1/organizations/{organizationId}";

  private final PublicApi api = new PublicApi();
  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final String infrastructure = TestControlPlane.readyInfrastructure(client);

  @Test
  void organizations() throws IOException {
    keeps("get", "/v1/organizations", client.withPrefix("/v1/organizations").get(""));
    keeps("get", ORGANIZATION, client.get(""));
    keeps("patch", ORGANIZATION, client.patch("", "{'name':'Other'}"));
  }

  @Test
  void keys() throws IOException {
    Reply made =
        client.post(
            "/keys",
            "{'name':'ci','roles':['developer'],'expireAt':'2030-01-01T00:00:00Z',"
                + "'ipAccessList':[{'source':'127.0.0.1','description':'here'}]}");
    keeps("post", ORGANIZATION + "/keys", made);
    client
        .withKey(made.result().get("keyId").asString(), made.result().get("keySecret").asString())
        .get("");
    String path = "/keys/" + made.result().at("/key/id").asString();
    client.get("/keys");
    keeps("get", ORGANIZATION + "/keys/{keyId}", client.get(path));
    keeps("patch", ORGANIZATION + "/keys/{keyId}", client.patch(path, "{'name':'cd'}"));
    keeps("delete", ORGANIZATION + "/keys/{keyId}", client.delete(path));
  }

  @Test
  void infrastructures() throws IOException {
    keeps(
        "post",
        ORGANIZATION + "/byocInfrastructure",
        client.post(
            "/byocInfrastructure",
            "{'accountId':'123456789012','regionId':'us-east-1','displayName':'x',"
                + "'availabilityZoneSuffixes':['a','c','d'],'vpcCidrRange':'10.1.0.0/16'}"));
    String one = ORGANIZATION + "/byocInfrastructure/{byocInfrastructureId}";
    keeps(
        "patch", one, client.patch("/byocInfrastructure/" + infrastructure, "{'displayName':'y'}"));
    keeps("delete", one, client.delete("/byocInfrastructure/" + infrastructure));
  }

  @Test
  void services() throws IOException {
    String services = ORGANIZATION + "/services";
    Reply made =
        client.post(
            "/services",
            """
            {'name':'orders','provider':'aws','region':'us-east-1','byocId':'%s',
             'minReplicaMemoryGb':48,'maxReplicaMemoryGb':116,'idleTimeoutMinutes':10,
             'ipAccessList':[{'source':'0.0.0.0/0','description':'all'}],
             'tags':[{'key':'team','value':'data'}]}
            """
                .formatted(infrastructure));
    keeps("post", services, made);
    keeps("get", services, client.get("/services"));
    String path = "/services/" + made.result().at("/service/id").asString();
    String one = services + "/{serviceId}";
    keeps("get", one, client.get(path));
    keeps("patch", one, client.patch(path, "{'name':'other'}"));
    keeps(
        "patch",
        one + "/replicaScaling",
        client.patch(path + "/replicaScaling", "{'numReplicas':4}"));
    keeps("patch", one + "/password", client.patch(path + "/password", "{}"));
    keeps("get", one + "/privateEndpointConfig", client.get(path + "/privateEndpointConfig"));
    keeps("patch", one + "/state", client.patch(path + "/state", "{'command':'stop'}"));
  }

  @Test
  void refusals_have_the_form_of_the_public_apis_400() {
    Reply refused = client.post("/services", "{}");

    assertThat(refused.json().propertyNames())
        .contains("status", "error", "requestId", "code", "details");
  }

  private void keeps(String method, String path, Reply reply) throws IOException {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(api.mistakes(method, path, reply.json(), Omissions.read()))
        .as(method + " " + path + " -> " + reply.text())
        .isEmpty();
  }
}
