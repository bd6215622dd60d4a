package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What time does to workloads. */
class WorkloadTest {
  private TestCluster test = TestCluster.start();

  @AfterEach
  void stop() {
    test.close();
  }

  private Deployment deployment(String name) {
    return test.client().apps().deployments().inNamespace("default").withName(name).get();
  }

  private static int available(Deployment deployment) {
    Integer found = deployment.getStatus().getAvailableReplicas();
    return found == null ? 0 : found;
  }

  private List<Pod> pods(String app) {
    return test.client().pods().inNamespace("default").withLabel("app", app).list().getItems();
  }

  @Test
  void a_deployment_is_available_after_the_profiles_time_and_not_before() {
    Manifests.apply(test.client(), Manifests.deployment("web", 3, "example.com/web:1"));
    assertThat(pods("web")).hasSize(3).allSatisfy(pod -> assertThat(ready(pod)).isFalse());
    test.pass(39);
    assertThat(available(deployment("web"))).isZero();
    test.pass(1);
    assertThat(available(deployment("web"))).isEqualTo(3);
    assertThat(deployment("web").getStatus().getObservedGeneration()).isEqualTo(1);
    assertThat(pods("web"))
        .allSatisfy(pod -> assertThat(pod.getStatus().getPodIP()).startsWith("10.0."))
        .extracting(pod -> pod.getSpec().getNodeName())
        .doesNotHaveDuplicates();
    assertThat(pods("web")).extracting(pod -> pod.getStatus().getPodIP()).doesNotHaveDuplicates();
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Test
  void times_are_those_at_which_things_happened_not_those_of_the_look() {
    Manifests.apply(test.client(), Manifests.deployment("web", 1, "example.com/web:1"));
    deployment("web");
    test.pass(1000);
    assertThat(deployment("web").getStatus().getConditions())
        .filteredOn(c -> c.getType().equals("Available"))
        .singleElement()
        .satisfies(c -> assertThat(c.getLastTransitionTime()).isEqualTo("2026-11-01T00:00:40Z"));
  }

  @Test
  void nothing_runs_without_a_ready_node_and_the_time_counts_from_there() {
    test.close();
    test =
        TestCluster.start(
            new StandaloneEnvironment()
                .withReadyNodes(1, "amd64", TestCluster.START.plusSeconds(100)));
    Manifests.apply(test.client(), Manifests.deployment("web", 1, "example.com/web:1"));
    test.pass(99);
    assertThat(pods("web").getFirst().getStatus().getPhase()).isEqualTo("Pending");
    test.pass(40);
    assertThat(available(deployment("web"))).isZero();
    test.pass(1);
    assertThat(available(deployment("web"))).isEqualTo(1);
  }

  @Test
  void a_pod_goes_only_where_its_selector_and_tolerations_let_it() {
    test.environment()
        .add(
            new ClusterNode(
                "arm",
                "eu-central-1a",
                "euc1-az1",
                "arm64",
                Map.of("pool", "workload"),
                List.of(new ClusterNode.Taint("dedicated", "clickhouse", "NoSchedule")),
                "10.0.0.99",
                "10.0.0.0/19",
                TestCluster.START));
    String selecting =
        Manifests.deployment("web", 1, "example.com/web:1")
            .replace(
                "      containers:", "      nodeSelector: {pool: workload}\n      containers:");
    Manifests.apply(test.client(), selecting);
    assertThat(pods("web").getFirst().getSpec().getNodeName()).isNull();
    Manifests.apply(
        test.client(),
        selecting.replace(
            "      containers:",
            "      tolerations: [{key: dedicated, operator: Exists}]\n      containers:"));
    test.pass(41);
    assertThat(pods("web")).anySatisfy(p -> assertThat(p.getSpec().getNodeName()).isEqualTo("arm"));
  }

  @Test
  void a_job_that_is_to_give_up_fails_and_leaves_no_pod() {
    test.cluster().givesUp("default", "work");
    Manifests.apply(
        test.client(),
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: work, namespace: default}
        spec:
          template:
            spec: {restartPolicy: Never, containers: [{name: main, image: "example.com/work:1"}]}
        """);
    test.pass(600);
    JsonNode status = test.cluster().object("jobs.batch", "default", "work").orElseThrow();
    assertThat(status.path("status").path("conditions").findValuesAsText("type"))
        .containsExactly("FailureTarget", "Failed");
    assertThat(test.client().pods().inNamespace("default").list().getItems()).isEmpty();
  }

  @Test
  void an_aggregated_api_is_available_once_a_pod_stands_behind_its_service() {
    Manifests.apply(
        test.client(),
        """
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: {name: v1.web.example.com}
        spec:
          group: web.example.com
          version: v1
          groupPriorityMinimum: 100
          versionPriority: 100
          service: {namespace: default, name: web}
        """);
    Manifests.apply(
        test.client(),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{port: 443}]}
        """);
    assertThat(available()).isEqualTo("False");
    Manifests.apply(test.client(), Manifests.deployment("web", 1, "example.com/web:1"));
    test.client().pods().list();
    test.pass(60);
    assertThat(available()).isEqualTo("True");
  }

