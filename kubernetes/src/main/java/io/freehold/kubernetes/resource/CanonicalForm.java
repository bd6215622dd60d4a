package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes makes of values in its own kinds: its types are written by Go, which leaves out
 * what is empty, and its quantities are brought into their shortest form (<a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">source</a>).
 */
final class CanonicalForm {
  /** Numbers and flags that are left out when they are zero; others keep a zero that was set. */
  private static final Set<String> WITHOUT_ZERO =
      Set.of(
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "readOnly",
          "stdin",
          "stdinOnce",
          "tty",
          "publishNotReadyAddresses",
          "paused",
          "globalDefault",
          "preserveUnknownFields",
          "nullable",
          "deprecated",
          "minReadySeconds",
          "initialDelaySeconds",
          "insecureSkipTLSVerify",
          "nodePort");

  private static final Set<String> OF_QUANTITIES =
      Set.of("requests", "limits", "hard", "capacity", "default", "defaultRequest", "min", "max");

  private static final Set<String> QUANTITIES =
      Set.of("sizeLimit", "averageValue", "value", "divisor");

  private CanonicalForm() {}

  /**
   * Whether the API shows the one where the other was applied.
   *
   * @param parent the name of the object that has the field
   * @param field its name
   */
  static boolean isSame(
      String parent, String field, @Nullable Object wanted, @Nullable Object found) {
    if (found == null) {
      return isEmpty(wanted) || (isZero(wanted) && WITHOUT_ZERO.contains(field));
    }
    boolean quantity = OF_QUANTITIES.contains(parent) || QUANTITIES.contains(field);
    return quantity && isSameQuantity(wanted, found);
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value.equals("")
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static boolean isZero(@Nullable Object value) {
    return Boolean.FALSE.equals(value)
        || (value instanceof Number number && number.doubleValue() == 0);
  }

  private static boolean isSameQuantity(@Nullable Object wanted, Object found) {
    try {
      return amount(wanted).compareTo(amount(found)) == 0;
    } catch (IllegalArgumentException e) {
      return false; // not a quantity after all
    }
  }

  private static BigDecimal amount(@Nullable Object value) {
    return new Quantity(String.valueOf(value)).getNumericalAmount();
  }
}
