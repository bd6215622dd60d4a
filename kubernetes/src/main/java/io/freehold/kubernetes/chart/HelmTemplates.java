package io.freehold.kubernetes.chart;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Helm itself, for nothing but its templates: it speaks to no cluster and to no repository. The
 * library is written in Go and is loaded once, into this process; it takes signals for itself, and
 * {@link ProcessSignals} gives them back.
 */
final class HelmTemplates {
  /** One at a time: a render takes milliseconds, and the signals are the whole process's. */
  private static final ReentrantLock ONE = new ReentrantLock();

  private HelmTemplates() {}

  /**
   * All documents that a chart's templates give, but for its notes.
   *
   * @param chart its folder
   * @param values a file of YAML
   * @param kubernetesVersion what the templates are told of the cluster
   * @throws IllegalStateException with Helm's own words if it does not render
   */
  static String render(
      Path chart, String name, String namespace, Path values, String kubernetesVersion) {
    ONE.lock();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ProcessSignals.Handlers handlers = ProcessSignals.save();
    try {
      // The library is looked for by the thread's loader, which a worker's need not be.
      Thread.currentThread().setContextClassLoader(HelmTemplates.class.getClassLoader());
      return new Helm(chart)
          .template()
          .withName(name)
          .withNamespace(namespace)
          .withValuesFile(values)
          .withKubeVersion(kubernetesVersion)
          .call();
    } finally {
      handlers.restore();
      Thread.currentThread().setContextClassLoader(before);
      ONE.unlock();
    }
  }
}
