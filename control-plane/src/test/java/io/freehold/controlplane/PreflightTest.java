package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.customer.Mistake;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;

/** An account that is not ready holds an infrastructure up before anything of it is made. */
class PreflightTest {
  private static final String CUSTOMER = SimulatedPlane.CUSTOMER;
  private static final String BODY =
      "{'accountId':'%s','regionId':'us-east-1'}".formatted(CUSTOMER);

  private final SimulatedPlane plane = SimulatedPlane.start("preflight");
  private final SimulatedAws aws = plane.aws;
  private final VirtualClock clock = plane.clock;
  private final TestClient client = plane.client;

  private final Set<String> askedInTransaction = ConcurrentHashMap.newKeySet();

  PreflightTest() {
    aws.callLog().clear();
  }

  /** A client that notes what is asked of it while a transaction is open. */
  private <T extends SdkClient> T watched(
      Class<T> type, AwsCredentialsProvider credentials, Region region) {
    T client = aws.client(type, credentials, region);
    InvocationHandler watch =
        (proxy, method, arguments) -> {
          if (TransactionSynchronizationManager.isActualTransactionActive()) {
            askedInTransaction.add(method.getName());
          }
          try {
            return method.invoke(client, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, watch));
  }

  @Test
  void no_request_asks_aws_while_it_holds_a_transaction_open() {
    RoleSessions sessions =
        new RoleSessions(this::watched, aws.rootOf(SimulatedPlane.VENDOR), clock);
    plane.restart(it -> it, wiring -> wiring.with(RoleSessions.class, sessions));
    String account =
        "/cloudAccounts/" + plane.client.get("/cloudAccounts").result().at("/0/id").asString();
    String place =
        "/byocInfrastructure/" + posted("/byocInfrastructure", BODY).result().get("id").asString();
    posted("/preflight", BODY).result();
    posted(account + "/verify", "{}").result();
    posted(place + "/preflight", "{}").result();

    assertThat(aws.callLog().records()).hasSizeGreaterThan(50);
    assertThat(askedInTransaction).isEmpty();
  }

  private TestClient.Reply posted(String path, String body) {
    clock.advance(Duration.ofMinutes(1)); // AWS limits how often it may be asked
    return plane.client.post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  @AfterEach
  void stop() throws Exception {
    plane.close();
  }

  private String create(String body) {
    return "/byocInfrastructure/"
        + client.post("/byocInfrastructure", body).result().get("id").asString();
  }

  private void until(String place, BooleanSupplier reached) {
    plane.until(reached, place);
  }

  private void until(String place, String phase) {
    plane.untilPhase(place, phase);
  }

  private JsonNode ready(String place) {
    return client.get(place).result().at("/conditions/0");
  }

  private static List<String> failing(JsonNode preflight) {
    List<String> ids = new ArrayList<>();
    preflight
        .get("checks")
        .forEach(check -> {
          if (check.get("status").asString().equals("fail")) {
            ids.add(check.get("id").asString());
          }
        });
    return ids;
  }

  private void nothingWasMade() {
    assertThat(aws.callLog().mutating()).isEmpty();
    assertThat(aws.live(CUSTOMER)).noneMatch(one -> one.tags().containsKey(AwsSession.OWNER_TAG));
  }

  @Test
  void a_quota_that_is_raised_lets_it_go_on_by_itself() {
    Lever few = aws.levers().setQuota("L-0263D0A3", 2);
    String place = create(BODY);
    assertThat(client.get(place).result().get("phase").asString()).isEqualTo("preflight");
    until(place, "blocked");
    assertThat(client.get(place).result().get("state").asString()).isEqualTo("infra-provisioning");
    assertThat(ready(place).get("reason").asString()).isEqualTo("PreflightFailed");
    assertThat(ready(place).get("message").asString())
        .startsWith("1 check fails: quota-elastic-ips: on ec2/L-0263D0A3, found 0 of 2 in use,")
        .contains("needed 3 more", "aws service-quotas request-service-quota-increase");
    JsonNode preflight = client.get(place + "/preflight").result();
    assertThat(preflight.get("state").asString()).isEqualTo("failed");
    assertThat(failing(preflight)).containsExactly("quota-elastic-ips");
    nothingWasMade();

    Instant blocked = clock.instant();
    until(place, () -> clock.instant().isAfter(blocked.plus(Duration.ofMinutes(30))));
    nothingWasMade();
    assertThat(aws.callLog().of("ec2:DescribeAddresses"))
        .as("looks within half an hour, ever rarer")
        .hasSizeBetween(5, 9);
    few.release();
    Instant raised = clock.instant();
    until(place, "provisioning");
    assertThat(Duration.between(raised, clock.instant())).isLessThan(Duration.ofMinutes(11));
    assertThat(client.get(place + "/preflight").result().get("state").asString())
        .isEqualTo("passed");
    until(place, "ready");
  }

  @Test
  void whoever_raised_it_need_not_wait() {
    Lever few = aws.levers().setQuota("L-0263D0A3", 2);
    String place = create(BODY);
    until(place, "blocked");
    few.release();
    clock.advance(Duration.ofSeconds(10));
    Instant raised = clock.instant();
    JsonNode preflight = client.post(place + "/preflight", "{}").result();
    assertThat(preflight.get("state").asString()).isEqualTo("passed");
    until(place, "provisioning");
    assertThat(clock.instant()).isEqualTo(raised);
  }

  @Test
  void a_check_that_somebody_waives_on_record_stops_nothing() {
    // Three addresses are needed, and AWS has the last word.
    Lever few = aws.levers().setQuota("L-0263D0A3", 2);
    String place = create(BODY);
    until(place, "blocked");

    TestClient.Reply unknown =
        client.post(place + "/preflight/waivers", "{'check':'quota-moons','reason':'why not'}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.code()).isEqualTo("check-unknown");
    assertThat(unknown.text()).contains("quota-elastic-ips");
    TestClient.Reply needless =
        client.post(place + "/preflight/waivers", "{'check':'quota-vpcs','reason':'why not'}");
    assertThat(needless.status()).isEqualTo(409);
    assertThat(needless.code()).isEqualTo("check-does-not-fail");
    TestClient.Reply silent = client.post(place + "/preflight/waivers", "{'check':'quota-vpcs'}");
    assertThat(silent.violations()).containsExactly("reason field-missing");
    nothingWasMade();

    JsonNode waived =
        client
            .post(
                place + "/preflight/waivers",
                "{'check':'quota-elastic-ips','reason':'AWS has promised ten more by noon'}")
            .result();
    assertThat(waived.get("state").asString()).isEqualTo("passed");
    assertThat(failing(waived)).isEmpty();
    assertThat(waived.get("checks"))
        .filteredOn(check -> check.get("id").asString().equals("quota-elastic-ips"))
        .allSatisfy(check -> assertThat(check.get("status").asString()).isEqualTo("waived"));
    assertThat(waived.at("/waivers/0/reason").asString())
        .isEqualTo("AWS has promised ten more by noon");
    assertThat(waived.at("/waivers/0/actor").asString())
        .isEqualTo("key " + client.get("/keys").result().at("/0/id").asString());
    until(place, () -> !aws.callLog().mutating().isEmpty());
    few.release();
    until(place, "ready");
    assertThat(client.get(place + "/preflight").result().get("waivers")).hasSize(1);
  }

  @Test
  void a_permission_that_is_denied_from_the_start_blocks_before_anything_is_made() {
    aws.levers().deny("eks:CreateNodegroup");
    String place = create(BODY);
    until(place, "blocked");
    assertThat(ready(place).get("message").asString())
        .contains(
            "permission-eks-create-nodegroup-own-cluster: eks:CreateNodegroup on arn:aws:eks:")
        .contains("denied by a service control policy", "administers the AWS organization");
    nothingWasMade();
    aws.levers().releaseAll();
    until(place, "ready");
  }

  @Test
  void an_account_that_does_not_answer_is_asked_again_soon_and_nobody_is_called() {
    Lever slow = aws.levers().throttle("iam:SimulatePrincipalPolicy", 0);
    String place = create(BODY);
    until(place, () -> ready(place).path("reason").asString("").equals("Throttled"));
    assertThat(client.get(place).result().get("phase").asString()).isEqualTo("preflight");
    assertThat(client.post(place + "/preflight", "{}").code()).isEqualTo("preflight-unavailable");
    slow.release();
    Instant released = clock.instant();
    until(place, "provisioning");
    assertThat(Duration.between(released, clock.instant())).isLessThan(Duration.ofSeconds(15));
  }

  /** What somebody has taken upon themselves is not held against the VPC afterwards either. */
  @Test
  void a_rule_of_the_customers_VPC_that_is_waived_stops_nothing_later() {
    ExistingVpc vpc =
        ExistingVpc.build(aws, CUSTOMER, "us-east-1", Mistake.SUBNET_TAG_IN_WRONG_CASE);
    String place =
        create(
            """
            {'accountId':'%s','regionId':'us-east-1','network':{'mode':'customer','vpcId':'%s',
             'privateSubnetIds':['%s']}}
            """
                .formatted(CUSTOMER, vpc.vpcId(), String.join("','", vpc.privateSubnetIds())));
    until(place, "blocked");
    for (String check : failing(client.get(place + "/preflight").result())) {
      var _ =
          client
              .post(
                  place + "/preflight/waivers",
                  "{'check':'%s','reason':'the tag is set by a pipeline'}".formatted(check))
              .result();
    }
    until(place, "ready");
  }

  @Test
  void the_same_is_told_of_what_nobody_asked_for_yet_and_nothing_is_kept() {
    ExistingVpc vpc =
        ExistingVpc.build(aws, CUSTOMER, "us-east-1", Mistake.SUBNET_TAG_IN_WRONG_CASE);
    aws.levers().setQuota("L-1216C47A", 4);
    aws.levers().setQuota("L-0263D0A3", 3); // the VPC has three
    aws.levers().deny("ec2:RunInstances");
    aws.callLog().clear();
    String body =
        """
        {'accountId':'%s','regionId':'us-east-1','network':{'mode':'customer','vpcId':'%s',
         'privateSubnetIds':['%s']}}
        """
            .formatted(CUSTOMER, vpc.vpcId(), String.join("','", vpc.privateSubnetIds()));
    JsonNode all = client.post("/preflight", body).result();
    assertThat(all.get("state").asString()).isEqualTo("failed");
    assertThat(failing(all)).contains("quota-standard-vcpus");
    assertThat(all.toString()).contains("permission-ec2-run-instances-own-launch-template");
    assertThat(failing(all)).anyMatch(id -> id.startsWith("vpc-subnet-tag-subnet-"));
    assertThat(all.toString()).contains("3 of 3 in use");
    clock.advance(Duration.ofSeconds(10));
    JsonNode network = client.post("/preflight?category=network", body).result();
    assertThat(network.get("checks"))
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.get("category").asString()).isEqualTo("network"));
    assertThat(client.post("/preflight?category=weather", body).code())
        .isEqualTo("invalid-parameter");
    assertThat(client.get("/byocInfrastructure").result()).isEmpty();
    nothingWasMade();
  }

  private String inVpc(ExistingVpc vpc, List<String> subnets, String more) {
    return """
    {'accountId':'%s','regionId':'us-east-1','network':{'mode':'customer','vpcId':'%s',
     'privateSubnetIds':['%s']}%s}
    """
        .formatted(CUSTOMER, vpc.vpcId(), String.join("','", subnets), more);
  }

  private static List<String> ids(JsonNode preflight) {
    List<String> ids = new ArrayList<>();
    preflight.get("checks").forEach(check -> ids.add(check.get("id").asString()));
    return ids;
  }

  @Test
  void what_a_vpc_lacks_is_told_as_checks_beside_all_others_where_nothing_is_to_be_made_yet() {
    ExistingVpc vpc =
        ExistingVpc.build(aws, CUSTOMER, "us-east-1", Mistake.SUBNET_TAG_IN_WRONG_CASE);
    aws.levers().setQuota("L-1216C47A", 4);
    aws.callLog().clear();
    List<String> two = vpc.privateSubnetIds().subList(0, 2);
    String body = inVpc(vpc, two, ",'zoneIds':['use1-az1'],'vpcCidrRange':'10.99.0.0/16'");

    JsonNode told = client.post("/preflight", body).result();
    assertThat(told.get("state").asString()).isEqualTo("failed");
    assertThat(failing(told))
        .contains(
            "vpc-three-zones-" + vpc.vpcId(),
            "vpc-subnet-tag-" + two.getFirst(),
            "quota-standard-vcpus",
            "cidr-differs-vpccidrrange")
        .doesNotContain("too-few-zones-network-privatesubnetids");
    assertThat(ids(told)).doesNotHaveDuplicates();
    clock.advance(Duration.ofSeconds(10));
    JsonNode network = client.post("/preflight?category=network", body).result();
    assertThat(failing(network))
        .contains("vpc-three-zones-" + vpc.vpcId())
        .doesNotContain("quota-standard-vcpus");
    clock.advance(Duration.ofSeconds(10));
    JsonNode nowhere =
        client.post("/preflight", body.replace(vpc.vpcId(), "vpc-00000000")).result();
    assertThat(failing(nowhere)).contains("vpc-vpc-exists-vpc-00000000", "quota-standard-vcpus");
    nothingWasMade();

    // To be made it is refused, with all that the VPC lacks.
    TestClient.Reply refused = client.post("/byocInfrastructure", body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.violations())
        .contains(
            "network.privateSubnetIds three-zones",
            "network.privateSubnetIds[0] subnet-tag",
            "vpcCidrRange cidr-differs");
    // What is wrong with the request alone is no check.
    assertThat(client.post("/preflight", body.replace("10.99.0.0/16", "ten")).violations())
        .containsExactly("vpcCidrRange cidr-malformed");
  }

  @Test
  void zones_that_the_account_does_not_have_are_a_check_too() {
    String body =
        "{'accountId':'%s','regionId':'us-east-1','availabilityZoneSuffixes':['a','b','x']}"
            .formatted(CUSTOMER);
    JsonNode told = client.post("/preflight", body).result();
    assertThat(failing(told)).contains("zone-unknown-availabilityzonesuffixes");
    assertThat(ids(told)).contains("role-boundary", "quota-vpcs");
    assertThat(client.post("/byocInfrastructure", body).violations())
        .contains("availabilityZoneSuffixes zone-unknown");
  }

  @Test
  void an_account_that_is_not_ready_is_a_check_and_one_whose_role_is_lost_is_judged_anew() {
    plane.until(() -> account().get("state").asString().equals("ready"));
    aws.levers().deny("sts:AssumeRole");
    JsonNode lost = client.post("/preflight", BODY).result();
    assertThat(ids(lost)).containsExactly("role-assumable");
    plane.until(() -> account().get("state").asString().equals("blocked"));
    JsonNode blocked = client.post("/preflight?category=network", BODY).result();
    assertThat(failing(blocked)).containsExactly("account-ready");
    assertThat(blocked.at("/checks/0/found").asString()).startsWith("blocked: role-not-assumable:");
    assertThat(blocked.at("/checks/0/needed").asString()).isEqualTo("ready");
    assertThat(client.post("/byocInfrastructure", BODY).code()).isEqualTo("account-not-ready");
    aws.levers().releaseAll();
    plane.until(() -> account().get("state").asString().equals("ready"));
    assertThat(failing(client.post("/preflight?category=network", BODY).result())).isEmpty();
  }

  private JsonNode account() {
    return plane.at("/cloudAccounts").get(0);
  }

  @Test
  void a_preflight_that_the_role_does_not_let_in_has_the_account_judged() {
    Lever few = aws.levers().setQuota("L-0263D0A3", 2);
    String place = create(BODY);
    until(place, "blocked");
    aws.levers().deny("sts:AssumeRole");
    clock.advance(Duration.ofHours(2));
    assertThat(failing(client.post(place + "/preflight", "{}").result()))
        .containsExactly("role-assumable");
    until(place, () -> ready(place).get("reason").asString().equals("AccountBlocked"));
    assertThat(account().get("state").asString()).isEqualTo("blocked");
    few.release();
    aws.levers().releaseAll();
    until(place, "provisioning");
  }

  @Test
  void a_policy_that_was_withheld_is_one_check_that_names_the_switch() {
    String path = "/cloudAccounts/" + account().get("id").asString();
    client.delete(path);
    client
        .post(
            "/cloudAccounts",
            """
            {'accountId':'%s','regionId':'us-east-1','adminEmail':'a@example.com',
             'permissions':{'vpcWrite':false}}
            """
                .formatted(CUSTOMER))
        .result();
    String again = "/cloudAccounts/" + account().get("id").asString();
    client
        .patch(
            again,
            "{'managementRoleArn':'arn:aws:iam::%s:role/ClickHouseManagementRole'}"
                .formatted(CUSTOMER))
        .result();
    IamClient iam = aws.client(IamClient.class, aws.credentialsOfRoot(CUSTOMER), Region.US_EAST_1);
    String policy = "arn:aws:iam::" + CUSTOMER + ":policy/ClickHouseManagementRole-vpc-write";
    iam.detachRolePolicy(r -> r.roleName("ClickHouseManagementRole").policyArn(policy));
    clock.advance(Duration.ofSeconds(30));
    JsonNode told = client.post("/preflight", BODY).result();
    assertThat(failing(told)).containsExactly("permissions-vpc-write");
    assertThat(told.toString()).contains("VpcWrite=true", "network.mode=customer");
  }

  @Test
  void a_role_that_is_older_than_a_change_needs_is_told_of_before_the_change() {
    String place = create(BODY);
    until(place, "ready");
    IamClient iam = aws.client(IamClient.class, aws.credentialsOfRoot(CUSTOMER), Region.US_EAST_1);
    String policy = "arn:aws:iam::" + CUSTOMER + ":policy/ClickHouseManagementRole-ec2";
    iam.detachRolePolicy(r -> r.roleName("ClickHouseManagementRole").policyArn(policy));
    int before = aws.callLog().writes();
    client.patch(place + "/loadBalancers", "{'private':true}").result();
    until(place, () -> ready(place).get("reason").asString().equals("RoleOutdated"));
    assertThat(client.get(place).result().get("phase").asString()).isEqualTo("degraded");
    assertThat(ready(place).get("message").asString())
        .contains("not allowed by any policy of the role", "ClickHouseManagementRole-ec2");
    assertThat(aws.callLog().writes()).isEqualTo(before);
    iam.attachRolePolicy(r -> r.roleName("ClickHouseManagementRole").policyArn(policy));
    until(place, "ready");
    assertThat(aws.live(CUSTOMER)).anyMatch(one -> one.arn().contains("-private/"));
  }

  @Test
  void one_that_exists_is_not_held_up_by_what_would_have_kept_it_from_being_made() {
    String place = create(BODY);
    until(place, "ready");
    aws.levers().setQuota("L-1216C47A", 4);
    aws.levers().deny("eks:DeleteCluster");
    clock.advance(Duration.ofMinutes(1));
    assertThat(failing(client.post(place + "/preflight", "{}").result()))
        .containsExactly("permission-eks-delete-cluster-own-cluster");
    client.patch(place + "/loadBalancers", "{'private':true}").result();
    until(place, () -> client.get(place).result().get("phase").asString().equals("updating"));
    until(place, "ready");
  }

  @Test
  void one_that_is_blocked_can_be_deleted_and_leaves_nothing() {
    aws.levers().deny("eks:CreateCluster");
    String place = create(BODY);
    until(place, "blocked");
    client.delete(place);
    until(place, "deleted");
    nothingWasMade();
    assertThat(client.post(place + "/preflight", "{}").code()).isEqualTo("being-deleted");
  }
}
