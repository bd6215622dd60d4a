package io.freehold.kubernetes.platform;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.freehold.kubernetes.resource.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The custom resource definitions that Freehold's own objects need, by their short node name. */
final class CustomResources {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** Read once: the operator's schemas are large. */
  private static final Map<String, Manifest> ALL = read();

  private CustomResources() {}

  static Map<String, Manifest> all() {
    return ALL;
  }

  private static Map<String, Manifest> read() {
    Map<String, Manifest> all = new LinkedHashMap<>();
    for (String file :
        List.of(
            "clickhouse.com_keeperclusters",
            "clickhouse.com_clickhouseclusters",
            "cert-manager.io_clusterissuers",
            "cert-manager.io_certificates",
            "acme.cert-manager.io_challenges",
            "elbv2.k8s.aws_targetgroupbindings",
            "networking.istio.io_gateways",
            "networking.istio.io_virtualservices",
            "security.istio.io_authorizationpolicies")) {
      all.put(file.substring(file.lastIndexOf('_') + 1), manifest(file + ".yaml"));
    }
    return all;
  }

  private static Manifest manifest(String file) {
    try (InputStream stream = CustomResources.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing from the program");
      }
      Map<?, ?> document = YAML.unmarshal(stream, Map.class);
      Map<?, ?> metadata = (Map<?, ?>) document.get("metadata");
      Object spec = document.get("spec");
      if (metadata == null || spec == null) {
        throw new IllegalStateException(file + ": found no metadata and spec, needed both");
      }
      return Manifest.ofCluster(String.valueOf(metadata.get("name")), Map.of("spec", spec));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
