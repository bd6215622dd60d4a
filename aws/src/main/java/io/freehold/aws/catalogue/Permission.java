package io.freehold.aws.catalogue;

/**
 * One action of AWS that a kind needs. A call that names several resources needs its action on each
 * of them: then there are several of these.
 *
 * @param action as IAM spells it: {@code ec2:CreateNatGateway}
 * @param phase when it is used
 * @param group the policy that grants it
 * @param scope on what
 */
public record Permission(String action, Phase phase, PolicyGroup group, Scope scope) {

  /** When an action is used. */
  public enum Phase {
    INSPECT,
    PROVISION,
    CHANGE,
    DELETE
  }
}
