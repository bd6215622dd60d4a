package io.freehold.simulator.iam.policy;

/**
 * A policy asks for a condition key that AWS would know in this call and the simulator does not:
 * neither a pass nor a denial would be honest.
 */
public final class UnsuppliedKey extends IllegalStateException {
  private static final long serialVersionUID = 1;

  UnsuppliedKey(String key, String policy, String statement, String action) {
    super(
        "condition key "
            + key
            + ": found in statement "
            + statement
            + " of "
            + policy
            + " on a call of "
            + action
            + ", needed one that the simulator supplies. Supply it in the simulated call, or mark"
            + " it so in condition-keys.txt");
  }
}
