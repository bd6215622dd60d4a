package io.freehold.aws.network.customer;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.AdoptedType;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.vpc.VpcFinding;
import io.freehold.model.vpc.VpcRules;
import io.freehold.model.vpc.VpcSurvey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A VPC of the customer's with everything in it, as one thing to look at. */
public final class CustomerVpc {
  /** The code of the failure where it breaks a rule. */
  public static final String UNFIT = "customer-vpc-unfit";

  public static final AwsType<AdoptedType.Never, VpcSurvey> TYPE = new Type();

  private CustomerVpc() {}

  /**
   * Why the VPC cannot go on carrying this infrastructure: all that breaks a lasting rule.
   *
   * @param waived ids of checks that somebody has taken upon themselves
   */
  public static Optional<Failure> unfit(
      InfrastructureSpec spec, VpcSurvey survey, Set<String> waived) {
    List<VpcFinding> broken =
        VpcRules.check(spec, survey).stream()
            .filter(it -> it.rule().isLasting())
            .filter(it -> !waived.contains(it.checkId()))
            .toList();
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Failure.refused(
                Failure.Kind.INVALID,
                UNFIT,
                broken.stream().map(VpcFinding::message).collect(Collectors.joining("; "))));
  }

  private static final class Type
      implements AwsType<AdoptedType.Never, VpcSurvey>, AdoptedType<AwsSession, VpcSurvey> {
    @Override
    public String kind() {
      return "CustomerVpc";
    }

    @Override
    public Actions actions() {
      return VpcReader.ACTIONS;
    }

    @Override
    public Map<String, Observation<VpcSurvey>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<VpcSurvey>> found = new HashMap<>();
      for (String id : ids) {
        VpcSurvey survey = VpcReader.read(aws, id, Set.of());
        survey
            .vpc()
            .ifPresent(vpc -> found.put(id, new Observation.Present<>(survey, Ownership.FOREIGN)));
      }
      return found;
    }
  }
}
