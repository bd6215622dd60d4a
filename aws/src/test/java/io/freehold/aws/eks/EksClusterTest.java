package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.eks.EksCluster.Support;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EksClusterTest {
  private static EksCluster cluster(String version, Optional<String> key, String... publicCidrs) {
    return new EksCluster(
        "clickhouse-cloud-abcdefghij",
        version,
        "arn:aws:iam::111122223333:role/abcdefghij-us-east-1-k8s-control-plane",
        Set.of("subnet-1", "subnet-2"),
        Set.of("sg-1"),
        Set.of(publicCidrs),
        Set.of("api", "audit"),
        key,
        Support.STANDARD);
  }

  private static Diff diff(EksCluster wanted, EksCluster there) {
    return EksCluster.TYPE.diff(wanted, EksCluster.TYPE.predict(there));
  }

  @Test
  void anUpgradeIsDisruptiveAndAddressesAreNot() {
    EksCluster there = cluster("1.32", Optional.empty(), "192.0.2.1/32");
    assertThat(diff(cluster("1.33", Optional.empty(), "192.0.2.1/32"), there).impact())
        .isEqualTo(Impact.DISRUPTIVE);
    Diff addresses = diff(cluster("1.32", Optional.empty()), there);
    assertThat(addresses.touches("publicCidrs")).isTrue();
    assertThat(addresses.impact()).isEqualTo(Impact.NONE);
  }

  @Test
  void aLaterVersionThanWantedIsNotTakenBack() {
    Diff diff = diff(cluster("1.32", Optional.empty()), cluster("1.33", Optional.empty()));
    assertThat(diff.impact()).isEqualTo(Impact.REPLACE);
  }

  @Test
  void encryptionCanBeAddedAndNeverTakenBackOrChanged() {
    EksCluster plain = cluster("1.33", Optional.empty());
    EksCluster encrypted = cluster("1.33", Optional.of("arn:aws:kms:us-east-1:1:key/a"));
    EksCluster other = cluster("1.33", Optional.of("arn:aws:kms:us-east-1:1:key/b"));
    assertThat(diff(encrypted, plain).impact()).isEqualTo(Impact.NONE);
    assertThat(diff(encrypted, plain).touches("encryptionKeyArn")).isTrue();
    assertThat(diff(plain, encrypted).impact()).isEqualTo(Impact.REPLACE);
    assertThat(diff(other, encrypted).impact()).isEqualTo(Impact.REPLACE);
  }
}
