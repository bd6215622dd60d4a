package io.freehold.app.architecture.wrong.controlplane.service;

import org.springframework.jdbc.core.simple.JdbcClient;

final class AsksAClient {
  void clear(JdbcClient client) {
    client.sql("delete from thing").update();
  }
}
