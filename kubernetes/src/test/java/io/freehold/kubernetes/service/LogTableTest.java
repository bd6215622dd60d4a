package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.ChartKinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service has that was chosen to keep logs, and what its job runs. */
class LogTableTest {
  private static final List<Rendered> CHOSEN = chosen(30);

  @TempDir Path place;

  private static List<Rendered> chosen(int days) {
    return Rendered.service(Rendered.keepingLogs(Rendered.SMALL, days));
  }

  @Test
  void choosing_a_service_changes_nothing_of_its_servers_or_its_keeper() {
    List<Rendered> before = Rendered.service(Rendered.SMALL);
    assertThat(CHOSEN).extracting(Rendered::node).doesNotHaveDuplicates();
    for (String node : List.of("clickhouse", "keeper")) {
      assertThat(object(CHOSEN, node)).isEqualTo(object(before, node));
    }
    assertThat(before).extracting(Rendered::node).noneMatch(node -> node.startsWith("log-table"));
  }

  @Test
  void its_servers_are_reached_by_what_sends_logs_and_those_of_others_are_not() {
    String wayIn =
        "{namespaceSelector={matchLabels={kubernetes.io/metadata.name=logging}}, "
            + "podSelector={matchLabels={app.kubernetes.io/name=loghouse-shipping}}}";
    assertThat(froms(CHOSEN)).hasSize(4).contains(wayIn);
    assertThat(froms(Rendered.service(Rendered.SMALL))).hasSize(3).doesNotContain(wayIn);
  }

  private static List<String> froms(List<Rendered> service) {
    return ((List<?>)
            in(object(service, "network-servers").manifest().content(), "spec", "ingress"))
        .stream()
            .flatMap(rule -> ((List<?>) in(rule, "from")).stream())
            .map(peer ->
                "{namespaceSelector=%s, podSelector=%s}"
                    .formatted(in(peer, "namespaceSelector"), in(peer, "podSelector")))
            .toList();
  }

  @Test
  void its_users_are_known_by_certificates_alone_and_may_do_no_more_than_they_do() {
    Object users =
        in(
            object(CHOSEN, "clickhouse").manifest().content(),
            "spec",
            "settings",
            "extraUsersConfig",
            "users");
    Object writes = in(users, "freehold_logs");
    assertThat(writes.toString()).doesNotContain("password");
    assertThat(in(writes, "ssl_certificates", "subject_alt_name"))
        .isEqualTo("DNS:loghouse-shipping.logging.svc.cluster.local");
    assertThat(in(writes, "grants", "query"))
        .isEqualTo(List.of("GRANT INSERT ON freehold_logs.logs"));
    Object makes = in(users, "freehold_logs_setup");
    assertThat(in(makes, "ssl_certificates", "subject_alt_name"))
        .isEqualTo("DNS:log-table.smallabcde.svc.cluster.local");
    assertThat(in(object(CHOSEN, "log-table-certificate").manifest().content(), "spec", "dnsNames"))
        .isEqualTo(List.of("log-table.smallabcde.svc.cluster.local"));
    assertThat((List<?>) in(makes, "grants", "query"))
        .allMatch(grant -> grant.toString().contains(" ON freehold_logs."));
  }

  /** A job runs once: another retention is another job, and the one before goes. */
  @Test
  void another_retention_is_another_job_whose_table_forgets_after_it() {
    Rendered month = job(CHOSEN);
    Rendered week = job(chosen(7));
    assertThat(month.node()).isEqualTo("log-table/30");
    assertThat(week.node()).isEqualTo("log-table/7");
    assertThat(week.manifest().id()).isNotEqualTo(month.manifest().id());
    assertThat(statements(month)).contains("toIntervalDay(30)").doesNotContain("toIntervalDay(7)");
    assertThat(statements(week)).contains("MODIFY TTL toDateTime(timestamp) + toIntervalDay(7)");
  }

  @Test
  void the_table_is_made_once_the_first_server_answers_however_long_that_takes() throws Exception {
    assertThat(runs(1000)).isEqualTo(0);
    assertThat(Files.readAllLines(place.resolve("slept"))).hasSize(999).containsOnly("10");
    assertThat(place.resolve("asked"))
        .content()
        .isEqualTo(statements(job(CHOSEN)) + "\n")
        .startsWith("CREATE DATABASE IF NOT EXISTS freehold_logs ENGINE = Replicated(");
    String server =
        "clickhouse-clickhouse-0-0-0.clickhouse-clickhouse-headless.smallabcde.svc.cluster.local";
    assertThat(Files.readAllLines(place.resolve("pinged")))
        .containsOnly("https://" + server + ":8443/ping");
    assertThat(place.resolve("connected"))
        .content()
        .contains("--host " + server + " --port 9440 --secure --user freehold_logs_setup")
        .as("a server that is away is not waited for")
        .contains("--distributed_ddl_output_mode=null_status_on_timeout_only_active");
    assertThat(Files.readAllLines(place.resolve("out")))
        .as("why it waits, each time that it is for another reason")
        .containsExactly("no answer", "503");
  }