  private String available() {
    return test.cluster()
        .object("apiservices.apiregistration.k8s.io", "", "v1.web.example.com")
        .orElseThrow()
        .path("status")
        .path("conditions")
        .path(0)
        .path("status")
        .asText();
  }

  @Test
  void a_new_image_comes_up_beside_the_old_one() {
    Manifests.apply(test.client(), Manifests.deployment("web", 2, "example.com/web:1"));
    deployment("web");
    test.pass(40);
    assertThat(available(deployment("web"))).isEqualTo(2);
    Manifests.apply(test.client(), Manifests.deployment("web", 2, "example.com/web:2"));
    assertThat(deployment("web").getStatus().getObservedGeneration()).isEqualTo(2);
    assertThat(available(deployment("web"))).isEqualTo(2);
    assertThat(deployment("web").getStatus().getReplicas()).isEqualTo(4);
    test.pass(40);
    assertThat(deployment("web").getStatus().getReplicas()).isEqualTo(2);
    assertThat(pods("web"))
        .allSatisfy(pod ->
            assertThat(pod.getSpec().getContainers().getFirst().getImage()).endsWith("web:2"));
  }

  @Test
  void pods_of_a_deployment_go_with_it() {
    Manifests.apply(test.client(), Manifests.deployment("web", 2, "example.com/web:1"));
    assertThat(pods("web")).hasSize(2);
    test.client().apps().deployments().inNamespace("default").withName("web").delete();
    assertThat(pods("web")).isEmpty();
    assertThat(test.client().apps().replicaSets().inNamespace("default").list().getItems())
        .isEmpty();
  }

  @Test
  void what_must_never_be_ready_is_not_until_it_may() {
    test.cluster().neverReady("Deployment", "default", "web");
    Manifests.apply(test.client(), Manifests.deployment("web", 1, "example.com/web:1"));
    test.pass(3600);
    assertThat(available(deployment("web"))).isZero();
    test.cluster().readyAgain("Deployment", "default", "web");
    assertThat(available(deployment("web"))).isEqualTo(1);
  }

  @Test
  void a_missing_secret_holds_a_container_back() {
    String needing =
        Manifests.deployment("web", 1, "example.com/web:1")
            .replace(
                "- {name: main,",
                "- {name: main, env: [{name: P, valueFrom: {secretKeyRef: {name: s, key: p}}}],");
    Manifests.apply(test.client(), needing);
    test.pass(100);
    assertThat(
            pods("web")
                .getFirst()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getWaiting()
                .getReason())
        .isEqualTo("CreateContainerConfigError");
    Manifests.apply(
        test.client(),
        "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"s\","
            + " \"namespace\": \"default\"}, \"stringData\": {\"p\": \"x\"}}");
    pods("web");
    test.pass(40);
    assertThat(available(deployment("web"))).isEqualTo(1);
  }

