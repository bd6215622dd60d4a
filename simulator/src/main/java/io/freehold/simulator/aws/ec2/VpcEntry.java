package io.freehold.simulator.aws.ec2;

import software.amazon.awssdk.services.ec2.model.Vpc;

/** A VPC, with the attributes that its description leaves out. */
record VpcEntry(Vpc vpc, boolean dnsSupport, boolean dnsHostnames) {
  VpcEntry with(Vpc other) {
    return new VpcEntry(other, dnsSupport, dnsHostnames);
  }
}
