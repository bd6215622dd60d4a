package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.ProgressEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class InfrastructureApiTest {
  private static final String ACCOUNT = "123456789012";
  private static final String PATH = "/byocInfrastructure";

  private final TestClient client = TestControlPlane.onboarded(ACCOUNT);
  private final InfrastructureStore store =
      TestControlPlane.shared().part(InfrastructureStore.class);

  @Test
  void one_is_made_with_every_default_and_looked_at() {
    JsonNode made = create("{'accountId':'123456789012','regionId':'us-east-1'}");

    assertThat(made.get("name").asString()).matches("[a-z][a-z0-9]{9}");
    assertThat(made.get("displayName")).isEqualTo(made.get("name"));
    assertThat(made.get("state").asString()).isEqualTo("infra-provisioning");
    assertThat(made.get("vpcCidrRange").asString()).isEqualTo("10.0.0.0/16");
    assertThat(made.get("deletionProtection").asBoolean()).isFalse();
    assertThat(made.at("/network/mode").asString()).isEqualTo("managed");
    assertThat(made.at("/network/natGateways").asString()).isEqualTo("per-zone");
    assertThat(made.at("/loadBalancers/public").asBoolean()).isTrue();
    assertThat(made.at("/loadBalancers/private").asBoolean()).isFalse();
    assertThat(made.at("/endpoints/services").asString())
        .isEqualTo("*." + made.get("name").asString() + ".us-east-1.aws.byoc.clickhouse.cloud");
    assertThat(texts(made.get("zoneIds"))).containsExactly("use1-az6", "use1-az2", "use1-az4");
    assertThat(texts(made.get("availabilityZoneSuffixes"))).containsExactly("a", "c", "d");
    assertThat(made.at("/progress/secondsExpected").asLong()).isEqualTo(788);
    assertThat(due(made)).as("a request in the queue").isTrue();
    assertThat(client.get("").result().at("/byocConfig/0/id")).isEqualTo(made.get("id"));
    assertThat(client.get(PATH).result().get(0).get("id")).isEqualTo(made.get("id"));
    assertThat(client.get("/cloudAccounts").result().at("/0/state").asString()).isEqualTo("ready");
  }

  @Test
  void one_is_made_as_it_is_asked_for() {
    JsonNode made =
        create(
            """
            {'accountId':'123456789012','regionId':'us-east-1','displayName':'Production',
             'zoneIds':['use1-az4','use1-az2','use1-az6'],'vpcCidrRange':'10.20.0.0/20',
             'peerCidrs':['10.30.0.0/16'],'deletionProtection':true,
             'network':{'mode':'managed','natGateways':'single'},
             'loadBalancers':{'private':true,'public':false},'tags':{'team':'data'}}
            """);

    assertThat(made.get("displayName").asString()).isEqualTo("Production");
    assertThat(texts(made.get("zoneIds"))).containsExactly("use1-az4", "use1-az2", "use1-az6");
    assertThat(made.at("/zones/0/name").asString()).isEqualTo("us-east-1d");
    assertThat(made.get("vpcCidrRange").asString()).isEqualTo("10.20.0.0/20");
    assertThat(texts(made.get("peerCidrs"))).containsExactly("10.30.0.0/16");
    assertThat(made.get("deletionProtection").asBoolean()).isTrue();
    assertThat(made.at("/network/natGateways").asString()).isEqualTo("single");
    assertThat(made.at("/loadBalancers/private").asBoolean()).isTrue();
    assertThat(made.at("/loadBalancers/public").asBoolean()).isFalse();
    assertThat(made.at("/tags/team").asString()).isEqualTo("data");
  }

  @Test
  void zones_are_chosen_by_the_accounts_letters_too() {
    JsonNode made =
        create(
            "{'accountId':'123456789012','regionId':'us-east-1',"
                + "'availabilityZoneSuffixes':['d','c','a']}");

    assertThat(texts(made.get("zoneIds"))).containsExactly("use1-az4", "use1-az2", "use1-az6");
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    Reply reply =
        client.post(
            PATH,
            """
            {'accountId':'123456789012','regionId':'us-east-1','displayName':'',
             'zoneIds':['use1-az6','use1-az3','euw1-az1'],'vpcCidrRange':'10.0.0.0/24',
             'peerCidrs':['10.0.0.0/8','nonsense'],'colour':'red',
             'network':{'mode':'elsewhere','vpcId':'vpc-1','natGateways':'many','vpc':'x'},
             'loadBalancers':{'public':false,'sideways':true},'tags':{'aws:x':'y'},
             'deletionProtection':'no'}
            """);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder(
            "colour unknown-field",
            "network.vpc unknown-field",
            "deletionProtection wrong-type",
            "displayName name-length",
            "network.mode unknown-value",
            "network.vpcId not-supported",
            "network.natGateways unknown-value",
            "loadBalancers.sideways unknown-field",
            "loadBalancers no-path-left",
            "zoneIds zone-unknown",
            "peerCidrs[1] cidr-malformed",
            "vpcCidrRange cidr-too-small",
            "vpcCidrRange cidr-overlaps-peer",
            "tags.aws:x tag-reserved");
    assertThat(reply.json().get("details"))
        .allSatisfy(detail -> assertThat(detail.get("message").asString()).isNotBlank());
    assertThat(client.get(PATH).result().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `{'regionId':'us-east-1'}`,                               accountId field-missing
          `{'accountId':'123456789012'}`,                           regionId field-missing
          `{'accountId':'999999999999','regionId':'us-east-1'}`,    accountId account-unknown
          `{'accountId':'123456789012','regionId':'us-north-7'}`,   regionId region-unsupported
          `{'accountId':'123456789012','regionId':'us-east-1','zoneIds':['use1-az6','use1-az2']}`, zoneIds too-few-zones
          `{'accountId':'123456789012','regionId':'us-east-1','zoneIds':['use1-az6','use1-az2','use1-az3']}`, zoneIds zone-without-eks
          `{'accountId':'123456789012','regionId':'us-east-1','zoneIds':['use1-az6','use1-az2','use1-az2','use1-az4']}`, zoneIds zone-doubled
          `{'accountId':'123456789012','regionId':'us-east-1','availabilityZoneSuffixes':['a','c']}`, availabilityZoneSuffixes too-few-zones
          `{'accountId':'123456789012','regionId':'us-east-1','availabilityZoneSuffixes':['a','c','d','f']}`, availabilityZoneSuffixes zone-unknown
          `{'accountId':'123456789012','regionId':'us-east-1','zoneIds':['use1-az6','use1-az2','use1-az4'],'availabilityZoneSuffixes':['a','c','d']}`, zoneIds zones-twice
          `{'accountId':'123456789012','regionId':'us-east-1','vpcCidrRange':'8.8.0.0/16'}`, vpcCidrRange cidr-not-private
          `{'accountId':'123456789012','regionId':'us-east-1','vpcCidrRange':'10.0.0.0/15'}`, vpcCidrRange cidr-too-large
          `{'accountId':'123456789012','regionId':'us-east-1','vpcCidrRange':'ten'}`, vpcCidrRange cidr-malformed
          """)
  void a_single_mistake_is_named_by_its_field(String body, String violation) {
    Reply reply = client.post(PATH, body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly(violation);
  }

  @Test
  void rules_are_checked_even_where_the_account_cannot_be_asked() {
    Reply reply =
        client.post(
            PATH,
            "{'accountId':'999999999999','regionId':'us-east-1','vpcCidrRange':'10.0.0.0/28',"
                + "'availabilityZoneSuffixes':['a','b']}");

    assertThat(reply.violations())
        .containsExactlyInAnyOrder(
            "accountId account-unknown",
            "vpcCidrRange cidr-too-small",
            "availabilityZoneSuffixes too-few-zones");
  }

  @Test
  void an_account_that_cannot_be_worked_in_is_a_conflict_or_a_wait() {
    Reply denied =
        TestControlPlane.onboarded("444444444444")
            .post(PATH, "{'accountId':'444444444444','regionId':'us-east-1'}");
    assertThat(denied.status()).isEqualTo(409);
    assertThat(denied.code()).isEqualTo("account-not-ready");

    Reply later =
        TestControlPlane.onboarded("555555555555")
            .post(PATH, "{'accountId':'555555555555','regionId':'us-east-1'}");
    assertThat(later.status()).isEqualTo(503);
    assertThat(later.code()).isEqualTo("account-unreachable");
  }

  @Test
  void an_account_is_judged_before_anything_is_made_in_it_and_its_reasons_are_told() {
    TestClient other = TestControlPlane.organization();
    String body = "{'accountId':'666666666666','regionId':'us-east-1'}";
    other
        .post(
            "/cloudAccounts",
            "{'accountId':'666666666666','regionId':'us-east-1','adminEmail':'a@b.cd'}")
        .result();
    Reply roleless = other.post(PATH, body);
    assertThat(roleless.status()).isEqualTo(409);
    assertThat(roleless.code()).isEqualTo("account-not-ready");
    assertThat(roleless.json().at("/details/0/message").asString())
        .startsWith("management-role: found none");

    report(other, "ClickHouseManagementRole-open");
    Reply unsafe = other.post(PATH, body);
    assertThat(unsafe.status()).isEqualTo(409);
    assertThat(unsafe.json().get("error").asString())
        .startsWith("The account 666666666666 is blocked, needed ready: external-id-not-demanded");
    assertThat(unsafe.json().at("/details/1/message").asString()).startsWith("trust-too-wide");
    assertThat(other.get("/cloudAccounts").result().at("/0/state").asString()).isEqualTo("blocked");

    report(other, "ClickHouseManagementRole-busy");
    Reply undecided = other.post(PATH, body);
    assertThat(undecided.code()).isEqualTo("account-not-ready");
    assertThat(undecided.json().at("/details/0/message").asString()).startsWith("not-judged");

    report(other, "ClickHouseManagementRole");
    assertThat(other.get("/cloudAccounts").result().at("/0/state").asString())
        .isEqualTo("verifying");
    other.post(PATH, body).result();
    assertThat(other.get("/cloudAccounts").result().at("/0/state").asString()).isEqualTo("ready");
  }

  private static void report(TestClient client, String role) {
    client
        .patch(
            "/cloudAccounts/" + client.get("/cloudAccounts").result().at("/0/id").asString(),
            "{'managementRoleArn':'arn:aws:iam::666666666666:role/%s'}".formatted(role))
        .result();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `{'regionId':'eu-west-1'}`,              regionId
          `{'accountId':'210987654321'}`,          accountId
          `{'vpcCidrRange':'10.1.0.0/16'}`,        vpcCidrRange
          `{'availabilityZoneSuffixes':['a']}`,    availabilityZoneSuffixes
          `{'zoneIds':['use1-az1']}`,              zoneIds
          `{'network':{'mode':'customer'}}`,       network.mode
          `{'network':{'vpcId':'vpc-01234567'}}`,  network.vpcId
          `{'network':{'privateSubnetIds':[]}}`,   network.privateSubnetIds
          `{'network':{'publicSubnetIds':[]}}`,    network.publicSubnetIds
          """)
  void what_was_fixed_at_creation_is_refused_by_name(String body, String field) {
    String path = path(created());

    Reply reply = client.patch(path, body);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("immutable-field");
    assertThat(reply.violations()).containsExactly(field + " immutable-field");
  }

  @Test
  void what_may_change_changes_and_is_looked_at() {
    JsonNode made = created();
    long before = requests(made);

    JsonNode changed =
        client
            .patch(
                path(made),
                "{'displayName':'New','tags':{},'network':{'natGateways':'single'},"
                    + "'loadBalancers':{'private':true}}")
            .result();
    assertThat(changed.get("displayName").asString()).isEqualTo("New");
    assertThat(changed.at("/network/natGateways").asString()).isEqualTo("single");
    assertThat(changed.at("/loadBalancers/public").asBoolean()).isTrue();
    assertThat(changed.at("/loadBalancers/private").asBoolean()).isTrue();
    assertThat(changed.get("generation").asLong()).isEqualTo(2);
    assertThat(requests(made)).isGreaterThan(before);
    assertThat(client.patch(path(made), "{'displayName':'Newer'}").result().get("generation"))
        .as("a name is no other infrastructure")
        .isEqualTo(changed.get("generation"));
    assertThat(client.patch(path(made), "{'colour':'red'}").violations())
        .containsExactly("colour unknown-field");
  }

  @Test
  void tags_that_things_would_not_get_are_not_taken() {
    JsonNode made =
        create("{'accountId':'123456789012','regionId':'us-east-1','tags':{'team':'data'}}");

    Reply refused = client.patch(path(made), "{'tags':{'team':'search'}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.violations()).containsExactly("tags not-supported");
    assertThat(client.patch(path(made), "{'tags':{'team':'data'}}").result().get("generation"))
        .isEqualTo(made.get("generation"));
    assertThat(client.get(path(made)).result().at("/tags/team").asString()).isEqualTo("data");
  }

  @Test
  void one_that_is_ready_for_an_earlier_generation_is_being_updated() {
    JsonNode made = created();
    save(made, Phase.READY);
    assertThat(client.get(path(made)).result().get("phase").asString()).isEqualTo("ready");

    JsonNode changed = client.patch(path(made), "{'peerCidrs':['10.9.0.0/16']}").result();
    assertThat(changed.get("phase").asString()).isEqualTo("updating");
    assertThat(changed.get("state").asString()).isEqualTo("infra-ready");
  }

  @Test
  void the_last_way_in_stays_open() {
    String path = path(created()) + "/loadBalancers";
    assertThat(client.get(path).result().get("public").asBoolean()).isTrue();

    Reply refused = client.patch(path, "{'public':false}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("no-path-left");

    JsonNode swapped = client.patch(path, "{'public':false,'private':true}").result();
    assertThat(swapped.get("public").asBoolean()).isFalse();
    assertThat(swapped.get("private").asBoolean()).isTrue();
    assertThat(client.patch(path, "{'sideways':true}").violations())
        .containsExactly("sideways unknown-field");
  }

  @Test
  void deleting_needs_no_protection_and_never_takes_data_unasked() {
    JsonNode made = created();
    client.patch(path(made), "{'deletionProtection':true}").result();
    Reply refused = client.delete(path(made));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("deletion-protected");
    client.patch(path(made), "{'deletionProtection':false}").result();

    assertThat(client.delete(path(made) + "?data=maybe").status()).isEqualTo(400);
    assertThat(client.delete(path(made)).status()).isEqualTo(200);
    JsonNode deleting = client.get(path(made)).result();
    assertThat(deleting.get("phase").asString()).isEqualTo("deleting");
    assertThat(deleting.get("state").asString()).isEqualTo("infra-terminated");
    assertThat(row(made).deletion()).hasValue(DataDecision.RETAIN);
    assertThat(client.delete(path(made) + "?data=delete").status()).isEqualTo(200);
    assertThat(row(made).deletion()).hasValue(DataDecision.DELETE);
    assertThat(client.delete(path(made)).status()).isEqualTo(200);
    assertThat(row(made).deletion()).hasValue(DataDecision.DELETE);
    assertThat(client.patch(path(made), "{'tags':{}}").code()).isEqualTo("being-deleted");
  }

  @Test
  void a_late_pass_does_not_bring_back_what_is_being_deleted() {
    JsonNode made = created();
    client.delete(path(made));

    save(made, Phase.READY);

    assertThat(client.get(path(made)).result().get("phase").asString()).isEqualTo("deleting");
    save(made, Phase.DELETED);
    assertThat(client.get(path(made)).result().get("phase").asString()).isEqualTo("deleted");
    assertThat(client.get(PATH).result().size()).isZero();
  }

  @Test
  void a_worker_whose_lease_was_taken_over_overwrites_nothing_and_tells_nothing() {
    JsonNode made = created();
    client.delete(path(made));
    save(made, Phase.DELETED, 7);
    int told = store.events(row(made).id(), 0).size();

    assertThatThrownBy(() -> save(made, Phase.DELETING, 6)).isInstanceOf(LeaseLostException.class);

    assertThat(client.get(path(made)).result().get("phase").asString()).isEqualTo("deleted");
    assertThat(store.events(row(made).id(), 0)).hasSize(told);
  }

  @Test
  void an_account_with_infrastructures_stays() {
    created();
    String account = client.get("/cloudAccounts").result().at("/0/id").asString();

    Reply refused = client.delete("/cloudAccounts/" + account);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("infrastructures-exist");
  }

  @Test
  void a_list_comes_in_pages_where_that_is_asked_for() {
    List<String> all =
        List.of(created(), created(), created()).stream()
            .map(one -> one.get("id").asString())
            .toList();

    Reply first = client.get(PATH + "?limit=2");
    assertThat(ids(first)).isEqualTo(all.subList(0, 2));
    String cursor = first.json().get("nextCursor").asString();
    Reply second = client.get(PATH + "?limit=2&cursor=" + cursor);
    assertThat(ids(second)).isEqualTo(all.subList(2, 3));
    assertThat(second.json().has("nextCursor")).isFalse();
    assertThat(ids(client.get(PATH))).isEqualTo(all);
    assertThat(client.get(PATH).json().has("nextCursor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit invalid-parameter",
    "limit=1001, limit invalid-parameter",
    "limit=few, limit invalid-parameter",
    "cursor=~, cursor invalid-parameter",
    "cursor=bm9uZQ, cursor invalid-parameter"
  })
  void a_page_that_there_is_not_is_refused(String query, String violation) {
    Reply reply = client.get(PATH + "?" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly(violation);
  }

  private static List<String> ids(Reply page) {
    return StreamSupport.stream(page.result().spliterator(), false)
        .map(one -> one.get("id").asString())
        .toList();
  }

  @Test
  void another_organizations_infrastructure_does_not_exist() {
    String path = path(created());
    TestClient other = TestControlPlane.onboarded("210987654321");

    for (String part :
        List.of(
            "", "/resources", "/plan", "/events", "/leftovers", "/loadBalancers", "/apiCalls")) {
      assertThat(other.get(path + part).status()).as(part).isEqualTo(404);
    }
    assertThat(other.patch(path, "{'displayName':'x'}").status()).isEqualTo(404);
    assertThat(other.delete(path).status()).isEqualTo(404);
    assertThat(other.get(PATH).result().size()).isZero();
  }

  @Test
  void repeating_a_creation_makes_one_infrastructure() {
    String key = UUID.randomUUID().toString();
    String body = "{'accountId':'123456789012','regionId':'us-east-1'}";

    JsonNode first = client.post(PATH, body, "Idempotency-Key", key).result();
    JsonNode second = client.post(PATH, body, "Idempotency-Key", key).result();

    assertThat(second).isEqualTo(first);
    assertThat(client.get(PATH).result().size()).isEqualTo(1);
  }

  private JsonNode created() {
    return create("{'accountId':'123456789012','regionId':'us-east-1'}");
  }

  private JsonNode create(String body) {
    return client.post(PATH, body).result();
  }

  private static String path(JsonNode infrastructure) {
    return PATH + "/" + infrastructure.get("id").asString();
  }

  private InfrastructureRow row(JsonNode infrastructure) {
    return store
        .find(client.organizationId(), UUID.fromString(infrastructure.get("id").asString()))
        .orElseThrow();
  }

  private void save(JsonNode infrastructure, Phase phase) {
    save(infrastructure, phase, 1);
  }

  private void save(JsonNode infrastructure, Phase phase, long fence) {
    InfrastructureRow row = row(infrastructure);
    store.save(
        new InfrastructureStatus(
            row.id(),
            phase,
            row.generation(),
            List.of(
                new Condition(
                    "Ready",
                    Condition.Status.TRUE,
                    "AllReady",
                    "",
                    row.generation(),
                    Instant.parse("2026-11-01T00:00:00Z"))),
            List.of(),
            List.of()),
        Optional.of(
            new ProgressEvent(Instant.EPOCH, phase.word(), new Progress(0, 9, 1, 788), List.of())),
        fence,
        Instant.EPOCH);
  }

  private static boolean due(JsonNode infrastructure) {
    return requests(infrastructure) > 0;
  }

  private static long requests(JsonNode infrastructure) {
    return TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql("SELECT coalesce(max(requested), 0) FROM work_item WHERE key = ?")
        .param("infrastructure/" + infrastructure.get("id").asString())
        .query(Long.class)
        .single();
  }

  private static Stream<String> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString);
  }

  private static List<String> texts(JsonNode list) {
    return stream(list).toList();
  }
}
