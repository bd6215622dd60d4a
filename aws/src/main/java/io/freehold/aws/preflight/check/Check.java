package io.freehold.aws.preflight.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was made sure of, or could not be.
 *
 * <pre>{@code
 * Check.fail(Category.QUOTAS, "quota-elastic-ips", "Each NAT gateway needs one.")
 *     .found("4 of 5 in use", "3 more")
 *     .mendedBy("aws service-quotas request-service-quota-increase ...");
 * }</pre>
 *
 * @param id stable, in kebab case, and once in a run: what a waiver names
 * @param action of AWS that it is about, as IAM spells it; null where it is about none
 * @param resource of AWS that it is about, by ARN or id; null where it is about none
 * @param found what there is; null where nothing was counted or read
 * @param needed what there has to be; null likewise
 * @param reason why it matters, or why it is so, as a sentence
 * @param remedy what to do: a command or a sentence; null where nothing has to be done
 */
public record Check(
    String id,
    Category category,
    Status status,
    @Nullable String action,
    @Nullable String resource,
    @Nullable String found,
    @Nullable String needed,
    String reason,
    @Nullable String remedy) {

  /** What came of it. */
  public enum Status {
    PASS,
    /** Worth knowing; stops nothing. */
    WARN,
    /** Would stop the infrastructure halfway, or leave it unsafe. */
    FAIL;

    /** As the API has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Check pass(Category category, String id, String reason) {
    return of(Status.PASS, category, id, reason);
  }

  public static Check warn(Category category, String id, String reason) {
    return of(Status.WARN, category, id, reason);
  }

  public static Check fail(Category category, String id, String reason) {
    return of(Status.FAIL, category, id, reason);
  }

  public static Check of(Status status, Category category, String id, String reason) {
    return new Check(id, category, status, null, null, null, null, reason, null);
  }

  /** About this action of AWS. */
  public Check doing(@Nullable String what) {
    return new Check(id, category, status, what, resource, found, needed, reason, remedy);
  }

  /** About this resource of AWS. */
  public Check on(String what) {
    return new Check(id, category, status, action, what, found, needed, reason, remedy);
  }

  public Check found(String what, @Nullable String instead) {
    return new Check(id, category, status, action, resource, what, instead, reason, remedy);
  }

  public Check mendedBy(String what) {
    return new Check(id, category, status, action, resource, found, needed, reason, what);
  }
}