  @Test
  void a_stateful_set_starts_in_order_each_pod_with_its_claim() {
    Manifests.apply(test.client(), Manifests.STORAGE);
    Manifests.apply(
        test.client(),
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: default}
        spec:
          replicas: 2
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              containers:
              - name: main
                image: example.com/db:1
                volumeMounts: [{name: data, mountPath: /data}]
          volumeClaimTemplates:
          - metadata: {name: data}
            spec:
              accessModes: [ReadWriteOnce]
              storageClassName: fast
              resources: {requests: {storage: 1Gi}}
        """);
    assertThat(pods("db")).extracting(p -> p.getMetadata().getName()).containsExactly("db-0");
    test.pass(40);
    assertThat(pods("db")).hasSize(2);
    test.pass(40);
    assertThat(pods("db")).allSatisfy(pod -> assertThat(ready(pod)).isTrue());
    var claims = test.client().persistentVolumeClaims().inNamespace("default");
    assertThat(claims.list().getItems())
        .hasSize(2)
        .allSatisfy(claim -> assertThat(claim.getStatus().getPhase()).isEqualTo("Bound"));
    test.client().apps().statefulSets().inNamespace("default").withName("db").delete();
    assertThat(pods("db")).isEmpty();
    assertThat(claims.list().getItems()).as("claims outlive the set").hasSize(2);
    claims.delete();
    assertThat(test.client().persistentVolumes().list().getItems()).isEmpty();
  }

  @Test
  void a_claim_without_its_storage_class_keeps_its_pod_waiting() {
    Manifests.apply(
        test.client(),
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: default}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: fast
          resources: {requests: {storage: 1Gi}}
        """);
    Manifests.apply(
        test.client(),
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: default, labels: {app: p}}
        spec:
          containers: [{name: main, image: "example.com/p:1"}]
          volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
        """);
    test.pass(100);
    assertThat(ready(pods("p").getFirst())).isFalse();
    Manifests.apply(test.client(), Manifests.STORAGE);
    pods("p");
    test.pass(40);
    assertThat(ready(pods("p").getFirst())).isTrue();
  }

  @Test
  void a_job_completes_and_a_daemon_set_is_on_every_node() {
    Manifests.apply(
        test.client(),
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: once, namespace: default}
        spec:
          template:
            spec: {restartPolicy: Never, containers: [{name: main, image: "example.com/job:1"}]}
        """);
    Manifests.apply(
        test.client(),
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: default}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec: {containers: [{name: main, image: "example.com/agent:1"}]}
        """);
    pods("agent");
    test.pass(40);
    var job = test.client().batch().v1().jobs().inNamespace("default").withName("once").get();
    assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
    assertThat(job.getStatus().getConditions()).extracting("type").contains("Complete");
    var agent = test.client().apps().daemonSets().inNamespace("default").withName("agent").get();
    assertThat(agent.getStatus().getNumberReady()).isEqualTo(3);
  }

  @Test
  void a_service_shows_the_addresses_of_its_ready_pods() {
    Manifests.apply(test.client(), Manifests.deployment("web", 2, "example.com/web:1"));
    Manifests.apply(
        test.client(),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{name: https, port: 443, targetPort: web}]}
        """);
    pods("web");
    test.pass(40);
    JsonNode slice =
        test.cluster().object("endpointslices.discovery.k8s.io", "default", "web").orElseThrow();
    assertThat(slice.path("ports").path(0).path("port").asInt()).isEqualTo(8443);
    assertThat(slice.path("endpoints")).hasSize(2);
    assertThat(slice.path("endpoints").path(0).path("conditions").path("ready").asBoolean())
        .isTrue();
  }
}
