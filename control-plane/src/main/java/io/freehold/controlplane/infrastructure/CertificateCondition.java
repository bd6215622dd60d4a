package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.kubernetes.platform.CertificateStanding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The condition {@code CertificateReady}: how the wildcard certificate of an infrastructure stands.
 * An infrastructure is ready without; its services are not.
 */
public final class CertificateCondition {
  public static final String TYPE = "CertificateReady";

  /** A certificate of 90 days is renewed 30 days before its end. After nine, it is late. */
  private static final Duration LATE = Duration.ofDays(21);

  /** The same share of one that lives shorter: 21 of 90 days. */
  private static final double LATE_SHARE = 21 / 90.0;

  private CertificateCondition() {}

  /** The one that is known. */
  public static Optional<Condition> in(List<Condition> conditions) {
    return conditions.stream().filter(one -> one.type().equals(TYPE)).findFirst();
  }

  /** Whether it was ordered and is not there: soon it will be, or somebody has to be told why. */
  static boolean isUnderWay(List<Condition> conditions) {
    return in(conditions)
        .filter(one -> one.reason().equals(Reason.CERTIFICATE_ISSUING.word()))
        .isPresent();
  }

  /**
   * After a look.
   *
   * @param domain that it is for
   * @return as it was before, where the look found nothing
   */
  static Optional<Condition> after(
      List<Condition> before,
      CertificateStanding standing,
      String domain,
      long generation,
      Instant now) {
    return switch (standing) {
      case CertificateStanding.Unknown() -> in(before);
      case CertificateStanding.Issuing(String what) ->
          of(before, false, Reason.CERTIFICATE_ISSUING, domain + ": " + what, generation, now);
      case CertificateStanding.Refused(String why) ->
          of(before, false, Reason.CERTIFICATE_REFUSED, domain + ": " + why, generation, now);
      case CertificateStanding.Issued issued -> issued(before, issued, domain, generation, now);
    };
  }

  private static Optional<Condition> issued(
      List<Condition> before,
      CertificateStanding.Issued issued,
      String domain,
      long generation,
      Instant now) {
    boolean expired = !now.isBefore(issued.notAfter());
    boolean late = !now.isBefore(issued.notAfter().minus(late(issued)));
    Reason reason =
        expired
            ? Reason.CERTIFICATE_EXPIRED
            : late ? Reason.CERTIFICATE_EXPIRING : Reason.CERTIFICATE_ISSUED;
    String message =
        "%s, by %s, %s %s, %s"
            .formatted(
                domain,
                issued.by(),
                expired ? "expired on" : "valid until",
                seconds(issued.notAfter()),
                late
                    ? "not renewed since it was to be on " + seconds(issued.renewal())
                    : "renewed on " + seconds(issued.renewal()));
    return of(
        before,
        reason == Reason.CERTIFICATE_ISSUED,
        reason,
        message + issued.trouble().map(why -> ": " + why).orElse(""),
        generation,
        now);
  }

  private static Duration late(CertificateStanding.Issued issued) {
    Duration life = Duration.between(issued.notBefore(), issued.notAfter());
    Duration share = Duration.ofSeconds(Math.round(life.toSeconds() * LATE_SHARE));
    return share.compareTo(LATE) < 0 ? share : LATE;
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<Condition> of(
      List<Condition> before,
      boolean holds,
      Reason reason,
      String message,
      long generation,
      Instant now) {
    Condition fresh =
        new Condition(
            TYPE,
            holds ? Condition.Status.TRUE : Condition.Status.FALSE,
            reason.word(),
            message,
            generation,
            now);
    return Optional.of(fresh.after(before));
  }
}
