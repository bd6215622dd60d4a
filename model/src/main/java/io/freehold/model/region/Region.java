package io.freehold.model.region;

import java.util.List;
import java.util.Set;

/**
 * A region of AWS in which an infrastructure may be made.
 *
 * @param id as AWS has it: {@code us-east-1}
 * @param displayName for people: {@code US East (N. Virginia)}
 * @param zoneIds the zones known here; an account may see fewer, and AWS may have added some
 * @param zonesWithoutEks those of them in which EKS places no control plane
 */
public record Region(
    String id, String displayName, List<String> zoneIds, Set<String> zonesWithoutEks) {
  public Region {
    zoneIds = List.copyOf(zoneIds);
    zonesWithoutEks = Set.copyOf(zonesWithoutEks);
  }

  /** What the ids of its zones begin with: {@code use1}. */
  public String zoneIdPrefix() {
    String first = zoneIds.getFirst();
    return first.substring(0, first.indexOf('-'));
  }

  /** Whether a zone id is one of this region's, also if it is newer than our list. */
  public boolean owns(String zoneId) {
    return zoneId.startsWith(zoneIdPrefix() + "-");
  }
}
