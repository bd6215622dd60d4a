package io.freehold.controlplane.infrastructure;

/** A control plane is to begin under another domain than the infrastructures that it has. */
public final class OtherDomainException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  OtherDomainException(String found, String needed) {
    super(message(found, needed));
  }

  static String message(String found, String needed) {
    return ("domain: found %s, needed %s, under which infrastructures were made already. Start the"
            + " control plane with that one.")
        .formatted(found, needed);
  }
}
