package io.freehold.aws.logs;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;

class LogGroupContractTest extends KindContract<LogGroup, LogGroup.Observed> {
  @Override
  protected AwsType<LogGroup, LogGroup.Observed> type() {
    return LogGroup.TYPE;
  }

  @Override
  protected LogGroup desired(Ground ground) {
    return new LogGroup(
        "/aws/eks/clickhouse-cloud-abcdefghij/cluster", LogGroup.DEFAULT_RETENTION_DAYS);
  }

  @Override
  protected Map<String, LogGroup> mutable(LogGroup it) {
    return Map.of("retentionDays", new LogGroup(it.name(), 90));
  }

  @Override
  protected Map<String, LogGroup> fixed(LogGroup it) {
    return Map.of("name", new LogGroup("other", it.retentionDays()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, LogGroup desired) {
    return Map.of(
        "retentionDays",
        name -> ground.aws().logs().deleteRetentionPolicy(r -> r.logGroupName(name)));
  }

  @Override
  protected Use use(Ground ground, LogGroup desired) {
    return Use.nothingPrevents("who logs to it makes it again");
  }
}
