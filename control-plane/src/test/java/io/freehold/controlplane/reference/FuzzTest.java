package io.freehold.controlplane.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that schemathesis makes from the public API's document, valid ones and others: none ends
 * with 5xx, none is answered in another form than the document has, and what the document refuses
 * is refused, but for properties that are null. The seed is fixed: each run makes the same
 * requests.
 */
class FuzzTest {
  /** What {@code dev/schemathesis} ends with where it cannot be installed. */
  private static final int UNAVAILABLE = 69;

  private static final String CHECKS =
      "not_a_server_error,response_schema_conformance,content_type_conformance,"
          + "response_headers_conformance,missing_required_header,negative_data_rejection";

  @TempDir private Path folder;

  @Test
  void no_request_that_the_document_leads_to_ends_badly() throws Exception {
    TestClient client = TestControlPlane.onboarded("123456789012");
    Process process =
        new ProcessBuilder(
                "sh",
                script().toString(),
                "--config-file",
                parameters(client).toString(),
                "run",
                document().toString(),
                "--url",
                client.url().toString(),
                "--header",
                "Authorization: Basic " + basic(client),
                "--checks",
                CHECKS,
                "--phases",
                "coverage,fuzzing",
                "--max-examples",
                "5",
                "--seed",
                "20260105",
                "--no-shrink",
                "--workers",
                "1",
                "--suppress-health-check",
                "all",
                "--no-color")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exit = process.waitFor();
    Files.writeString(Path.of("target", "schemathesis.txt"), said);
    assumeThat(exit).as(said).isNotEqualTo(UNAVAILABLE);

    assertThat(exit).as(said).isZero();
    assertThat(said).contains("Tested: 46");
    said.lines()
        .filter(line -> line.contains("generated") || line.contains("Tested:"))
        .forEach(System.out::println);
  }

  /** Ids of things that exist; the key and the service are not those that are needed. */
  private Path parameters(TestClient client) throws IOException {
    String infrastructure = TestControlPlane.readyInfrastructure(client);
    String service =
        client
            .post(
                "/services",
                "{'name':'fuzzed','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                    .formatted(infrastructure))
            .result()
            .at("/service/id")
            .asString();
    String key =
        client
            .post("/keys", "{'name':'x','roles':['developer']}")
            .result()
            .at("/key/id")
            .asString();
    String invitation =
        client
            .post("/invitations", "{'email':'fuzz@example.com','role':'admin'}")
            .result()
            .get("id")
            .asString();
    return Files.writeString(
        folder.resolve("schemathesis.toml"),
        """
        [parameters]
        "path.organizationId" = "%s"
        "path.byocInfrastructureId" = "%s"
        "path.serviceId" = "%s"
        "path.keyId" = "%s"
        "path.invitationId" = "%s"
        "path.activityId" = "%s"
        "path.backupId" = "%s"
        """
            .formatted(
                client.organizationId(),
                infrastructure,
                service,
                key,
                invitation,
                client.get("/activities").result().at("/0/id").asString(),
                UUID.randomUUID()));
  }

  private Path document() throws IOException {
    try (InputStream in = FuzzTest.class.getResourceAsStream("clickhouse-cloud-openapi.json")) {
      ObjectNode document = (ObjectNode) TestClient.JSON.readTree(in.readAllBytes());
      NullableRequests.in(document);
      return Files.writeString(folder.resolve("openapi.json"), document.toString());
    }
  }

  private static String basic(TestClient client) {
    return Base64.getEncoder()
        .encodeToString((client.keyId() + ":" + client.keySecret()).getBytes(UTF_8));
  }

  private static Path script() {
    for (Path here : List.of(Path.of("").toAbsolutePath(), Path.of("..").toAbsolutePath())) {
      Path script = here.resolve("dev/schemathesis").normalize();
      if (Files.exists(script)) {
        return script;
      }
    }
    throw new IllegalStateException("dev/schemathesis: found none at the working directory");
  }
}
