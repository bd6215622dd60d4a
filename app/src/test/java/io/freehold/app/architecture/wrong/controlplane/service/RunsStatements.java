package io.freehold.app.architecture.wrong.controlplane.service;

import java.sql.Connection;
import java.sql.SQLException;

final class RunsStatements {
  void clear(Connection connection) throws SQLException {
    connection.close();
  }
}
