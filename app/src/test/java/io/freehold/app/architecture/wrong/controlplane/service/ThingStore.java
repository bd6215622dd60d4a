package io.freehold.app.architecture.wrong.controlplane.service;

import java.sql.Connection;
import java.sql.SQLException;

/** Allowed. */
final class ThingStore {
  void clear(Connection connection) throws SQLException {
    connection.close();
  }
}
