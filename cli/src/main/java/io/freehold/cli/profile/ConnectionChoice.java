package io.freehold.cli.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides where to connect: a profile named on the command line, else the environment, else the
 * default profile. The environment counts as a whole: a key from it is never sent to an address
 * from a profile, nor the other way round.
 */
public final class ConnectionChoice {
  private static final String URL = "FREEHOLD_URL";
  private static final String ORGANIZATION = "FREEHOLD_ORGANIZATION";
  private static final String KEY_ID = "FREEHOLD_KEY_ID";
  private static final String KEY_SECRET = "FREEHOLD_KEY_SECRET";

  private final Map<String, String> environment;
  private final Profiles profiles;

  public ConnectionChoice(Map<String, String> environment, Profiles profiles) {
    this.environment = Map.copyOf(environment);
    this.profiles = profiles;
  }

  /**
   * The connection to use.
   *
   * @param named the profile named on the command line, if any
   */
  public Connection choose(@Nullable String named) throws IOException, NoConnection {
    if (named != null) {
      return profile(named);
    }
    List<String> missing = new ArrayList<>();
    for (String variable : List.of(URL, ORGANIZATION, KEY_ID, KEY_SECRET)) {
      if (value(variable).isEmpty()) {
        missing.add(variable);
      }
    }
    if (missing.isEmpty()) {
      return new Connection(
          Profiles.address(value(URL), URL), value(ORGANIZATION), value(KEY_ID), value(KEY_SECRET));
    }
    if (missing.size() < 4) {
      throw new NoConnection(
          "the environment names a control plane only in part: "
              + String.join(", ", missing)
              + " missing. Set all four of "
              + URL
              + ", "
              + ORGANIZATION
              + ", "
              + KEY_ID
              + ", "
              + KEY_SECRET
              + ", or none and use a profile");
    }
    Optional<Connection> saved = profiles.find(Profiles.DEFAULT);
    if (saved.isPresent()) {
      return saved.get();
    }
    throw new NoConnection(
        "no control plane is known. Set "
            + URL
            + ", "
            + ORGANIZATION
            + ", "
            + KEY_ID
            + " and "
            + KEY_SECRET
            + ", or save them once with: freehold profile save --from FILE");
  }

  private Connection profile(String name) throws IOException, NoConnection {
    Optional<Connection> saved = profiles.find(name);
    if (saved.isEmpty()) {
      List<String> names = profiles.names();
      throw new NoConnection(
          "--profile: found \""
              + name
              + "\", needed one of "
              + (names.isEmpty()
                  ? "(none is saved yet; see freehold profile save)"
                  : String.join(", ", names)));
    }
    return saved.get();
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }
}
