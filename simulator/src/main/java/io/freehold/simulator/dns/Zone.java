package io.freehold.simulator.dns;

import io.freehold.simulator.aws.place.Location;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.route53.model.HostedZone;

/**
 * A hosted zone, as it is kept.
 *
 * @param id without a path
 * @param location whose it is
 * @param name normal
 * @param model as it is shown, save for its count of records
 * @param nameServers that answer for it, without final dots
 */
record Zone(
    String id,
    Location location,
    String name,
    HostedZone model,
    List<String> nameServers,
    Map<String, String> tags) {
  Zone {
    nameServers = List.copyOf(nameServers);
    tags = Map.copyOf(tags);
  }

  String arn() {
    return "arn:aws:route53:::hostedzone/" + id;
  }

  Zone withTags(Map<String, String> others) {
    return new Zone(id, location, name, model, nameServers, others);
  }
}
