package io.freehold.controlplane.infrastructure;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one domain under which all infrastructures are. */
@Repository
class VendorDomainStore {
  private final JdbcClient jdbc;

  VendorDomainStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Empty before the first infrastructure. */
  Optional<String> find() {
    return jdbc.sql("select domain from vendor_domain").query(String.class).optional();
  }

  /** Keeps it, unless there is one already: whichever it is then. */
  String keep(String domain) {
    jdbc.sql("insert into vendor_domain (domain) values (:domain) on conflict do nothing")
        .param("domain", domain)
        .update();
    return find().orElse(domain);
  }
}
