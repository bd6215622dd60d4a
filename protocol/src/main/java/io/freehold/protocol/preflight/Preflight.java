package io.freehold.protocol.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about an account before an infrastructure is made in it.
 *
 * @param state {@code passed}, {@code failed}, or {@code not-run} where nobody looked yet
 * @param checkedAt when the account was last looked at; null where nobody did
 * @param checks of that look
 * @param waivers on record for the infrastructure, oldest first
 */
public record Preflight(
    String state, @Nullable Instant checkedAt, List<Check> checks, List<Waiver> waivers) {
  public Preflight {
    checks = List.copyOf(Objects.requireNonNullElse(checks, List.of()));
    waivers = List.copyOf(Objects.requireNonNullElse(waivers, List.of()));
  }

  /**
   * One thing that was made sure of, or could not be.
   *
   * @param id stable; what a waiver names
   * @param category {@code role}, {@code permissions}, {@code service-linked-roles}, {@code
   *     quotas}, {@code zones}, {@code network} or {@code kubernetes}
   * @param status {@code pass}, {@code warn}, {@code fail} or {@code waived}
   * @param action of AWS, as IAM spells it
   * @param resource of AWS, by ARN or id
   * @param found what there is
   * @param needed what there has to be
   * @param reason why it matters, or why it is so
   * @param remedy what to do: a command or a sentence
   */
  public record Check(
      String id,
      String category,
      String status,
      @Nullable String action,
      @Nullable String resource,
      @Nullable String found,
      @Nullable String needed,
      String reason,
      @Nullable String remedy) {

    /** The same with another status. */
    public Check with(String other) {
      return new Check(id, category, other, action, resource, found, needed, reason, remedy);
    }
  }

  /**
   * Somebody's word that a check that fails is to stop nothing.
   *
   * @param check its id
   * @param reason in their words
   * @param actor who: the id of a key
   */
  public record Waiver(String check, String reason, String actor, Instant at) {}
}
