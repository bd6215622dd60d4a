package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A controller that is passed over, because nothing that it goes by has changed, would have done
 * nothing: a cluster in which all of them run at every look has the same objects at every time.
 */
class SkippedControllersTest {
  private static final int LOOKS = 40;
  private static final int SECONDS = 5;

  private final TestCluster ordinary = TestCluster.start();
  private final TestCluster thorough = TestCluster.start();

  @AfterEach
  void stop() {
    ordinary.close();
    thorough.close();
  }

  @Test
  void would_have_done_nothing() {
    List<Consumer<TestCluster>> steps = new ArrayList<>();
    RealDefinitions.ofClickHouse()
        .forEach(crd -> steps.add(test -> test.client().resource(crd).create()));
    for (String yaml :
        List.of(
            Manifests.STORAGE,
            Manifests.CERTIFICATES,
            Manifests.CLUSTER_ISSUERS,
            Manifests.CHALLENGES)) {
      steps.add(test -> Manifests.apply(test.client(), yaml));
    }
    both(steps);

    apply(Manifests.keeper("keeper", 3));
    apply(Manifests.clickHouse("ch", 2));
    apply(Manifests.deployment("web", 4, "example.com/web:1"));
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{port: 443, targetPort: 8443}]}
        """);
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: c, namespace: default}
        spec: {secretName: tls, dnsNames: ["*.example.com"], issuerRef: {kind: ClusterIssuer, name: acme}}
        """);
    sameForAWhile();

    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: acme}
        spec: {acme: {server: https://acme.example.com, solvers: [{dns01: {route53: {region: a, hostedZoneID: Z}}}]}}
        """);
    apply(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: often, namespace: default}
        spec:
          schedule: "* * * * *"
          jobTemplate:
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: main, image: "example.com/a:1"}]}
        """);
    apply(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: everywhere, namespace: default}
        spec:
          selector: {matchLabels: {app: everywhere}}
          template:
            metadata: {labels: {app: everywhere}}
            spec: {containers: [{name: main, image: "example.com/a:1"}]}
        """);
    apply(Manifests.clickHouse("ch", 3));
    apply(Manifests.deployment("web", 2, "example.com/web:2"));
    sameForAWhile();

    both(
        List.of(
            test -> test.client().pods().inNamespace("default").withLabel("app", "web").delete(),
            test -> test.client().secrets().inNamespace("default").withName("tls").delete(),
            test -> test.cluster().neverReady("Deployment", "default", "web"),
            test ->
                test.client()
                    .apps()
                    .statefulSets()
                    .inNamespace("default")
                    .withLabel("tier", "database")
                    .delete()));
    sameForAWhile();

    both(List.of(test -> test.cluster().readyAgain("Deployment", "default", "web")));
    apply(Manifests.clickHouse("ch", 1));
    apply(Manifests.deployment("web", 0, "example.com/web:2"));
    sameForAWhile();

    // Owners that go at once, with nothing else being deleted.
    both(
        List.of(
            test -> test.cluster().remove("keeperclusters.clickhouse.com", "default", "keeper"),
            test -> test.cluster().remove("deployments.apps", "default", "web")));
    sameForAWhile();

    both(List.of(test -> test.client().namespaces().withName("default").delete()));
    sameForAWhile();
  }

  private void apply(String yaml) {
    both(List.of(test -> Manifests.apply(test.client(), yaml)));
  }

  private void both(List<Consumer<TestCluster>> steps) {
    for (Consumer<TestCluster> step : steps) {
      ordinary.cluster().catchUp();
      step.accept(ordinary);
      all(thorough);
      step.accept(thorough);
    }
  }

  /** What a lever changes, no controller says that it goes by: after one, all of them run. */
  private static void all(TestCluster test) {
    test.cluster().issueCertificates();
    test.cluster().catchUp();
  }

  private void sameForAWhile() {
    for (int i = 0; i < LOOKS; i++) {
      ordinary.pass(SECONDS);
      thorough.pass(SECONDS);
      all(thorough);
      Map<String, ObjectNode> found = objects(ordinary);
      Map<String, ObjectNode> needed = objects(thorough);
      assertThat(found.keySet()).isEqualTo(needed.keySet()).hasSizeGreaterThan(10);
      needed.forEach((key, object) -> assertThat(found.get(key)).as(key).isEqualTo(object));
    }
  }

  private static Map<String, ObjectNode> objects(TestCluster test) {
    Map<String, ObjectNode> objects = new TreeMap<>();
    for (ObjectSummary one : test.cluster().objects()) {
      ObjectNode object =
          test.cluster().object(one.resource(), one.namespace(), one.name()).orElseThrow();
      if (one.kind().equals("Secret")) {
        object.remove("data"); // keys are made of true randomness
      }
      objects.put(one.resource() + " " + one.namespace() + " " + one.name(), object);
    }
    return objects;
  }
}
