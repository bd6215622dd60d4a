package io.freehold.aws.dns;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.session.AwsSession;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.route53.model.TagResourceType;

class HostedZoneContractTest extends KindContract<HostedZone, HostedZone.Observed> {
  @Override
  protected AwsType<HostedZone, HostedZone.Observed> type() {
    return HostedZone.TYPE;
  }

  @Override
  protected HostedZone desired(Ground ground) {
    return new HostedZone("abcdefghij.us-east-1.example.com");
  }

  @Override
  protected Map<String, HostedZone> fixed(HostedZone it) {
    return Map.of("name", new HostedZone("other.example.com"));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, HostedZone desired) {
    return Map.of(
        "tags",
        id ->
            ground
                .aws()
                .route53()
                .changeTagsForResource(r ->
                    r.resourceType(TagResourceType.HOSTEDZONE)
                        .resourceId(id)
                        .removeTagKeys(AwsSession.OWNER_TAG)));
  }

  @Override
  protected Use use(Ground ground, HostedZone desired) {
    return Use.prevents(id ->
        ground.make(
            "user",
            DnsRecord.TYPE,
            new DnsRecord(
                id,
                "sub." + desired.name(),
                new DnsRecord.Delegation(Set.of("ns-1.example.com", "ns-2.example.com")))));
  }

  /** It deletes one with records. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "deleting what is in use");
  }
}
