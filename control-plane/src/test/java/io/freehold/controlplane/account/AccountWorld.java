package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.SimulatedCustomer;
import io.freehold.controlplane.TestCharts;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestDatabase;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.work.VirtualTime;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import tools.jackson.databind.JsonNode;

/** A control plane on a simulated AWS in virtual time, and customers with accounts there. */
final class AccountWorld implements AutoCloseable {
  static final String VENDOR = "999988887777";
  static final String ROLE = "ClickHouseManagementRole";

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  final SimulatedAws aws;
  private final SimulatedKubernetes kubernetes;
  private final ControlPlane controlPlane;
  private final List<Customer> customers = new ArrayList<>();
  private int accounts;

  AccountWorld() throws IOException {
    LatencyProfile profile = LatencyProfile.standard().medians();
    kubernetes = new SimulatedKubernetes(clock, profile, 1, Operators.BY_DEPLOYMENT);
    aws = new SimulatedAws(clock, profile, 1, kubernetes);
    controlPlane =
        ControlPlane.start(
            ControlPlaneSettings.local(0, TestDatabase.make())
                .withLogFile(Path.of("target", "account.log"))
                .withRateLimit(new RateLimit(1_000_000, Duration.ofSeconds(1)))
                .withWork(new ControlPlaneSettings.Work(1, Duration.ofMillis(5), 4)),
            Wiring.of(clock, Clock.systemUTC())
                .with(RoleSessions.class, new RoleSessions(aws::client, aws.rootOf(VENDOR), clock))
                .with(
                    Vendor.class, new Vendor(() -> VendorRoles.in(VENDOR), TestCharts.STAND_INS)));
  }

  /** A customer who has named an AWS account, in which there is nothing yet. */
  Customer customer() {
    KeyPair operator = controlPlane.issueOperatorKey("test " + UUID.randomUUID());
    TestClient client =
        new TestClient(controlPlane.url(), operator.keyId(), operator.keySecret(), "/v1/operator")
            .newOrganization();
    String accountId = "11112222%04d".formatted(++accounts);
    JsonNode account =
        client
            .post(
                "/cloudAccounts",
                "{'accountId':'%s','regionId':'us-east-1','adminEmail':'a@example.com'}"
                    .formatted(accountId))
            .result();
    Customer customer =
        new Customer(
            client,
            accountId,
            "/cloudAccounts/" + account.get("id").asString(),
            account.get("externalId").asString());
    customers.add(customer);
    return customer;
  }

  /** Takes their accounts out again, so that nobody looks at them any more. */
  void forgetCustomers() {
    customers.forEach(one -> one.client.delete(one.path));
    customers.clear();
  }

  /** Lets time pass until it is so; fails after too much of it. */
  void until(BooleanSupplier reached, Duration limit) {
    assertThat(controlPlane.part(VirtualTime.class).runUntil(reached, limit)).isTrue();
  }

  /** Lets at least so much time pass. */
  void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    until(() -> !clock.instant().isBefore(end), time.plusHours(30));
  }

  @Override
  public void close() throws IOException {
    controlPlane.close();
    kubernetes.close();
  }

  /** Somebody with an AWS account, and what they do there and ask of us. */
  final class Customer {
    final TestClient client;
    final String accountId;
    final String path;
    final String externalId;
    private String infrastructure = "";

    private Customer(TestClient client, String accountId, String path, String externalId) {
      this.client = client;
      this.accountId = accountId;
      this.path = path;
      this.externalId = externalId;
    }

    IamClient iam() {
      return aws.client(IamClient.class, aws.rootOf(accountId), Region.US_EAST_1);
    }

    /** As the template makes it. */
    void makeRole() {
      var _ = SimulatedCustomer.managementRole(aws, accountId, VENDOR, externalId);
    }

    void deleteRole() {
      IamClient iam = iam();
      iam.listRolePolicies(r -> r.roleName(ROLE))
          .policyNames()
          .forEach(name -> iam.deleteRolePolicy(r -> r.roleName(ROLE).policyName(name)));
      for (AttachedPolicy one :
          iam.listAttachedRolePolicies(r -> r.roleName(ROLE)).attachedPolicies()) {
        iam.detachRolePolicy(r -> r.roleName(ROLE).policyArn(one.policyArn()));
        iam.deletePolicy(r -> r.policyArn(one.policyArn()));
      }
      iam.deleteRole(r -> r.roleName(ROLE));
    }

    /**
     * @param principal as the policy's JSON has it
     * @param externalId empty for no condition
     */
    void trust(String principal, String demanded) {
      String condition =
          demanded.isEmpty()
              ? ""
              : ",'Condition':{'StringEquals':{'sts:ExternalId':'" + demanded + "'}}";
      String document =
          "{'Statement':[{'Effect':'Allow','Principal':%s,'Action':['sts:AssumeRole','sts:TagSession']%s}]}"
              .formatted(principal, condition)
              .replace('\'', '"');
      iam().updateAssumeRolePolicy(r -> r.roleName(ROLE).policyDocument(document));
    }

    void trustUs(String demanded) {
      trust("{'AWS':'" + VENDOR + "'}", demanded);
    }

    void reportRole() {
      client
          .patch(path, "{'managementRoleArn':'arn:aws:iam::%s:role/%s'}".formatted(accountId, ROLE))
          .result();
    }

    void onboard() {
      makeRole();
      reportRole();
      until(() -> state().equals("ready"), Duration.ofMinutes(1));
    }

    JsonNode account() {
      return client.get(path).result();
    }

    String state() {
      return account().get("state").asString();
    }

    String reasons() {
      return account().get("reasons").toString();
    }

    void createInfrastructure() {
      infrastructure =
          "/byocInfrastructure/"
              + client
                  .post(
                      "/byocInfrastructure",
                      "{'accountId':'%s','regionId':'us-east-1'}".formatted(accountId))
                  .result()
                  .get("id")
                  .asString();
    }

    void deleteInfrastructure() {
      assertThat(client.delete(infrastructure + "?data=delete").status()).isEqualTo(200);
    }

    TestClient.Reply plan() {
      return client.get(infrastructure + "/plan");
    }

    JsonNode createService() {
      return client
          .post(
              "/services",
              """
              {'name':'first','byocId':'%s','provider':'aws','region':'us-east-1',
               'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48,
               'idleScaling':false}
              """
                  .formatted(infrastructure.substring(infrastructure.lastIndexOf('/') + 1)))
          .result()
          .get("service");
    }

    String phase() {
      return infrastructure().get("phase").asString();
    }

    JsonNode ready() {
      return infrastructure().at("/conditions/0");
    }

    private JsonNode infrastructure() {
      return client.get(infrastructure).result();
    }

    /** What carries an infrastructure's tag. */
    List<LiveResource> tagged() {
      return aws.live(accountId).stream()
          .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
          .toList();
    }

    /** I2: nodes with more than one live thing. */
    Map<String, List<String>> duplicates() {
      Map<String, List<String>> byNode = new TreeMap<>();
      for (LiveResource one : tagged()) {
        String node = one.tags().get(AwsSession.NODE_TAG);
        if (node != null && !one.kind().equals("NetworkInterface")) {
          byNode.computeIfAbsent(node, any -> new ArrayList<>()).add(one.kind() + " " + one.id());
        }
      }
      byNode.values().removeIf(things -> things.size() < 2);
      return byNode;
    }

    /** How many calls our sessions made in the account. */
    long callsWithin() {
      return aws.callLog().records().stream()
          .filter(call -> call.principal().contains(":" + accountId + ":assumed-role/"))
          .count();
    }
  }
}
