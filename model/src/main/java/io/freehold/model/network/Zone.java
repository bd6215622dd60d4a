package io.freehold.model.network;

import java.util.regex.Pattern;

/**
 * An availability zone of one account. The letter means another place in another account; only the
 * id is the same place everywhere, so zones are stored and matched by id.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html">
 * AWS, Availability Zone IDs</a>.
 *
 * @param name as this account knows it: {@code us-east-1a}
 * @param id as everyone knows it: {@code use1-az4}
 * @param suffix the letter: {@code a}
 */
public record Zone(String name, String id, String suffix) {
  private static final Pattern ID = Pattern.compile("[a-z]{2,6}\\d-az\\d{1,2}");

  public Zone {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "zone id: found '" + id + "', needed the form use1-az4 (local zones are not supported)");
    }
    if (suffix.isEmpty() || !name.endsWith(suffix)) {
      throw new IllegalArgumentException(
          "zone suffix: found '" + suffix + "', needed the end of the name '" + name + "'");
    }
  }

  /** A zone from what AWS tells: its name and id. */
  public static Zone of(String region, String name, String id) {
    if (!name.startsWith(region)) {
      throw new IllegalArgumentException(
          "zone name: found '" + name + "', needed one that begins with '" + region + "'");
    }
    return new Zone(name, id, name.substring(region.length()));
  }

  /** Whether the text has the form of a zone id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The region's name: {@code us-east-1}. */
  public String region() {
    return name.substring(0, name.length() - suffix.length());
  }
}
