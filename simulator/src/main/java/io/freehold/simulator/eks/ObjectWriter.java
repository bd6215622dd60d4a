package io.freehold.simulator.eks;

import java.time.Instant;

/** The S3 that programs in clusters write to. */
@FunctionalInterface
public interface ObjectWriter {
  void store(String bucket, String key, String content, Instant at);
}
