package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Tags on things that exist. */
final class ResourceTags {
  private final Ec2 ec2;

  ResourceTags(Ec2 ec2) {
    this.ec2 = ec2;
  }

  CreateTagsResponse create(Endpoint endpoint, CreateTagsRequest request) {
    return endpoint.call(
        CallSpec.write("CreateTags")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                request
                    .resources()
                    .forEach(
                        id -> ask(access, ec2.at(call), id).requestTags(Tags.map(request.tags())))),
        call -> {
          Network network = ec2.at(call);
          List<Tag> tags = Tags.checked(request.tags());
          request.resources().forEach(id -> Tags.merged(rack(network, id).tags(id), tags));
          request
              .resources()
              .forEach(id -> rack(network, id).setTags(id, old -> Tags.merged(old, tags)));
          return CreateTagsResponse.builder().build();
        });
  }

  DeleteTagsResponse delete(Endpoint endpoint, DeleteTagsRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteTags")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                request
                    .resources()
                    .forEach(id ->
                        ask(access, ec2.at(call), id)
                            .tagKeys(
                                request.tags().stream()
                                    .map(Tag::key)
                                    .collect(Collectors.toSet())))),
        call -> {
          Network network = ec2.at(call);
          for (String id : request.resources()) {
            rack(network, id).setTags(id, old -> without(old, request.tags()));
          }
          return DeleteTagsResponse.builder().build();
        });
  }

  /** Without these keys; a value, where one is given, has to fit as well. No keys means all. */
  private static List<Tag> without(List<Tag> old, List<Tag> gone) {
    Map<String, String> left = Tags.map(old);
    if (gone.isEmpty()) {
      left.clear();
    }
    for (Tag tag : gone) {
      if (tag.value() == null) {
        left.remove(tag.key());
      } else {
        left.remove(tag.key(), tag.value());
      }
    }
    return Tags.of(left);
  }

  private static Access.Question ask(Access access, Network network, String id) {
    return rack(network, id).ask(access, id);
  }

  private static Rack<?> rack(Network network, String id) {
    String prefix = id.substring(0, Math.max(0, id.lastIndexOf('-')));
    return network.racks().stream()
        .filter(rack -> rack.kind().prefix().equals(prefix))
        .findFirst()
        .orElseThrow(() -> Refusal.of("InvalidID", "The ID '" + id + "' is not valid"));
  }
}
