package io.freehold.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  private static final long SEED = 20261101;

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/16", "0.0.0.0/0", "255.255.255.255/32", "192.168.17.5/22"})
  void whatIsReadIsWrittenTheSame(String text) {
    assertThat(Cidr.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0      | the '/<prefix length>' is missing",
        "10.0.0/16     | needed an IPv4 address or range",
        "10.0.0.256/16 | 256 is above 255",
        "10.0.0.0/33   | prefix length 33 is above 32",
        "10.0.010.0/16 | 010 has a leading zero",
        "fd00::/8      | IPv6 is not supported",
        "ten/16        | needed an IPv4 address or range",
      })
  void whatIsWrongIsSaid(String text, String problem) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(problem);
  }

  @Test
  void aSingleAddressIsARangeOfOneWhereThatIsAllowed() {
    assertThat(Cidr.parseAddressOrRange("203.0.113.7")).isEqualTo(Cidr.parse("203.0.113.7/32"));
    assertThat(Cidr.parse("203.0.113.7/32").size()).isEqualTo(1);
  }

  @Test
  void aFieldThatCannotBeReadIsAViolation() {
    Violations violations = new Violations();
    assertThat(Cidr.read("vpcCidrRange", "10.0.0.0/16", violations)).isPresent();
    assertThat(violations.list()).isEmpty();
    assertThat(Cidr.read("vpcCidrRange", "10/16", violations)).isEmpty();
    assertThat(Cidr.read("peerCidrs[0]", null, violations)).isEmpty();
    assertThat(violations.list())
        .extracting(Violation::field, Violation::code, Violation::found)
        .containsExactly(
            tuple("vpcCidrRange", "cidr-malformed", "'10/16'"),
            tuple("peerCidrs[0]", "cidr-malformed", null));
  }

  @Test
  void hostBitsAreKeptUntilTheyAreCleared() {
    Cidr written = Cidr.parse("10.0.5.9/16");
    assertThat(written.isCanonical()).isFalse();
    assertThat(written.canonical()).isEqualTo(Cidr.parse("10.0.0.0/16"));
    assertThat(written.contains(Cidr.parse("10.0.0.0/24"))).isTrue();
  }

  @Test
  void privateIsPrivateAllThrough() {
    assertThat(Cidr.parse("172.31.0.0/16").isPrivate()).isTrue();
    assertThat(Cidr.parse("172.32.0.0/16").isPrivate()).isFalse();
    assertThat(Cidr.parse("10.0.0.0/7").isPrivate()).isFalse();
    assertThat(Cidr.parse("100.64.0.0/16").isPrivate()).isFalse();
  }

  @Test
  void theWholeInternetContainsEverything() {
    Cidr all = Cidr.parse("0.0.0.0/0");
    assertThat(all.size()).isEqualTo(1L << 32);
    assertThat(all.contains(Cidr.parse("255.255.255.255/32"))).isTrue();
    assertThat(Cidr.parse("255.255.255.255/32").contains(all)).isFalse();
    assertThat(all.split(2))
        .containsExactly(
            Cidr.parse("0.0.0.0/2"),
            Cidr.parse("64.0.0.0/2"),
            Cidr.parse("128.0.0.0/2"),
            Cidr.parse("192.0.0.0/2"));
  }

  @Test
  void partsThatDoNotExistAreRefused() {
    Cidr range = Cidr.parse("10.0.0.0/24");
    assertThatThrownBy(() -> range.part(23, 0)).hasMessageContaining("needed 24 to 32");
    assertThatThrownBy(() -> range.part(26, 4)).hasMessageContaining("needed 0 to 3");
    assertThatThrownBy(() -> Cidr.parse("10.0.0.0/8").split(32)).hasMessageContaining("4096");
    assertThatThrownBy(() -> new Cidr(0, 33)).hasMessageContaining("needed 0 to 32");
  }

  @Test
  void rangesAreOrderedByAddressWithoutSign() {
    assertThat(
            List.of("200.0.0.0/8", "10.0.0.0/16", "10.0.0.0/8").stream()
                .map(Cidr::parse)
                .sorted()
                .map(Cidr::toString))
        .containsExactly("10.0.0.0/8", "10.0.0.0/16", "200.0.0.0/8");
  }

  @Test
  void randomRangesObeyTheAlgebra() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      Cidr a = new Cidr(random.nextInt(), random.nextInt(33));
      Cidr b = new Cidr(random.nextInt(), random.nextInt(33));
      String about = "seed " + SEED + ": " + a + " and " + b;
      assertThat(Cidr.parse(a.toString())).as(about).isEqualTo(a);
      assertThat(a.contains(a)).as(about).isTrue();
      assertThat(a.overlaps(b)).as(about).isEqualTo(b.overlaps(a));
      assertThat(a.contains(b) && b.contains(a))
          .as(about)
          .isEqualTo(a.canonical().equals(b.canonical()));
      assertThat(a.canonical().isCanonical()).as(about).isTrue();
      if (a.prefixLength() < 32) {
        List<Cidr> halves = a.split(a.prefixLength() + 1);
        assertThat(halves.get(0).overlaps(halves.get(1))).as(about).isFalse();
        assertThat(halves).as(about).allMatch(a::contains);
        assertThat(a.minus(List.of(halves.get(0)))).as(about).containsExactly(halves.get(1));
      }
    }
  }

  @Test
  void whatIsLeftAndWhatIsTakenMakeTheWhole() {
    Random random = new Random(SEED);
    Cidr whole = Cidr.parse("10.20.0.0/16");
    for (int i = 0; i < 500; i++) {
      int length = 17 + random.nextInt(12);
      Cidr taken = whole.part(length, random.nextInt(1 << (length - 16)));
      List<Cidr> rest = whole.minus(List.of(taken));
      assertThat(rest.stream().mapToLong(Cidr::size).sum() + taken.size())
          .as("seed " + SEED + ": without " + taken)
          .isEqualTo(whole.size());
      assertThat(rest).noneMatch(taken::overlaps).allMatch(whole::contains).isSorted();
    }
  }
}
