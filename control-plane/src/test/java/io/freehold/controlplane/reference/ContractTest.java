package io.freehold.controlplane.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the public API's own document, against a running control plane: with bodies
 * made from its schemas, with keys of every sort, and with ids that are none.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractTest {
  /** Operations that are not served yet, by id, with the reason. It may only become shorter. */
  private static final Map<String, String> NOT_SERVED = Map.of();

  /** What a valid request may also be told, since it depends on the state. */
  private static final Map<String, Set<String>> ALSO =
      Map.of(
          "instanceStateUpdate",
          Set.of("already-starting", "already-running", "already-stopping", "already-stopped"));

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final PublicApi API = new PublicApi();
  private static final Set<String> OMITTED = Omissions.read();
  private static SimulatedPlane plane;
  private static TestClient client;
  private static String infrastructure;

  private static Bodies bodies;
  private static final Map<String, String> IDS = new HashMap<>();

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("contract");
    client = plane.client;
    String path = plane.infrastructure();
    infrastructure = path.substring("/byocInfrastructure/".length());
    plane.untilPhase(path, "ready");
    String service = plane.service(path);
    plane.untilState(service, "running");
    IDS.put("organizationId", client.organizationId().toString());
    IDS.put("byocInfrastructureId", infrastructure);
    IDS.put("serviceId", service.substring("/services/".length()));
    IDS.put("keyId", freshKey());
    IDS.put("activityId", client.get("/activities").result().at("/0/id").asString());
    IDS.put("invitationId", freshInvitation());
    assertThat(freshMember()).as("an admin who stays, whoever goes").isNotBlank();
    IDS.put("userId", freshMember());
    IDS.put("backupId", backup(service));
    bodies = new Bodies(API, samples(), Offer.REFUSED, Offer.TAKEN, Offer.NEEDED);
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  /** One that is done. */
  private static String backup(String service) {
    client.patch(service + "/backupConfiguration", "{'backupPeriodInHours':1}").result();
    plane.until(() -> client.get(service + "/backups").text().contains("in_progress"));
    keeps("get", "/services/{serviceId}/backups", client.get(service + "/backups"));
    plane.until(() -> client.get(service + "/backups").text().contains("done"));
    return client.get(service + "/backups").result().at("/0/id").asString();
  }

  /** Cases of one sort. */
  private static final Map<Bodies.Sort, Integer> CASES = new EnumMap<>(Bodies.Sort.class);

  @Test
  @Order(1)
  void what_is_not_served_is_not_found_and_everything_else_is() {
    for (Operation operation : API.operations()) {
      String path =
          operation
              .path()
              .replace("{organizationId}", IDS.get("organizationId"))
              .replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
      Reply reply = call(client, operation, path, "{}");
      boolean none =
          reply.status() == 405 || reply.status() == 404 && reply.code().equals("unknown-path");
      assertThat(none)
          .as("%s: %s", operation, reply.text())
          .isEqualTo(NOT_SERVED.containsKey(operation.id()));
    }
    assertThat(API.operations().stream().map(Operation::id)).containsAll(NOT_SERVED.keySet());
  }

  @Test
  @Order(2)
  void what_the_document_allows_is_answered_by_it_and_what_it_refuses_is_refused() {
    List<String> wrong = new ArrayList<>();
    int operations = 0;
    for (Operation operation : inOrder()) {
      operations++;
      if (operation.hasBody()) {
        for (Bodies.Case one : bodies.of(operation)) {
          judge(operation, one, wrong);
        }
      } else {
        judge(operation, new Bodies.Case(Bodies.Sort.VALID, "as it is", ""), wrong);
      }
    }
    System.out.printf(
        "contract of the public API: %d operations, %d of them served, %d requests:"
            + " %d valid, %d at an edge, %d invalid%n",
        API.operations().size(),
        operations,
        CASES.values().stream().mapToInt(one -> one).sum(),
        CASES.getOrDefault(Bodies.Sort.VALID, 0),
        CASES.getOrDefault(Bodies.Sort.EDGE, 0),
        CASES.getOrDefault(Bodies.Sort.INVALID, 0));
    assertThat(wrong).isEmpty();
  }

  private static void judge(Operation operation, Bodies.Case one, List<String> wrong) {
    CASES.merge(one.sort(), 1, Integer::sum);
    renew(operation);
    String kept = IDS.get("serviceId");
    if (operation.id().equals("instanceDelete")) {
      IDS.put("serviceId", stopped());
    }
    Reply reply = call(client, operation, filled(operation.path()) + query(operation), one.body());
    IDS.put("serviceId", kept);
    discard(operation, reply);
    String problem = problem(operation, one, reply);
    if (!problem.isEmpty()) {
      wrong.add(
          "%s with %s: %s%n    %s%n    -> %d %s"
              .formatted(
                  operation.id(), one.name(), problem, one.body(), reply.status(), reply.text()));
    }
  }

  /** What was made has served its purpose, before the first of its things is there. */
  private static void discard(Operation operation, Reply reply) {
    if (reply.status() != 200) {
      return;
    }
    switch (operation.id()) {
      case "instanceCreate" -> {
        String service = "/services/" + reply.result().at("/service/id").asString();
        client.patch(service + "/state", "{'command':'stop'}").result();
        assertThat(client.delete(service + "?data=delete").status()).isEqualTo(200);
      }
      case "organizationByocInfrastructureCreate" ->
          assertThat(
                  client
                      .delete("/byocInfrastructure/" + reply.result().get("id").asString())
                      .status())
              .isEqualTo(200);
      default -> {}
    }
  }

  private static String problem(Operation operation, Bodies.Case one, Reply reply) {
    if (reply.status() == 200) {
      if (one.sort() == Bodies.Sort.INVALID) {
        return "was taken";
      }
      if (operation.answersText()) {
        return reply.text().startsWith("# HELP") ? "" : "is no metrics";
      }
      return String.join(
          "; ", API.mistakes(operation.method(), operation.path(), reply.json(), OMITTED));
    }
    if (reply.status() < 400 || reply.status() > 499) {
      return "is neither taken nor refused";
    }
    List<String> mistakes = new ArrayList<>(API.mistakesOfRefusal(operation, reply.json()));
    if (reply.code().isEmpty()) {
      mistakes.add("has no code");
    }
    if (one.sort() == Bodies.Sort.VALID
        && !ALSO.getOrDefault(operation.id(), Set.of()).contains(reply.code())) {
      mistakes.add("was refused");
    }
    boolean explained =
        reply.status() != 400
            || reply.json().path("details").size() > 0
            || reply.code().equals("malformed-json");
    if (!explained) {
      mistakes.add("does not say which field");
    }
    return String.join("; ", mistakes);
  }

  /** Each property that is refused says so, and nothing else is wrong with such a request. */
  @Test
  @Order(3)
  void what_is_not_offered_is_refused_with_the_reason() {
    for (Operation operation : API.operations()) {
      String name = PublicApi.nameOf(operation.bodySchema());
      for (Bodies.Case one : operation.hasBody() ? bodies.of(operation) : List.<Bodies.Case>of()) {
        String property =
            one.name().replaceFirst(" = .*", "").substring(one.name().startsWith("/") ? 1 : 0);
        boolean refused = Offer.ALWAYS_REFUSED.contains(name + "." + property);
        if (refused && one.sort() == Bodies.Sort.EDGE && !one.name().endsWith(" = null")) {
          Reply reply = call(client, operation, filled(operation.path()), one.body());
          assertThat(reply.status()).as("%s %s: %s", operation, one, reply.text()).isEqualTo(400);
          assertThat(reply.violations())
              .as("%s %s", operation, one)
              .anyMatch(field -> field.startsWith(property));
        }
      }
    }
  }

  @Test
  @Order(4)
  void every_query_parameter_is_checked() {
    String costs = "/usageCost";
    for (String query :
        List.of(
            "/activities?from_date=yesterday",
            "/activities?to_date=2026-13-01T00:00:00Z",
            "/activities?to_date=",
            "/activities?to_date=0",
            "/activities?from_date=2026-01-02T00:00:00Z&to_date=2026-01-01T00:00:00Z",
            "/activities?from_date=%2B999999999-01-01T00:00:00Z",
            costs,
            costs + "?from_date=2026-01-01",
            costs + "?from_date=2026-01-01&to_date=soon",
            costs + "?from_date=2026-01-02&to_date=2026-01-01",
            costs + "?from_date=2026-01-01&to_date=2026-02-01",
            costs + "?from_date=2026-01-01&to_date=2026-01-31&filter=x",
            "/services?filter=name:x",
            "/prometheus?filtered_metrics=maybe",
            "/services/" + IDS.get("serviceId") + "/prometheus?filtered_metrics=",
            "/privateEndpointConfig",
            "/privateEndpointConfig?cloud_provider=aws",
            "/privateEndpointConfig?cloud_provider=gcp&region_id=us-east1",
            "/privateEndpointConfig?cloud_provider=aws&region_id=moon-1")) {
      Reply reply = client.get(query);
      assertThat(reply.status()).as("%s: %s", query, reply.text()).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("invalid-parameter");
      assertThat(reply.violations()).as(query).hasSize(1);
    }
    for (String malformed : List.of("?=x", "?from_date=%C3%28", "?&=&=")) {
      Reply reply = client.get("/activities" + malformed);
      assertThat(reply.code()).as(malformed + " " + reply.text()).isEqualTo("invalid-parameter");
    }
    assertThat(client.get(costs + "?from_date=2026-01-01&to_date=2026-01-31").status())
        .isEqualTo(200);
  }

  @Test
  @Order(5)
  void who_may_not_is_told_so_before_anything_is_looked_at() {
    TestClient developer = withRole("developer");
    TestClient queries = withRole("query_endpoints");
    TestClient stranger = client.withKey("x".repeat(20), "y");
    TestClient nobody = client.withKey(null, null);
    TestClient other = otherOrganization();
    for (Operation operation : inOrder()) {
      String path = filled(operation.path()) + query(operation);
      String body = operation.hasBody() ? "{}" : "";
      assertThat(call(nobody, operation, path, body).status()).as(path).isEqualTo(401);
      assertThat(call(stranger, operation, path, body).status()).as(path).isEqualTo(401);
      assertThat(call(queries, operation, path, body).status()).as(path).isEqualTo(403);
      if (operation.path().contains("{organizationId}")) {
        Reply foreign = call(other, operation, path, body);
        assertThat(foreign.status()).as("%s: %s", path, foreign.text()).isEqualTo(404);
      }
      Reply looked = call(developer, operation, path, body);
      if (operation.method().equals("get")) {
        assertThat(looked.status()).as("%s: %s", path, looked.text()).isIn(200, 404);
      } else {
        assertThat(looked.status()).as("%s: %s", path, looked.text()).isEqualTo(403);
        assertThat(looked.code()).isEqualTo("role-may-not");
      }
    }
  }

  @Test
  @Order(6)
  void another_organizations_ids_under_ones_own_are_not_found() {
    TestClient other = otherOrganization();
    for (Operation operation : inOrder()) {
      if (idsIn(operation) < 2) {
        continue;
      }
      String path =
          filled(operation.path())
              .replace(client.organizationId().toString(), other.organizationId().toString());
      for (String body : operation.hasBody() ? List.of("{}", valid(operation)) : List.of("")) {
        Reply reply = call(other, operation, path, body);
        assertThat(reply.status()).as("%s: %s", path, reply.text()).isIn(404, 400);
        if (!body.equals("{}")) {
          assertThat(reply.status()).as("%s: %s", path, reply.text()).isEqualTo(404);
        }
        assertThat(reply.text()).doesNotContain("service 1", "ready", "running");
      }
    }
  }

  @Test
  @Order(7)
  void an_id_that_is_none_is_refused_in_the_envelope() {
    for (Operation operation : inOrder()) {
      if (idsIn(operation) < 2) {
        continue;
      }
      for (String id : List.of("x", "%00", "..%2Fx", "0", UUID.randomUUID().toString())) {
        String path =
            operation
                .path()
                .replaceFirst("\\{[a-zA-Z]+}$", id)
                .replace("{serviceId}", id)
                .replace("{organizationId}", IDS.get("organizationId"));
        Reply reply = call(client, operation, path, operation.hasBody() ? valid(operation) : "");
        assertThat(reply.status()).as("%s %s: %s", operation, path, reply.text()).isIn(400, 404);
        assertThat(API.mistakesOfRefusal(operation, reply.json())).as(path).isEmpty();
      }
    }
  }

  /** What was answered so far has been looked at: nothing is listed that is there after all. */
  @Test
  @Order(8)
  void what_is_said_to_be_left_out_of_answers_is() {
    client.delete(service() + "/scalingSchedule");
    keeps(
        "patch",
        "/services/{serviceId}/replicaScaling",
        client.patch(service() + "/replicaScaling", "{}"));
    assertThat(OMITTED).as("of the document").allMatch(API::has);
    Set<String> stale = new TreeSet<>(OMITTED);
    stale.removeAll(API.missed());
    assertThat(stale).as("listed in docs/api-omissions.md, and never missing").isEmpty();
  }

  private static void keeps(String method, String path, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(
            API.mistakes(
                method, "/v1/organizations/{organizationId}" + path, reply.json(), OMITTED))
        .isEmpty();
  }

  private static long idsIn(Operation operation) {
    return operation.path().chars().filter(letter -> letter == '{').count();
  }

  private static List<Operation> inOrder() {
    List<Operation> served =
        new ArrayList<>(
            API.operations().stream()
                .filter(operation -> !NOT_SERVED.containsKey(operation.id()))
                .toList());
    List<String> methods = List.of("post", "put", "patch", "get", "delete");
    served.sort(java.util.Comparator.comparing(operation -> methods.indexOf(operation.method())));
    return served;
  }

  private static Reply call(TestClient from, Operation operation, String path, String body) {
    var request = from.withPrefix("").request(path);
    String method = operation.method().toUpperCase(Locale.ROOT);
    if (body.isEmpty() && !operation.hasBody()) {
      return TestClient.send(
          request.method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));
    }
    return TestClient.send(
        request
            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body))
            .setHeader("Content-Type", "application/json"));
  }

  private static String valid(Operation operation) {
    return bodies.of(operation).getFirst().body();
  }

  private static String filled(String path) {
    String filled = path;
    for (Map.Entry<String, String> id : IDS.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  private static String query(Operation operation) {
    return switch (operation.id()) {
      case "usageCostGet" -> "?from_date=2026-01-01&to_date=2026-01-31&filter=tag:a=b";
      case "organizationPrivateEndpointConfigGetList" -> "?cloud_provider=aws&region_id=us-east-1";
      case "activityGetList" -> "?from_date=2026-01-01T00:00:00Z&to_date=2030-01-01T00:00:00Z";
      case "instanceGetList" -> "?filter=tag:key";
      case "instancePrometheusGet", "organizationPrometheusGet" -> "?filtered_metrics=true";
      default -> "";
    };
  }

  /** What a call before this one may have taken away is put back. */
  private static void renew(Operation operation) {
    switch (operation.id()) {
      case "openapiKeyDelete" -> IDS.put("keyId", freshKey());
      case "invitationDelete" -> IDS.put("invitationId", freshInvitation());
      case "memberDelete" -> IDS.put("userId", freshMember());
      case "upgradeWindowDelete", "upgradeWindowGet" ->
          client
              .withBody("PUT", service() + "/upgradeWindow", "{'weekday':2,'startHourUtc':6}")
              .result();
      case "scalingScheduleDelete", "scalingScheduleGet" ->
          client
              .post(
                  service() + "/scalingSchedule",
                  "{'entries':[{'name':'all','weekdays':[0,1,2,3,4,5,6],'startHourUtc':0,"
                      + "'endHourUtc':24,'numReplicas':4,'minReplicaMemoryGb':116,"
                      + "'maxReplicaMemoryGb':116,'idleScaling':true,'idleTimeoutMinutes':9}]}")
              .result();
      case "organizationByocInfrastructureDelete" -> IDS.put("byocInfrastructureId", spare());
      default -> {}
    }
  }

  private static String service() {
    return "/services/" + IDS.get("serviceId");
  }

  private static String stopped() {
    String service = plane.service("/byocInfrastructure/" + infrastructure);
    client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
    return service.substring("/services/".length());
  }

  private static String spare() {
    return plane.infrastructure().substring("/byocInfrastructure/".length());
  }

  private static String freshKey() {
    return client
        .post("/keys", "{'name':'ci','roles':['developer'],'expireAt':'2030-01-01T00:00:00Z'}")
        .result()
        .at("/key/id")
        .asString();
  }

  private static String freshInvitation() {
    return client
        .post("/invitations", "{'email':'%s','role':'developer'}".formatted(address()))
        .result()
        .get("id")
        .asString();
  }

  private static String freshMember() {
    String user = UUID.randomUUID().toString();
    JsonNode invitation =
        client.post("/invitations", "{'email':'%s','role':'admin'}".formatted(address())).result();
    plane
        .operator()
        .post(
            "/organizations/" + client.organizationId() + "/members",
            "{'invitationId':'%s','userId':'%s','name':'Ada','email':'%s'}"
                .formatted(
                    invitation.get("id").asString(), user, invitation.get("email").asString()))
        .result();
    return user;
  }

  private static String address() {
    return UUID.randomUUID() + "@example.com";
  }

  private static TestClient withRole(String role) {
    JsonNode made =
        client.post("/keys", "{'name':'%s','roles':['%s']}".formatted(role, role)).result();
    return client.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
  }

  private static TestClient otherOrganization() {
    return plane.operator().newOrganization();
  }

  /** What the schemas alone do not tell. */
  private static Map<String, Supplier<Object>> samples() {
    Map<String, Supplier<Object>> samples = new HashMap<>();
    samples.put("ServicePostRequest.name", () -> "made " + NUMBER.incrementAndGet());
    samples.put("ServicePatchRequest.name", () -> "changed " + NUMBER.incrementAndGet());
    samples.put("ServicePostRequest.region", () -> "us-east-1");
    samples.put("ServicePostRequest.byocId", () -> infrastructure);
    samples.put("ServicePostRequest.numReplicas", () -> 3);
    samples.put("ServicePostRequest.idleTimeoutMinutes", () -> 10);
    samples.put("ServiceReplicaScalingPatchRequest.idleTimeoutMinutes", () -> 10);
    samples.put("ServiceScalingPatchRequest.idleTimeoutMinutes", () -> 10);
    for (String schema :
        List.of(
            "ServicePostRequest",
            "ServiceReplicaScalingPatchRequest",
            "ScalingScheduleEntryRequest")) {
      samples.put(schema + ".minReplicaMemoryGb", () -> 48);
      samples.put(schema + ".maxReplicaMemoryGb", () -> 116);
    }
    samples.put("ServiceScalingPatchRequest.minTotalMemoryGb", () -> 144);
    samples.put("ServiceScalingPatchRequest.maxTotalMemoryGb", () -> 348);
    samples.put("ScalingScheduleEntryRequest.idleTimeoutMinutes", () -> 10);
    samples.put("ScalingScheduleEntryRequest.startHourUtc", () -> 8);
    samples.put("ScalingScheduleEntryRequest.endHourUtc", () -> 18);
    samples.put("IpAccessListEntry.source", () -> "127.0.0.0/8");
    samples.put("ApiKeyHashData.keyIdHash", ContractTest::hash);
    samples.put("ApiKeyHashData.keySecretHash", ContractTest::hash);
    samples.put("ApiKeyHashData.keyIdSuffix", () -> "abcd");
    samples.put("ServicePasswordPatchRequest.newPasswordHash", ContractTest::hash);
    samples.put("ServicePasswordPatchRequest.newDoubleSha1Hash", () -> "0f".repeat(20));
    for (String schema :
        List.of(
            "ApiKeyPostRequest",
            "ApiKeyPatchRequest",
            "MemberPatchRequest",
            "InvitationPostRequest")) {
      samples.put(
          schema + ".assignedRoleIds",
          () -> List.of(io.freehold.controlplane.access.Role.DEVELOPER.id().toString()));
    }
    samples.put("ServicPrivateEndpointePostRequest.id", () -> "vpce-0123456789abcdef0");
    samples.put("InstancePrivateEndpointsPatch.add", List::of);
    samples.put("OrganizationPrivateEndpointsPatch.add", List::of);
    samples.put("BackupConfigurationPatchRequest.backupPeriodInHours", () -> 24);
    samples.put("BackupConfigurationPatchRequest.backupRetentionPeriodInHours", () -> 48);
    samples.put("BackupConfigurationPatchRequest.backupStartTime", () -> "02:30");
    samples.put("ByocInfrastructurePostRequest.regionId", () -> "us-east-1");
    samples.put("ByocInfrastructurePostRequest.accountId", () -> SimulatedPlane.CUSTOMER);
    samples.put(
        "ByocInfrastructurePostRequest.availabilityZoneSuffixes", () -> List.of("a", "b", "c"));
    samples.put("ByocInfrastructurePostRequest.vpcCidrRange", () -> "10.9.0.0/16");
    samples.put("ServiceEndpointChange.enabled", () -> false);
    samples.put("ServicePostRequest.isReadonly", () -> false);
    return samples;
  }

  private static String hash() {
    byte[] bytes = new byte[32];
    new java.security.SecureRandom().nextBytes(bytes);
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }
}
