package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The threads that carry the calls to all clusters: one set for the process, not one each. */
final class EventLoops {
  /** Its threads end with the process. */
  static final HttpClient.Factory SHARED = new VertxHttpClientFactory(start());

  private EventLoops() {}

  private static Vertx start() {
    return Vertx.vertx(
        new VertxOptions()
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false))
            .setUseDaemonThread(true));
  }
}
