package io.freehold.aws.eks;

import io.freehold.aws.session.AwsSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.eks.model.Issue;

/**
 * Why groups could not be given the nodes that somebody has asked them for: capacity that a zone
 * does not have, or a quota. EKS takes it from the Auto Scaling group, and the autoscaler does not
 * tell it to the pods that wait.
 */
public final class NodeShortage {
  private NodeShortage() {}

  /**
   * Looks, one read for each group.
   *
   * @return a sentence for each trouble, which begins with the group; of a group that is not there
   *     yet, that
   */
  public static List<String> of(AwsSession aws, String cluster, Collection<String> groups) {
    List<String> found = new ArrayList<>();
    for (String name : groups) {
      var group =
          Eks.ifThere(() ->
              aws.eks()
                  .describeNodegroup(r -> r.clusterName(cluster).nodegroupName(name))
                  .nodegroup());
      if (group.isEmpty()) {
        found.add("there is no group " + name + " yet");
      } else if (group.get().health() != null) {
        for (Issue issue : group.get().health().issues()) {
          found.add("%s: %s: %s".formatted(name, issue.codeAsString(), issue.message()));
        }
      }
    }
    return found;
  }
}
