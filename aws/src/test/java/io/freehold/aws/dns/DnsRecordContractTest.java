package io.freehold.aws.dns;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

class DnsRecordContractTest extends KindContract<DnsRecord, DnsRecord.Observed> {
  private static final String DOMAIN = "abcdefghij.us-east-1.example.com";

  @Override
  protected AwsType<DnsRecord, DnsRecord.Observed> type() {
    return DnsRecord.TYPE;
  }

  @Override
  protected boolean tagged() {
    return false;
  }

  @Override
  protected DnsRecord desired(Ground ground) {
    String zone = ground.make("zone", HostedZone.TYPE, new HostedZone(DOMAIN)).id();
    return new DnsRecord(zone, "sub." + DOMAIN, servers("ns-1.example.com", "ns-2.example.com"));
  }

  private static DnsRecord.Delegation servers(String... names) {
    return new DnsRecord.Delegation(Set.of(names));
  }

  @Override
  protected Map<String, DnsRecord> mutable(DnsRecord it) {
    return Map.of("target", new DnsRecord(it.zoneId(), it.name(), servers("ns-3.example.com")));
  }

  @Override
  protected Map<String, DnsRecord> fixed(DnsRecord it) {
    return Map.of(
        "name", new DnsRecord(it.zoneId(), "other." + DOMAIN, it.target()),
        "zoneId", new DnsRecord("ZOTHER", it.name(), it.target()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, DnsRecord desired) {
    return Map.of(
        "target",
        id ->
            ground
                .aws()
                .route53()
                .changeResourceRecordSets(r ->
                    r.hostedZoneId(desired.zoneId())
                        .changeBatch(b ->
                            b.changes(
                                Change.builder()
                                    .action(ChangeAction.UPSERT)
                                    .resourceRecordSet(s ->
                                        s.name(desired.name())
                                            .type(RRType.NS)
                                            .ttl(300L)
                                            .resourceRecords(
                                                ResourceRecord.builder()
                                                    .value("ns.elsewhere.example.com")
                                                    .build()))
                                    .build()))));
  }

  @Override
  protected Use use(Ground ground, DnsRecord desired) {
    return Use.nothingPrevents("nothing names a record");
  }
}
