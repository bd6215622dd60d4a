package io.freehold.kubernetes.catalogue;

/** Something is of a release that this program does not know: a newer program made it. */
public final class UnknownReleaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownReleaseException(int found, int newest) {
    super(
        "release: found %d, needed 1 to %d; a newer control plane works on it"
            .formatted(found, newest));
  }
}
