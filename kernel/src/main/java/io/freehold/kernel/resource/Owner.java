package io.freehold.kernel.resource;

/**
 * Whose graph it is: one infrastructure or one service.
 *
 * @param name the short generated name that its things carry as owner tag
 */
public record Owner(String name) {
  public Owner {
    if (name.isBlank()) {
      throw new IllegalArgumentException("owner: found an empty name, needed the short name");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
