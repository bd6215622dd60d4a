package io.freehold.kubernetes.contract;

import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the kinds, on Kubernetes' own API server, where it is to be had. */
@ExtendWith(RealApiServer.class)
class RealApiTest extends KindContract {
  @Override
  Backend start() {
    return RealApiServer.start();
  }
}
