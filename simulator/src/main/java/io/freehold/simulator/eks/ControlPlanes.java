package io.freehold.simulator.eks;

import io.freehold.simulator.aws.place.Location;
import java.time.Instant;
import java.util.Optional;

/** The Kubernetes APIs behind the clusters. */
interface ControlPlanes {
  /** Nothing behind any cluster: endpoints are names only. */
  ControlPlanes NONE =
      new ControlPlanes() {
        @Override
        public Optional<Reach> reach(Location location, String cluster) {
          return Optional.empty();
        }

        @Override
        public void end(Location location, String cluster, Instant at) {}
      };

  /**
   * How to reach one.
   *
   * @param url of its API
   * @param certificateAuthority PEM in base64, as EKS shows it
   */
  record Reach(String url, String certificateAuthority) {}

  /** The API of a cluster that is active: started when it is first asked for. */
  Optional<Reach> reach(Location location, String cluster);

  /** The cluster will be gone at that time. */
  void end(Location location, String cluster, Instant at);
}
