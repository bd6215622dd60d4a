package io.freehold.simulator.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.simulator.iam.policy.EvaluationRequest.CallerPolicies;
import io.freehold.simulator.iam.policy.EvaluationRequest.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Policies that AWS publishes as examples, with the decisions that follow from what the same pages
 * say of them. The table is {@code published-examples.json}. Its policies may be shortened, and
 * placeholders are filled in; where a page only describes a policy, the table has the least that
 * fits the description.
 */
class PublishedExamplesTest {
  private static final String TABLE = "published-examples.json";
  private static final String PAGES = "https://docs.aws.amazon.com/";

  /** AWS's own policies that allow everything, as an identity's and as an organization's. */
  private static final Set<String> ALLOWING_ALL = Set.of("AdministratorAccess", "FullAWSAccess");

  private static final Set<String> OF_EXAMPLE =
      Set.of(
          "name",
          "source",
          "principal",
          "owner",
          "identity",
          "boundary",
          "session",
          "organization",
          "resourcePolicy",
          "trust",
          "requests");
  private static final Set<String> OF_REQUEST =
      Set.of("name", "principal", "action", "resource", "context", "decision", "by");

  /** A request of an example. */
  record Row(JsonNode example, JsonNode request) {
    @Override
    public String toString() {
      return example.get("name").asText() + ": " + request.get("name").asText();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void decidesAsThePageSays(Row row) {
    JsonNode expected = row.request();
    Verdict verdict = Evaluator.evaluate(request(row));
    assertThat(decision(verdict))
        .as("%s, by %s: %s", row, row.example().get("source").asText(), verdict)
        .isEqualTo(expected.get("decision").asText() + by(expected));
  }

  static Stream<Row> table() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (JsonNode example : read()) {
      onlyHas(example, OF_EXAMPLE);
      assertThat(example.get("source").asText()).startsWith(PAGES);
      for (JsonNode request : example.get("requests")) {
        onlyHas(request, OF_REQUEST);
        rows.add(new Row(example, request));
      }
    }
    assertThat(rows.stream().map(Row::toString)).doesNotHaveDuplicates();
    return rows.stream();
  }

  private static JsonNode read() throws IOException {
    JsonMapper json =
        JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (InputStream in = PublishedExamplesTest.class.getResourceAsStream(TABLE)) {
      return json.readTree(Objects.requireNonNull(in, TABLE));
    }
  }

  /** A misspelt name would leave a policy out, and the row might still pass. */
  private static void onlyHas(JsonNode node, Set<String> known) {
    assertThat(known).containsAll(node::fieldNames);
  }

  private static String decision(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed(_) -> "allowed";
      case Verdict.Forbidden(Verdict.Ground ground) -> "explicitly denied by " + ground.layer();
      case Verdict.NotGranted(Layer layer, _) -> "implicitly denied by " + layer;
    };
  }

  private static String by(JsonNode request) {
    return request.has("by") ? " by " + request.get("by").asText().toUpperCase(Locale.ROOT) : "";
  }

  private static EvaluationRequest request(Row row) {
    JsonNode example = row.example();
    JsonNode request = row.request();
    String principal = (request.has("principal") ? request : example).get("principal").asText();
    return new EvaluationRequest(
        caller(principal),
        request.get("action").asText(),
        request.get("resource").asText(),
        RequestContext.complete(context(request.path("context"))),
        policies(example),
        target(example, principal));
  }

  private static Caller caller(String principal) {
    if (!principal.startsWith("arn:")) {
      return new Caller.AwsService(principal);
    }
    String[] parts = principal.split("[:/]");
    String account = parts[4];
    // The simulator has no users. A user is one principal where a role and its session are two.
    return parts[5].equals("user")
        ? new Caller.RoleSession(account, principal, principal)
        : new Caller.RoleSession(
            account, "arn:aws:iam::" + account + ":role/" + parts[6], principal);
  }

  private static Map<String, List<String>> context(JsonNode node) {
    Map<String, List<String>> context = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      context.put(entry.getKey(), each(entry.getValue()).map(JsonNode::asText).toList());
    }
    return context;
  }

  private static CallerPolicies policies(JsonNode example) {
    return new CallerPolicies(
        identities(example.path("identity")),
        Optional.ofNullable(example.get("boundary")).map(one -> policy(PolicyKind.IDENTITY, one)),
        identities(example.path("session")),
        each(example.path("organization")).map(PublishedExamplesTest::identities).toList());
  }

  private static Target target(JsonNode example, String principal) {
    String owner = example.has("owner") ? example.get("owner").asText() : principal.split(":")[4];
    if (example.has("trust")) {
      return Target.role(owner, policy(PolicyKind.TRUST, example.get("trust")));
    }
    return example.has("resourcePolicy")
        ? Target.withPolicy(owner, policy(PolicyKind.RESOURCE, example.get("resourcePolicy")))
        : Target.in(owner);
  }

  private static List<NamedPolicy> identities(JsonNode nodes) {
    return each(nodes).map(one -> policy(PolicyKind.IDENTITY, one)).toList();
  }

  private static NamedPolicy policy(PolicyKind kind, JsonNode node) {
    if (node.isTextual()) {
      assertThat(ALLOWING_ALL).contains(node.asText());
      return new NamedPolicy(node.asText(), PolicyDocument.parse(kind, Trial.ALLOW_ALL));
    }
    return new NamedPolicy("example", PolicyDocument.parse(kind, node.toString()));
  }

  private static Stream<JsonNode> each(JsonNode nodes) {
    List<JsonNode> all = new ArrayList<>();
    nodes.forEach(all::add);
    return all.stream();
  }
}
