package io.freehold.controlplane.activity;

import java.util.Locale;

/** What of a key was changed, in the words of the public API. */
public enum KeyUpdate {
  NAME_CHANGED,
  ROLE_CHANGED,
  STATE_CHANGED,
  DATE_CHANGED,
  IP_ACCESS_LIST_CHANGED;

  /** As the API has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
