package io.freehold.aws.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What one read tells of things of several kinds, kept for one pass. For one thread, as passes are.
 */
public final class SharedReads {
  private final Set<String> established = new TreeSet<>();
  private final Set<String> expected = new TreeSet<>();
  private final Map<String, Map<String, String>> tags = new HashMap<>();

  SharedReads() {}

  /** Another pass: nothing of the one before holds. */
  void begin(Set<String> externalIds) {
    established.clear();
    established.addAll(externalIds);
    expected.clear();
    expected.addAll(externalIds);
    tags.clear();
  }

  /** Whether all of these were seen before, so that a call by their ids most likely succeeds. */
  public boolean areEstablished(Collection<String> externalIds) {
    return established.containsAll(externalIds);
  }

  /**
   * The tags of these things by ARN; with the first of them, those of all others of the service
   * that will be asked for.
   *
   * @param service as ARNs name it
   * @param read asks AWS; of a thing that is gone it may throw, so that all are asked for anew
   *     without foresight
   */
  public Map<String, Map<String, String>> tags(
      String service,
      Collection<String> arns,
      Function<Collection<String>, Map<String, Map<String, String>>> read) {
    if (!tags.keySet().containsAll(arns)) {
      Set<String> all = new LinkedHashSet<>(arns);
      expected.stream().filter(id -> id.contains(":" + service + ":")).forEach(all::add);
      expected.removeAll(all);
      tags.putAll(read(arns, all, read));
    }
    Map<String, Map<String, String>> asked = new HashMap<>(tags);
    asked.keySet().retainAll(arns);
    return asked;
  }

  private static Map<String, Map<String, String>> read(
      Collection<String> arns,
      Set<String> all,
      Function<Collection<String>, Map<String, Map<String, String>>> read) {
    if (all.size() == arns.size()) {
      return read.apply(arns);
    }
    try {
      return read.apply(all);
    } catch (AwsServiceException e) {
      return read.apply(arns);
    }
  }
}
