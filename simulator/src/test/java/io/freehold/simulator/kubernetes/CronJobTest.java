package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs by the clock, and what a backup comes to. */
class CronJobTest {
  private static final long HOUR = 3600;
  private static final String MANIFEST =
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: backups, namespace: default}
      spec:
        schedule: "0 * * * *"
        concurrencyPolicy: Forbid
        startingDeadlineSeconds: 600
        suspend: false
        successfulJobsHistoryLimit: 2
        failedJobsHistoryLimit: 1
        jobTemplate:
          metadata: {labels: {what: backup}}
          spec:
            backoffLimit: 1
            template:
              spec:
                restartPolicy: Never
                containers:
                - name: backup
                  image: example.com/clickhouse:1
                  env:
                  - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  - {name: TO, value: "https://s3.eu-central-1.amazonaws.com/b/p/$(POD)"}
                  - {name: STATEMENT, value: "BACKUP ALL TO S3('$(TO)')"}
      """;

  private TestCluster test;

  @BeforeEach
  void start() {
    test = TestCluster.start();
    for (CustomResourceDefinition definition : RealDefinitions.ofClickHouse()) {
      test.client().resource(definition).create();
    }
    Manifests.apply(test.client(), Manifests.STORAGE);
    Manifests.apply(test.client(), Manifests.keeper("keeper", 3));
    Manifests.apply(test.client(), Manifests.clickHouse("clickhouse", 1));
    test.pass(120);
    Manifests.apply(test.client(), MANIFEST);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void there_is_a_job_at_every_full_hour_and_only_the_latest_are_remembered() {
    test.pass(HOUR - 121);
    assertThat(jobs()).isEmpty();
    test.pass(1);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> assertThat(job.getStatus().getActive()).isEqualTo(1));
    test.pass(120);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.getMetadata().getName()).isEqualTo("backups-29891580");
          assertThat(job.getMetadata().getLabels()).containsEntry("what", "backup");
          assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
        });
    test.pass(4 * HOUR);
    assertThat(jobs()).hasSize(2).allMatch(job -> job.getStatus().getSucceeded() == 1);
    assertThat(pods()).as("go with their jobs").hasSize(2);
  }

  @Test
  void a_backup_tells_how_large_it_is() {
    test.pass(HOUR);
    assertThat(pods())
        .singleElement()
        .extracting(pod -> end(pod))
        .asString()
        .matches("[0-9a-f-]{36}\tBACKUP_CREATED\n\\d+\n");
  }

  @Test
  void one_that_fails_is_tried_as_often_as_it_may_and_says_why() {
    test.cluster().failBackups("default", "Code: 499. DB::Exception: Access Denied. (S3_ERROR)");
    test.pass(2 * HOUR - 121);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.getStatus().getFailed()).isEqualTo(2);
          assertThat(job.getStatus().getConditions())
              .extracting(one -> one.getType() + " " + one.getReason())
              .contains("Failed BackoffLimitExceeded");
        });
    assertThat(pods()).hasSize(2).allMatch(pod -> end(pod).contains("Access Denied"));
    test.cluster().mendBackups("default");
    test.pass(HOUR);
    assertThat(jobs()).extracting(job -> job.getStatus().getSucceeded()).contains(1);
  }

  @Test
  void without_a_server_there_is_no_backup() {
    Manifests.apply(test.client(), Manifests.clickHouse("clickhouse", 0));
    test.pass(HOUR + 1800);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.getStatus().getActive()).as("waits for a server").isEqualTo(1);
          assertThat(job.getStatus().getFailed()).isNull();
        });
    test.pass(2 * HOUR - 1921);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> assertThat(job.getStatus().getFailed()).isPositive());
    assertThat(pods()).allMatch(pod -> end(pod).contains("Connection refused"));
  }

  @Test
  void one_that_begins_before_its_server_waits_for_it() {
    Manifests.apply(test.client(), Manifests.clickHouse("clickhouse", 0));
    test.pass(HOUR + 600);
    Manifests.apply(test.client(), Manifests.clickHouse("clickhouse", 1));
    test.pass(600);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
          assertThat(job.getStatus().getFailed()).isNull();
        });
  }

  @Test
  void suspended_it_makes_none_and_later_none_for_times_long_past() {
    suspend(true);
    test.pass(3 * HOUR);
    assertThat(jobs()).isEmpty();
    test.pass(1200);
    suspend(false);
    test.pass(60);
    assertThat(jobs()).as("ten minutes late is too late").isEmpty();
    test.pass(HOUR);
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void a_job_that_still_runs_holds_the_next_one_up() {
    test.cluster().neverReady("CronJob", "default", "backups");
    test.pass(3 * HOUR);
    assertThat(jobs()).hasSize(1);
    ObjectNode cron = test.cluster().object("cronjobs.batch", "default", "backups").orElseThrow();
    assertThat(cron.at("/status/active").size()).isEqualTo(1);
    assertThat(cron.at("/status/lastScheduleTime").asText()).isEqualTo("2026-11-01T01:00:00Z");
  }

  /** A controller that met it later could only fall over it. */
  @Test
  void a_schedule_of_another_form_is_refused_when_it_is_written() {
    assertThatThrownBy(
            () -> Manifests.apply(test.client(), MANIFEST.replace("0 * * * *", "0 2-4 * * *")))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.schedule")
        .hasMessageContaining("0 2-4 * * *");
  }

  private void suspend(boolean suspended) {
    test.cluster()
        .edit(
            "cronjobs.batch",
            "default",
            "backups",
            cron -> cron.withObjectProperty("spec").put("suspend", suspended));
  }

  private List<Job> jobs() {
    return test.client().batch().v1().jobs().inNamespace("default").list().getItems();
  }

  private List<Pod> pods() {
    return test.client().pods().inNamespace("default").list().getItems().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith("backups-"))
        .toList();
  }

  private static String end(Pod pod) {
    return pod.getStatus()
        .getContainerStatuses()
        .getFirst()
        .getState()
        .getTerminated()
        .getMessage();
  }
}
