package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.place.Zones;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What other services see and do in a customer's network on their own account, without a call of
 * the customer's. Used under the world's lock: from within a call's effect, or by {@code
 * World.locked}.
 */
public final class Backstage {
  private final Ec2 ec2;

  Backstage(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** A VPC that can be found by now. */
  public Optional<Vpc> vpc(Location location, String id) {
    return ec2.at(location).vpcs().shelf().known(id).map(VpcEntry::vpc);
  }

  /**
   * A VPC with all that its owner laid out in it, in truth.
   *
   * @throws Refusal where there is no such VPC
   */
  public VpcSnapshot snapshot(Location location, String vpcId) {
    return VpcSnapshot.of(ec2.at(location), vpcId);
  }

  /** A subnet that can be found by now. */
  public Optional<Subnet> subnet(Location location, String id) {
    Network network = ec2.at(location);
    return network.subnets().shelf().known(id).map(it -> Subnets.shown(network, it));
  }

  /** A security group that can be found by now. */
  public Optional<SecurityGroup> group(Location location, String id) {
    Network network = ec2.at(location);
    return network.groups().shelf().known(id).map(it -> Rules.shown(network, it));
  }

  /**
   * A version of a launch template that can be found by now.
   *
   * @param version a number
   */
  public Optional<LaunchTemplateVersion> template(Location location, String id, String version) {
    return ec2.at(location).templates().shelf().known(id).stream()
        .flatMap(it -> it.versions().stream())
        .filter(it -> it.versionNumber().toString().equals(version))
        .findFirst();
  }

  /** Whether the VPC has an internet gateway. */
  public boolean hasInternetGateway(Location location, String vpcId) {
    return InternetGateways.isAttached(ec2.at(location), vpcId);
  }

  /**
   * The names of the zones that have this instance type; all of them for a type that is not in the
   * catalogue.
   */
  public List<String> zonesWith(Location location, String instanceType) {
    Levers levers = ec2.at(location).world().levers();
    return InstanceCatalogue.find(instanceType)
        .map(type ->
            InstanceCatalogue.offered(levers, location).getOrDefault(type, List.of()).stream())
        .orElseGet(() -> Zones.of(location).stream())
        .map(Zone::name)
        .toList();
  }

  /**
   * What a machine of an instance type has.
   *
   * @param cpus virtual ones
   * @param memoryGib as it is sold
   */
  public record Equipment(int cpus, int memoryGib) {}

  /** What is in an instance type; empty for one that is not in the catalogue. */
  public Optional<Equipment> equipment(String instanceType) {
    return InstanceCatalogue.find(instanceType)
        .map(type -> new Equipment(type.cpus(), type.memoryGib()));
  }

  /** An instance runs from now on. */
  public void launch(
      Location location, String id, String type, String subnetId, Map<String, String> tags) {
    Instances.launch(ec2.at(location), id, type, subnetId, tags);
  }

  /** An instance is gone from that time on. */
  public void terminateAt(Location location, String id, Instant at) {
    var shelf = ec2.at(location).instances().shelf();
    if (shelf.actual(id).isPresent()) {
      shelf.removeAt(id, at);
    }
  }

  /** Makes a network interface in a subnet and answers its id. */
  public String makeInterface(Location location, NewInterface wanted) {
    return Interfaces.make(ec2.at(location), wanted).networkInterfaceId();
  }

  /** A network interface, in truth. */
  public Optional<NetworkInterface> networkInterface(Location location, String id) {
    return ec2.at(location).interfaces().shelf().actual(id);
  }

  /** Gives a network interface these security groups instead of those that it has. */
  public void regroup(Location location, String id, List<String> groups) {
    Interfaces.regroup(ec2.at(location), id, groups);
  }

  /** Lets a network interface vanish at that time; earlier removal by somebody else stands. */
  public void removeInterfaceAt(Location location, String id, Instant at) {
    var shelf = ec2.at(location).interfaces().shelf();
    if (shelf.actual(id).isPresent()) {
      shelf.removeAt(id, at);
    }
  }

  /**
   * Makes a security group that lets everything out, and answers its id.
   *
   * @param ingress what it lets in
   */
  public String makeGroup(
      Location location,
      String vpcId,
      String name,
      String description,
      List<IpPermission> ingress,
      Map<String, String> tags) {
    Network network = ec2.at(location);
    String id = SecurityGroups.make(network, vpcId, name, description, Tags.of(tags));
    if (!ingress.isEmpty()) {
      Rules.authorize(network, id, false, ingress, List.of());
    }
    return id;
  }

  /** Adds rules to a group, save those that it has. */
  public void letIn(Location location, String groupId, IpPermission permission) {
    Network network = ec2.at(location);
    Rules.authorizeMissing(network, groupId, permission);
  }

  /** Lets a security group vanish at that time, with its rules. */
  public void removeGroupAt(Location location, String id, Instant at) {
    Network network = ec2.at(location);
    if (network.groups().shelf().actual(id).isPresent()) {
      network.rules().all().stream()
          .filter(it -> it.groupId().equals(id))
          .forEach(it -> network.rules().shelf().removeAt(it.securityGroupRuleId(), at));
      network.groups().shelf().removeAt(id, at);
    }
  }

  /** Makes a volume, as the EBS CSI driver does, and answers its id. */
  public String makeVolume(
      Location location, Zone zone, int gibibytes, boolean inUse, Map<String, String> tags) {
    return Volumes.make(ec2.at(location), zone, gibibytes, inUse, tags);
  }

  /** Removes a volume. */
  public void removeVolume(Location location, String id) {
    var shelf = ec2.at(location).volumes().shelf();
    if (shelf.actual(id).isPresent()) {
      shelf.remove(id);
    }
  }
}
