package io.freehold.controlplane.graph;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.catalogue.RenderedComponent;
import io.freehold.kubernetes.catalogue.UnknownReleaseException;
import io.freehold.kubernetes.chart.ChartException;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the vendor brings to every infrastructure.
 *
 * @param roles in the vendor's account that infrastructures report to; asked for when they are
 *     needed
 * @param charts of the components
 */
public record Vendor(Supplier<VendorRoles> roles, ComponentCharts charts) {
  /** The code of a failure: a chart cannot be had, or cannot be used. */
  public static final String CHART_UNAVAILABLE = "chart-unavailable";

  private static final FailureClassifier FAILURES = new CloudFailures();

  /** The vendor's AWS account, 12 digits. */
  public String account() {
    return roles.get().stateWriter().split(":", 6)[4];
  }

  /**
   * What the roles of one infrastructure may do.
   *
   * @param management the customer's role as which the control plane acts
   * @param customerBoundary the ARN of a boundary of the customer's own, which replaces ours
   * @throws FailureException if the vendor's own account cannot be asked
   */
  public RolePolicies policies(
      InfrastructureNames names, ManagementRoleArn management, Optional<String> customerBoundary) {
    return new RolePolicies(names, management, customerBoundary, known());
  }

  /**
   * The components of one infrastructure.
   *
   * @throws FailureException if a chart cannot be had, or cannot be used
   * @throws UnknownReleaseException if it is of a newer release than this program
   */
  public List<RenderedComponent> components(InfrastructureSpec spec, InfrastructureNames names) {
    try {
      return charts.of(spec, names);
    } catch (ChartException e) {
      throw new FailureException(
          Failure.refused(Failure.Kind.INVALID, CHART_UNAVAILABLE, String.valueOf(e.getMessage())));
    }
  }

  private VendorRoles known() {
    try {
      return roles.get();
    } catch (RuntimeException e) {
      throw new FailureException(FAILURES.classify(e));
    }
  }
}
