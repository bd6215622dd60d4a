package io.freehold.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.network.Cidr;
import io.freehold.model.violation.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSpecTest {
  @Test
  void anOrdinaryServiceBreaksNoRule() {
    assertThat(ServiceSpec.of("My analytics 1", 3, ReplicaSize.GB_48).violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ReplicaSize.class)
  void everySizeHasFourGigabytesPerProcessorAndIsFoundByItsMemory(ReplicaSize size) {
    assertThat(size.memoryGb()).isEqualTo(4 * size.cpus());
    assertThat(ReplicaSize.ofMemoryGb(size.memoryGb())).contains(size);
    assertThat(ServiceSpec.of("a", 1, size).size()).isEqualTo(size);
  }

  @Test
  void theSizesAreThoseOfThePublicApi() {
    assertThat(ReplicaSize.memorySizes()).containsExactly(48, 116, 172, 232);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 47, 49, 356, -48})
  void anotherSizeIsRefusedAndTheOfferedOnesNamed(int memoryGb) {
    ServiceSpec spec =
        new ServiceSpec("a", 3, memoryGb, 232, List.of(), true, null, ReleaseChannel.DEFAULT);
    assertThat(spec.violations())
        .filteredOn(violation -> violation.field().equals("minReplicaMemoryGb"))
        .singleElement()
        .returns("memory-not-offered", Violation::code)
        .satisfies(v -> assertThat(v.needed()).contains("48", "116", "172", "232"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "123456789 123456789 123456789 123456789 123456789 1"})
  void aNameHasOneToFiftyCharacters(String name) {
    assertThat(codes(ServiceSpec.of(name, 1, ReplicaSize.GB_48))).containsExactly("name-length");
    assertThat(codes(ServiceSpec.of("x".repeat(50), 1, ReplicaSize.GB_48))).isEmpty();
  }

  @Test
  void allProblemsAreReportedTogether() {
    ServiceSpec spec =
        new ServiceSpec(
            "a\nb",
            21,
            232,
            48,
            List.of(
                new IpAccess("203.0.113.0/24", "office"),
                new IpAccess("office", ""),
                new IpAccess("fd00::/8", "")),
            true,
            4,
            ReleaseChannel.FAST);
    assertThat(codes(spec))
        .containsExactly(
            "name-characters",
            "replicas-out-of-range",
            "memory-range-reversed",
            "ip-access-malformed",
            "ip-access-malformed",
            "idle-timeout-too-short");
    assertThat(spec.violations().get(3).field()).isEqualTo("ipAccessList[1].source");
  }

  @Test
  void anAccessListIsReadAsRangesEachOnce() {
    ServiceSpec spec = withAccess("203.0.113.7", "203.0.113.9/24", "203.0.113.0/24");
    assertThat(spec.accessRanges())
        .containsExactly(Cidr.parse("203.0.113.0/24"), Cidr.parse("203.0.113.7/32"));
    assertThat(spec.isOpenToAll()).isFalse();
  }

  @Test
  void withTheWholeInternetOnItsListAServiceIsOpenToAllAndWithAnEmptyOneToNobody() {
    assertThat(withAccess().isOpenToAll()).isFalse();
    assertThat(ServiceSpec.of("a", 1, ReplicaSize.ofMemoryGb(48).orElseThrow()).isOpenToAll())
        .isTrue();
    assertThat(withAccess("203.0.113.7", "0.0.0.0/0").isOpenToAll()).isTrue();
    assertThat(withAccess("128.0.0.0/1", "10.0.0.0/8", "0.0.0.0/1").isOpenToAll()).isTrue();
    assertThat(withAccess("0.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2").isOpenToAll()).isFalse();
  }

  @Test
  void releaseChannelsAreNamedAsTheApiDoes() {
    assertThat(ReleaseChannel.of("fast")).contains(ReleaseChannel.FAST);
    assertThat(ReleaseChannel.of("FAST")).isEmpty();
    assertThat(ReleaseChannel.DEFAULT.word()).isEqualTo("default");
  }

  private static ServiceSpec withAccess(String... sources) {
    return new ServiceSpec(
        "a",
        3,
        48,
        48,
        Stream.of(sources).map(source -> new IpAccess(source, "")).toList(),
        true,
        15,
        ReleaseChannel.DEFAULT);
  }

  private static List<String> codes(ServiceSpec spec) {
    return spec.violations().stream().map(Violation::code).toList();
  }
}
