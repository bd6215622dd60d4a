package io.freehold.simulator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions of the ClickHouse operator are those of its release, to the byte. */
class DefinitionsTest {

  @ParameterizedTest
  @CsvSource({
    "clickhouseclusters, bb6defdf6c34fdc7713f2667089b0aa20ca14d3c59c2acc487c16795979c83b1",
    "keeperclusters, 128f6dcff3f6309a04ee57aff9eea58680c60ee834718466bf10f39ed7f6400f"
  })
  void are_those_of_the_release(String plural, String sha256) throws NoSuchAlgorithmException {
    String file = "clickhouse-operator-helm/crds/" + plural + ".yaml";
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(StandInCharts.text(file).getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
  }
}
