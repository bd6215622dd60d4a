package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.model.name.NamingScheme;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** A vendor with another domain than that of the public service. */
class VendorDomainTest {
  private static final String DOMAIN = "byoc.example.com";

  private final SimulatedPlane plane = SimulatedPlane.start("vendor-domain");

  @AfterEach
  void stop() throws Exception {
    plane.close();
  }

  private void restart(String domain) {
    UnaryOperator<ControlPlaneSettings> naming =
        one -> one.withNaming(NamingScheme.ofDomain(domain));
    plane.restart(naming, UnaryOperator.identity());
  }

  @Test
  void all_names_are_under_it_and_stay_so() {
    restart(DOMAIN);
    String place = plane.infrastructure();
    String ours = plane.at(place).get("name").asString() + ".us-east-1." + DOMAIN;
    assertThat(plane.at(place).at("/endpoints/domain").asString()).isEqualTo(ours);

    // The role may make them, too: none of its policies names a domain.
    plane.until(() -> buckets().size() == 3, place + "/resources");
    assertThat(buckets())
        .containsExactlyInAnyOrder(ours + "-shared", ours + "-backup", ours + "-monitoring");

    assertThatThrownBy(() -> restart(NamingScheme.STANDARD_DOMAIN))
        .isInstanceOf(OtherDomainException.class)
        .hasMessageContaining(NamingScheme.STANDARD_DOMAIN)
        .hasMessageContaining(DOMAIN);
    restart(DOMAIN);
    assertThat(plane.at(place).at("/endpoints/domain").asString()).isEqualTo(ours);
  }

  private List<String> buckets() {
    return plane
        .aws
        .client(
            S3Client.class, plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER), Region.US_EAST_1)
        .listBuckets()
        .buckets()
        .stream()
        .map(Bucket::name)
        .toList();
  }

  /** It began before there was any infrastructure, as this one did. */
  @Test
  void another_control_plane_under_another_domain_makes_none_and_works_on_none() {
    VendorDomain ours = plane.controlPlane.part(VendorDomain.class);
    ours.verify();
    var _ =
        plane
            .controlPlane
            .part(JdbcClient.class)
            .sql("insert into vendor_domain (domain) values (:domain)")
            .param("domain", DOMAIN)
            .update();
    Reply refused =
        plane.client.post(
            "/byocInfrastructure",
            "{'accountId':'%s','regionId':'us-east-1'}".formatted(SimulatedPlane.CUSTOMER));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("other-domain");
    assertThat(refused.text()).contains(DOMAIN, NamingScheme.STANDARD_DOMAIN);
    assertThat(plane.client.get("/byocInfrastructure").result()).isEmpty();
    assertThatThrownBy(ours::verify).isInstanceOf(OtherDomainException.class);
  }
}
