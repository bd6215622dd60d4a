package io.freehold.controlplane.work;

import io.freehold.kernel.queue.ReconcileRequest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the queue. */
final class WorkStore {
  static final String TASK = "reconcile";

  private final JdbcClient jdbc;

  WorkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static String key(ReconcileRequest request) {
    return request.type() + "/" + request.id();
  }

  static ReconcileRequest request(String key) {
    int slash = key.indexOf('/');
    return new ReconcileRequest(key.substring(0, slash), UUID.fromString(key.substring(slash + 1)));
  }

  /** Part of the caller's transaction: the request exists if, and only if, its reason does. */
  void request(String key, Instant due) {
    jdbc.sql(
            """
            insert into work_item (key, requested) values (:key, 1)
            on conflict (key) do update set requested = work_item.requested + 1
            """)
        .param("key", key)
        .update();
    bringForward(key, due);
  }

  /** Leaves a picked one alone: whoever works on it looks for new requests at the end. */
  void bringForward(String key, Instant due) {
    jdbc.sql(
            """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            values (:task, :key, :due, false, 1)
            on conflict (task_name, task_instance) do update
              set execution_time = least(scheduled_tasks.execution_time, excluded.execution_time)
              where not scheduled_tasks.picked
            """)
        .param("task", TASK)
        .param("key", key)
        .param("due", Timestamp.from(due))
        .update();
  }

  /**
   * A worker begins.
   *
   * @param requested how many requests there had been by then
   */
  record Begun(long fence, long requested) {}

  Begun begin(String key) {
    return jdbc.sql(
            """
            insert into work_item (key, requested, fence) values (:key, 0, 1)
            on conflict (key) do update set fence = work_item.fence + 1
            returning fence, requested
            """)
        .param("key", key)
        .query(Begun.class)
        .single();
  }

  long requested(String key) {
    return jdbc.sql("select requested from work_item where key = :key")
        .param("key", key)
        .query(Long.class)
        .single();
  }

  /** The last heartbeat of the worker with that fence; empty once another has taken over. */
  Optional<Instant> heartbeat(String key, long fence) {
    return jdbc.sql(
            """
            select t.last_heartbeat
              from work_item w
              join scheduled_tasks t on t.task_name = :task and t.task_instance = w.key
             where w.key = :key and w.fence = :fence and t.picked
            """)
        .param("task", TASK)
        .param("key", key)
        .param("fence", fence)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /**
   * What there is to do.
   *
   * @param busy how many are being worked on
   * @param next when the next one is due; null if there is none
   */
  record Agenda(long busy, @Nullable Timestamp next) {}

  Agenda agenda() {
    return jdbc.sql(
            """
            select count(*) filter (where picked) as busy,
                   min(execution_time) filter (where not picked) as next
              from scheduled_tasks
            """)
        .query(Agenda.class)
        .single();
  }
}