  /** What servers let in, what is made there, and what is sent to, are one table. */
  @Test
  void what_is_sent_fits_what_is_made_and_what_is_granted() throws IOException {
    String catalogue;
    try (var file =
        Objects.requireNonNull(ReleaseCatalogue.class.getResourceAsStream("release-1.yaml"))) {
      catalogue = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher sent =
        Pattern.compile("INSERT%20INTO%20([a-z_]+)\\.([a-z_]+)%20FORMAT").matcher(catalogue);
    assertThat(sent.find()).isTrue();
    String table = sent.group(1) + "." + sent.group(2);
    Object users =
        in(
            object(CHOSEN, "clickhouse").manifest().content(),
            "spec",
            "settings",
            "extraUsersConfig",
            "users");
    Matcher user = Pattern.compile("Header X-ClickHouse-User ([a-z_]+)").matcher(catalogue);
    assertThat(user.find()).isTrue();
    assertThat(in(users, user.group(1), "grants", "query"))
        .isEqualTo(List.of("GRANT INSERT ON " + table));
    assertThat(in(users, "freehold_logs_setup", "grants", "query"))
        .isEqualTo(
            List.of(
                "GRANT CREATE DATABASE ON %s.*".formatted(sent.group(1)),
                "GRANT CREATE TABLE ON %s.*".formatted(sent.group(1)),
                "GRANT ALTER TTL ON " + table));
    assertThat(statements(job(CHOSEN)))
        .contains(
            "CREATE DATABASE IF NOT EXISTS %s ".formatted(sent.group(1)),
            "CREATE TABLE IF NOT EXISTS %s (".formatted(table),
            "ALTER TABLE %s MODIFY TTL".formatted(table));
  }

  @Test
  void what_the_server_refuses_fails_at_once() throws Exception {
    program("clickhouse-client", "echo 'Code: 516. DB::Exception' >&2; exit 4\n");
    assertThat(runsWith(1)).isEqualTo(4);
  }

  private int runs(int answersAt) throws IOException, InterruptedException {
    program(
        "clickhouse-client",
        "echo \"$*\" > connected\nfor last; do :; done\necho \"$last\" > asked\n");
    return runsWith(answersAt);
  }

  /**
   * Runs it.
   *
   * @param answersAt the number of the ping that is the first to be answered
   */
  private int runsWith(int answersAt) throws IOException, InterruptedException {
    program(
        "wget",
        """
        for last; do :; done
        echo "$last" >> pinged
        if [ "$(wc -l < pinged)" -lt 500 ]; then echo 'no answer' >&2; else echo 503 >&2; fi
        [ "$(wc -l < pinged)" -ge %d ]
        """
            .formatted(answersAt));
    program("sleep", "echo \"$1\" >> slept\n");
    Object command = in(container(job(CHOSEN)), "command");
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", String.valueOf(((List<?>) command).getLast()))
            .directory(place.toFile());
    shell.environment().put("PATH", place + ":" + System.getenv("PATH"));
    shell.environment().put("STATEMENTS", statements(job(CHOSEN)));
    return shell
        .redirectErrorStream(true)
        .redirectOutput(place.resolve("out").toFile())
        .start()
        .waitFor();
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(place.resolve(name), "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String statements(Rendered job) {
    return String.valueOf(in(((List<?>) in(container(job), "env")).getFirst(), "value"));
  }

  private static Object container(Rendered job) {
    Object containers = in(job.manifest().content(), "spec", "template", "spec", "containers");
    return ((List<?>) containers).getFirst();
  }

  private static Rendered job(List<Rendered> service) {
    return service.stream()
        .filter(one -> one.kind().kind().equals(ChartKinds.JOB.kind()))
        .findFirst()
        .orElseThrow();
  }

  private static Rendered object(List<Rendered> service, String node) {
    return service.stream().filter(one -> one.node().equals(node)).findFirst().orElseThrow();
  }

  private static Object in(Object content, String... path) {
    Object here = content;
    for (String field : path) {
      here = ((Map<?, ?>) here).get(field);
    }
    return here;
  }
}
