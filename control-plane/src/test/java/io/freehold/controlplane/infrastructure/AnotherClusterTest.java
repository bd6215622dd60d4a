package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.kubernetes.ObjectSummary;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/** The way into the cluster changes under the control plane, which runs on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnotherClusterTest {
  private static final String OLD = "ClickHouseManagementRole";
  private static final String NEW = "ClickHouseManagementRole2";

  private static SimulatedPlane plane;
  private static String place;
  private static String cluster;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("another-cluster");
    place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    cluster = "clickhouse-cloud-" + plane.at(place).get("name").asString();
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void another_management_role_is_used_for_the_cluster_too() {
    String arn = anotherRole();
    String account = plane.at("/cloudAccounts").at("/0/id").asString();
    plane.client.patch("/cloudAccounts/" + account, "{'managementRoleArn':'" + arn + "'}").result();
    // It looks at all of it and tells its own role in the cluster to trust the other one.
    pass(Duration.ofMinutes(30));
    shutTheOldRole();
    // Longer than any session lasts.
    pass(Duration.ofHours(2));

    plane
        .cluster()
        .orElseThrow()
        .remove("deployments.apps", "istio-ingress", "istio-ingressgateway");
    plane.until(() -> !objects("Deployment", "istio-ingress").isEmpty(), place);
    plane.untilPhase(place, "ready");
  }

  @Test
  @Order(2)
  void a_cluster_that_was_deleted_by_somebody_is_made_anew_and_everything_put_into_it() {
    SimulatedCluster before = plane.cluster().orElseThrow();
    deleteOutside().forEach(Lever::release);

    plane.until(() -> plane.cluster().orElseThrow() != before, place);
    plane.untilPhase(place, "ready");

    assertThat(objects("Deployment", "istio-ingress")).containsExactly("istio-ingressgateway");
  }

  @Test
  @Order(3)
  void one_that_was_deleted_by_somebody_is_no_hindrance_on_the_way_down() {
    List<Lever> nothingNew = deleteOutside();
    plane.client.delete(place + "?data=delete").result();
    nothingNew.forEach(Lever::release);

    plane.untilPhase(place, "deleted");
  }

  private static void pass(Duration time) {
    Instant end = plane.clock.instant().plus(time);
    plane.until(() -> plane.clock.instant().isAfter(end));
  }

  private static List<String> objects(String kind, String namespace) {
    return plane.cluster().orElseThrow().objects().stream()
        .filter(one -> one.kind().equals(kind) && one.namespace().equals(namespace))
        .map(ObjectSummary::name)
        .toList();
  }

  private static IamClient iam() {
    return plane.aws.client(
        IamClient.class, plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER), Region.US_EAST_1);
  }

  /** Another role that the vendor may assume, with a boundary of its own for our roles. */
  private static String anotherRole() {
    String trust = decoded(iam().getRole(r -> r.roleName(OLD)).role().assumeRolePolicyDocument());
    String policies = "arn:aws:iam::" + SimulatedPlane.CUSTOMER + ":policy/";
    String boundary =
        decoded(
            iam()
                .getPolicyVersion(r -> r.policyArn(policies + OLD + "-boundary").versionId("v1"))
                .policyVersion()
                .document());
    iam().createPolicy(r -> r.policyName(NEW + "-boundary").policyDocument(boundary));
    String arn =
        iam().createRole(r -> r.roleName(NEW).assumeRolePolicyDocument(trust)).role().arn();
    iam()
        .putRolePolicy(r ->
            r.roleName(NEW)
                .policyName("everything")
                .policyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
    return arn;
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  private static void shutTheOldRole() {
    iam()
        .updateAssumeRolePolicy(r ->
            r.roleName(OLD)
                .policyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}]}"));
  }

  /** Deletes the cluster as somebody else would; answers what keeps another from being made. */
  private static List<Lever> deleteOutside() {
    EksClient eks =
        plane.aws.client(
            EksClient.class,
            plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER),
            Region.US_EAST_1);
    List<Lever> nothingNew =
        List.of(
            plane.aws.levers().deny("eks:CreateNodegroup"),
            plane.aws.levers().deny("eks:CreateCluster"));
    for (String group : eks.listNodegroups(r -> r.clusterName(cluster)).nodegroups()) {
      eks.deleteNodegroup(r -> r.clusterName(cluster).nodegroupName(group));
    }
    plane.until(() -> eks.listNodegroups(r -> r.clusterName(cluster)).nodegroups().isEmpty());
    eks.deleteCluster(r -> r.name(cluster));
    plane.until(() -> eks.listClusters(r -> {}).clusters().isEmpty());
    return nothingNew;
  }
}
