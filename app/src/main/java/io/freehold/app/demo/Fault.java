package io.freehold.app.demo;

import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.customer.Mistake;
import io.freehold.simulator.customer.TakenAddresses;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What can be wrong with the customer's account before anything is made in it. */
public enum Fault {
  // The VPC takes three addresses, so it comes before whoever takes all the others.
  MISTAGGED_SUBNET(
      "mistagged-subnet",
      "a VPC of the customer's own is to be used; one subnet has clickhouse-byoc = 'True'"),
  ADDRESS_QUOTA("address-quota", "every elastic IP address that the quota allows is taken"),
  ORGANIZATION_POLICY(
      "organization-policy", "the organization's service control policy denies eks:CreateCluster");

  private static final String EVERYTHING_BUT_CLUSTERS =
      """
      {"Version": "2012-10-17",
       "Statement": [
         {"Effect": "Allow", "Action": "*", "Resource": "*"},
         {"Sid": "NoClusters", "Effect": "Deny", "Action": "eks:CreateCluster", "Resource": "*"}]}
      """;

  private final String word;
  private final String meaning;

  Fault(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** Its name on the command line. */
  public String word() {
    return word;
  }

  /** What is wrong, for people. */
  public String meaning() {
    return meaning;
  }

  /** The faults of a command line. */
  public static final class Converter implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String text) {
      return Arrays.stream(values())
          .filter(fault -> fault.word.equals(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException("found \"%s\", needed %s".formatted(text, words())));
    }

    private static String words() {
      return Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
    }
  }

  /** Brings them about; answers with the VPC in which an infrastructure is to be made then. */
  static Optional<ExistingVpc> arrange(Set<Fault> faults, SimulatedAws aws) {
    Optional<ExistingVpc> vpc = Optional.empty();
    for (Fault fault : new TreeSet<>(faults)) {
      switch (fault) {
        case MISTAGGED_SUBNET ->
            vpc =
                Optional.of(
                    ExistingVpc.build(
                        aws,
                        DemoStage.ACCOUNT,
                        DemoStage.REGION,
                        Mistake.SUBNET_TAG_IN_WRONG_CASE));
        case ADDRESS_QUOTA -> {
          var _ = TakenAddresses.all(aws, DemoStage.ACCOUNT, DemoStage.REGION);
        }
        case ORGANIZATION_POLICY ->
            aws.iam().underOrganization(DemoStage.ACCOUNT, EVERYTHING_BUT_CLUSTERS);
      }
    }
    return vpc;
  }
}
