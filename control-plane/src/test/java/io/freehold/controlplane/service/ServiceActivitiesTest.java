package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestActivities;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.infrastructure.DataDecision;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServiceActivitiesTest {
  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final String infrastructure = TestControlPlane.readyInfrastructure(client);
  private final int known = TestActivities.types(client).size();
  private final String id =
      client
          .post(
              "/services",
              """
              {'name':'orders','provider':'aws','region':'us-east-1','byocId':'%s',
               'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}
              """
                  .formatted(infrastructure))
          .result()
          .at("/service/id")
          .asString();
  private final String path = "/services/" + id;

  @Test
  void a_service_that_is_made_is_on_record_with_its_id() {
    assertThat(TestActivities.since(client, known)).containsExactly("service_create");
    JsonNode made = client.get("/activities").result().get(0);
    assertThat(made.get("serviceId").asString()).isEqualTo(id);
    assertThat(made.get("actorType").asString()).isEqualTo("api");
  }

  @Test
  void each_sort_of_change_is_on_record() {
    client
        .patch(
            path,
            "{'name':'other','releaseChannel':'fast',"
                + "'ipAccessList':{'add':[{'source':'192.0.2.0/24'}]}}")
        .result();
    client
        .patch(
            path + "/replicaScaling",
            "{'numReplicas':4,'maxReplicaMemoryGb':116,'idleTimeoutMinutes':30}")
        .result();
    client.patch(path + "/password", "{}").result();

    assertThat(TestActivities.since(client, known))
        .containsExactlyInAnyOrder(
            "service_create",
            "service_update_name",
            "service_update_release_channel",
            "service_update_ip_access_list",
            "service_update_autoscaling_replicas",
            "service_update_autoscaling_memory",
            "service_update_autoscaling_idling",
            "service_update_password");
  }

  @Test
  void what_changes_nothing_or_is_refused_is_not_on_record() {
    client.patch(path, "{'name':'orders'}").result();
    client.patch(path, "{'tags':{'add':[{'key':'a','value':'b'}]}}").result();
    client.patch(path + "/replicaScaling", "{'numReplicas':3}").result();
    client.patch(path + "/state", "{'command':'start'}");
    client.patch(path + "/replicaScaling", "{'numReplicas':99}");
    client.patch(path + "/password", "{'newPasswordHash':'x'}");
    client.delete(path + "?data=perhaps");

    assertThat(TestActivities.since(client, known)).containsExactly("service_create");
  }

  @Test
  void an_endpoint_that_the_organization_takes_away_is_on_record_for_each_service_that_had_it() {
    String endpoint = "vpce-0123456789abcdef0";
    String other =
        client
            .post(
                "/services",
                "{'name':'b','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                    .formatted(infrastructure))
            .result()
            .at("/service/id")
            .asString();
    client.post(path + "/privateEndpoint", "{'id':'%s'}".formatted(endpoint)).result();
    int before = TestActivities.types(client).size();

    String remove = "{'privateEndpoints':{'remove':[{'id':'%s'}]}}".formatted(endpoint);
    client.patch("", remove).result();
    client.patch("", remove).result();

    assertThat(TestActivities.since(client, before))
        .containsExactly("service_update_private_endpoints");
    assertThat(client.get("/activities").result().at("/0/serviceId").asString())
        .isEqualTo(id)
        .isNotEqualTo(other);
  }

  @Test
  void stop_start_awake_and_delete_are_on_record() {
    client.patch(path + "/state", "{'command':'stop'}").result();
    is(ServiceState.STOPPED);
    client.patch(path + "/state", "{'command':'start'}").result();
    is(ServiceState.RUNNING);
    client.patch(path + "/state", "{'command':'stop'}").result();
    is(ServiceState.STOPPED);
    client.patch(path + "/state", "{'command':'awake'}").result();
    is(ServiceState.RUNNING);
    client.patch(path + "/state", "{'command':'stop'}").result();
    is(ServiceState.STOPPED);
    client.delete(path).result();
    client.delete(path + "?data=" + DataDecision.DELETE.word()).result();

    assertThat(TestActivities.since(client, known))
        .containsExactly(
            "service_delete",
            "service_stop",
            "service_awaken",
            "service_stop",
            "service_start",
            "service_stop",
            "service_create");
  }

  @Test
  void a_new_password_is_on_record_and_what_it_is_is_not() {
    String password = client.patch(path + "/password", "{}").result().get("password").asString();

    assertThat(client.get("/activities").text()).doesNotContain(password);
  }

  /** As a pass would have found it. */
  private void is(ServiceState state) {
    ServiceStore store = TestControlPlane.shared().part(ServiceStore.class);
    ServiceRow row = store.find(client.organizationId(), UUID.fromString(id)).orElseThrow();
    store.save(
        new ServiceStatus(row.id(), state, row.generation(), List.of(), List.of()),
        1,
        Instant.parse("2026-11-01T00:00:00Z"));
  }
}
