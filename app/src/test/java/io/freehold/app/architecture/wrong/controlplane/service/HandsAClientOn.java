package io.freehold.app.architecture.wrong.controlplane.service;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Allowed. */
final class HandsAClientOn {
  JdbcClient client(DataSource source) {
    return JdbcClient.create(source);
  }
}
