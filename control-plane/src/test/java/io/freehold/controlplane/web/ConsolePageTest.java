package io.freehold.controlplane.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestCharts;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.graph.Vendor;
import java.time.Clock;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsolePageTest {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

  @Test
  void is_open_to_everybody_and_so_is_every_address_that_it_links_to() throws Exception {
    Clock clock = Clock.systemUTC();
    try (ControlPlane controlPlane =
        ControlPlane.start(
            ControlPlaneSettings.local(0, TestControlPlane.database()),
            Wiring.of(clock, clock)
                .with(
                    Vendor.class,
                    new Vendor(() -> VendorRoles.in("999988887777"), TestCharts.STAND_INS)))) {
      var anybody = TestControlPlane.anonymous().withUrl(controlPlane.url());
      Reply page = anybody.get("/console");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
      assertThat(page.text()).contains("<h1>Freehold</h1>");
      List<String> links =
          LINK.matcher(page.text()).results().map((MatchResult one) -> one.group(1)).toList();
      assertThat(links)
          .hasSizeGreaterThan(4)
          .allSatisfy(link -> assertThat(anybody.get(link).status()).as(link).isEqualTo(200));
    }
  }

  @Test
  void is_no_part_of_the_api() {
    assertThat(TestControlPlane.anonymous().get("/openapi.json").json().get("paths").toString())
        .contains("byocInfrastructure")
        .doesNotContain("/console");
    assertThat(TestControlPlane.anonymous().get("/console/secrets").status()).isEqualTo(401);
  }
}
