package io.freehold.controlplane.activity;

import java.util.Locale;

/** What became of a key, in the words of the public API. */
public enum KeyUpdate {
  CREATED,
  DELETED,
  NAME_CHANGED,
  ROLE_CHANGED,
  STATE_CHANGED,
  DATE_CHANGED,
  IP_ACCESS_LIST_CHANGED;

  /** As the API has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ActivityType type() {
    return switch (this) {
      case CREATED -> ActivityType.KEY_CREATE;
      case DELETED -> ActivityType.KEY_DELETE;
      case NAME_CHANGED, ROLE_CHANGED, STATE_CHANGED, DATE_CHANGED, IP_ACCESS_LIST_CHANGED ->
          ActivityType.OPENAPI_KEY_UPDATE;
    };
  }
}
