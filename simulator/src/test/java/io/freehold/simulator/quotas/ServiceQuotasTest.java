package io.freehold.simulator.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.iam.IamWorld;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.AccessDeniedException;
import software.amazon.awssdk.services.servicequotas.model.InvalidPaginationTokenException;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;
import software.amazon.awssdk.services.servicequotas.model.TooManyRequestsException;

class ServiceQuotasTest {
  private final IamWorld world = new IamWorld();
  private final ServiceQuotasClient quotas =
      world.root(ServiceQuotasClient.class, IamWorld.ACCOUNT);

  private ServiceQuota applied(String service, String code) {
    return quotas.getServiceQuota(r -> r.serviceCode(service).quotaCode(code)).quota();
  }

  @Test
  void each_quota_is_told_under_its_service() {
    assertThat(applied("vpc", "L-F678F1CE"))
        .extracting(
            ServiceQuota::quotaName,
            ServiceQuota::value,
            ServiceQuota::globalQuota,
            ServiceQuota::quotaArn)
        .containsExactly(
            "VPCs per Region",
            5.0,
            false,
            "arn:aws:servicequotas:us-east-1:111122223333:vpc/L-F678F1CE");
    assertThat(applied("ec2", "L-0263D0A3"))
        .extracting(ServiceQuota::quotaName, ServiceQuota::value)
        .containsExactly("EC2-VPC Elastic IPs", 5.0);
    assertThat(applied("vpc", "L-FE5A380F").value()).isEqualTo(5);
    assertThat(applied("vpc", "L-A4707A72").value()).isEqualTo(5);
    assertThat(applied("eks", "L-1194D53C").value()).isEqualTo(100);
    assertThat(applied("elasticloadbalancing", "L-69A177A2").value()).isEqualTo(50);
    assertThat(applied("ec2", "L-1216C47A").value()).isEqualTo(640);
    assertThatThrownBy(() -> applied("vpc", "L-0263D0A3"))
        .isInstanceOf(NoSuchResourceException.class);
    assertThatThrownBy(() -> applied("ec2", "L-00000000"))
        .isInstanceOf(NoSuchResourceException.class);
  }

  @Test
  void what_a_lever_sets_is_told_and_kept_and_the_default_stays() {
    Lever lever = world.aws.levers().setQuota("L-F678F1CE", 1);
    assertThat(applied("vpc", "L-F678F1CE").value()).isEqualTo(1);
    Ec2Client ec2 = world.root(Ec2Client.class, IamWorld.ACCOUNT);
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    assertThatThrownBy(() -> ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")))
        .isInstanceOf(Ec2Exception.class);
    ServiceQuota standard =
        quotas.getAWSDefaultServiceQuota(r -> r.serviceCode("vpc").quotaCode("L-F678F1CE")).quota();
    assertThat(standard.value()).isEqualTo(5);
    assertThat(standard.quotaArn()).isEqualTo("arn:aws:servicequotas:us-east-1::vpc/L-F678F1CE");
    lever.release();
    assertThat(applied("vpc", "L-F678F1CE").value()).isEqualTo(5);
  }

  @Test
  void what_accounts_have_need_not_be_the_default() {
    assertThat(
            quotas
                .getAWSDefaultServiceQuota(r -> r.serviceCode("ec2").quotaCode("L-1216C47A"))
                .quota()
                .value())
        .isEqualTo(5);
  }

  @Test
  void of_some_quotas_only_the_default_is_known() {
    world.aws.levers().knowOnlyDefaultOf("L-1194D53C");
    assertThatThrownBy(() -> applied("eks", "L-1194D53C"))
        .isInstanceOf(NoSuchResourceException.class);
    assertThat(quotas.listServiceQuotas(r -> r.serviceCode("eks")).quotas()).isEmpty();
    assertThat(
            quotas
                .getAWSDefaultServiceQuota(r -> r.serviceCode("eks").quotaCode("L-1194D53C"))
                .quota()
                .value())
        .isEqualTo(100);
  }

  @Test
  void a_services_quotas_are_listed_in_pages() {
    var pages = quotas.listServiceQuotasPaginator(r -> r.serviceCode("vpc").maxResults(4));
    assertThat(pages.stream().map(page -> page.quotas().size())).containsExactly(4, 4, 2);
    assertThat(quotas.listServiceQuotas(r -> r.serviceCode("ec2")).quotas())
        .extracting(ServiceQuota::quotaCode, ServiceQuota::value)
        .containsExactlyInAnyOrder(tuple("L-0263D0A3", 5.0), tuple("L-1216C47A", 640.0));
    assertThatThrownBy(() -> quotas.listServiceQuotas(r -> r.serviceCode("mars")))
        .isInstanceOf(NoSuchResourceException.class);
    assertThatThrownBy(() -> quotas.listServiceQuotas(r -> r.serviceCode("vpc").nextToken("mine")))
        .isInstanceOf(InvalidPaginationTokenException.class);
  }

  @Test
  void a_quota_for_all_regions_is_told_in_one_only() {
    assertThat(applied("iam", "L-FE177D64").globalQuota()).isTrue();
    ServiceQuotasClient elsewhere =
        world.aws.client(
            ServiceQuotasClient.class,
            world.aws.credentialsOfRoot(IamWorld.ACCOUNT),
            Region.EU_WEST_1);
    assertThat(
            elsewhere
                .getServiceQuota(r -> r.serviceCode("vpc").quotaCode("L-F678F1CE"))
                .quota()
                .quotaArn())
        .contains(":eu-west-1:");
    assertThatThrownBy(
            () -> elsewhere.getServiceQuota(r -> r.serviceCode("iam").quotaCode("L-FE177D64")))
        .isInstanceOf(NoSuchResourceException.class);
  }

  @Test
  void it_takes_a_permission_and_no_more_calls_than_it_likes() {
    String arn = world.role("r", IamWorld.allow("servicequotas:GetServiceQuota", "*"));
    ServiceQuotasClient session = world.as(world.assume(arn), ServiceQuotasClient.class);
    session.getServiceQuota(r -> r.serviceCode("vpc").quotaCode("L-F678F1CE"));
    assertThatThrownBy(() -> session.listServiceQuotas(r -> r.serviceCode("vpc")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("servicequotas:ListServiceQuotas");
    world.aws.levers().throttle("servicequotas:*", 0);
    assertThatThrownBy(() -> applied("vpc", "L-F678F1CE"))
        .isInstanceOf(TooManyRequestsException.class);
  }
}
