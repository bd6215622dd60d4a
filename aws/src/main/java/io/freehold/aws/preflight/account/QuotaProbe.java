package io.freehold.aws.preflight.account;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.preflight.account.Quota.Use;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.kernel.failure.Failure;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** Whether the account's quotas leave room, what it has already being taken off. */
final class QuotaProbe implements Probe {
  private final Account account;

  QuotaProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.QUOTAS;
  }

  @Override
  public List<Check> examine() {
    return Quota.ALL.stream().flatMap(quota -> asFarAsToldOf(quota).stream()).toList();
  }

  /**
   * What holds for all regions is told in one that an organization may have shut: that stops
   * nothing, and hides nothing of the other quotas.
   */
  private List<Check> asFarAsToldOf(Quota quota) {
    try {
      return examine(quota);
    } catch (RuntimeException e) {
      Failure failure = new AwsFailures().classify(e);
      if (!quota.global() || failure.kind() != Failure.Kind.PERMISSION) {
        throw e;
      }
      String region = quota.region(account).id();
      return List.of(
          Check.warn(
                  category(),
                  "quota-" + quota.id(),
                  quota.name() + ": whether there is room cannot be told.")
              .on(quota.service() + "/" + quota.code())
              .found(failure.code() + ": " + failure.message(), "a look in " + region)
              .mendedBy(
                  "See for yourself, or have the organization's rule about regions except "
                      + "servicequotas in "
                      + region
                      + "."));
    }
  }

  /** None where nothing of the sort is needed, and there is room. */
  private List<Check> examine(Quota quota) {
    List<Use> uses = quota.uses().apply(account);
    if (uses.isEmpty()) {
      return List.of();
    }
    long limit = limit(quota);
    Use worst =
        uses.stream().max(Comparator.comparingLong(it -> it.all() + it.needed())).orElseThrow();
    String found = "%d of %d in use".formatted(worst.all(), limit);
    String id = "quota-" + quota.id();
    String resource = quota.service() + "/" + quota.code();
    if (worst.planned() == 0) {
      return worst.all() < limit
          ? List.of()
          : List.of(
              Check.warn(category(), id, quota.name() + ": the account has no room for any more.")
                  .on(resource)
                  .found(found, "none by this infrastructure")
                  .mendedBy(increase(quota, worst.all() + 1)));
    }
    if (worst.needed() == 0 || worst.all() + worst.needed() <= limit) {
      return List.of(
          Check.pass(category(), id, "There is room for what the infrastructure needs.")
              .on(resource)
              .found(found, more(worst)));
    }
    return List.of(
        Check.fail(
                category(),
                id,
                "%s: the creation of the infrastructure would stop halfway in %s."
                    .formatted(quota.name(), quota.global() ? "the account" : worst.place()))
            .on(resource)
            .found(found, more(worst))
            .mendedBy(increase(quota, worst.all() + worst.needed())));
  }

  private static String more(Use use) {
    return use.needed() == 0 ? "none beside those that are there" : use.needed() + " more";
  }

  private String increase(Quota quota, long value) {
    return "aws service-quotas request-service-quota-increase --service-code %s --quota-code %s --desired-value %d --region %s"
        .formatted(quota.service(), quota.code(), value, quota.region(account));
  }

  /** Of a quota that was never changed AWS may know its default only. */
  private long limit(Quota quota) {
    ServiceQuotasClient quotas = account.aws().quotas(quota.region(account));
    ServiceQuota found;
    try {
      found =
          quotas
              .getServiceQuota(r -> r.serviceCode(quota.service()).quotaCode(quota.code()))
              .quota();
    } catch (NoSuchResourceException e) {
      found =
          quotas
              .getAWSDefaultServiceQuota(
                  r -> r.serviceCode(quota.service()).quotaCode(quota.code()))
              .quota();
    }
    return found.value().longValue();
  }
}
