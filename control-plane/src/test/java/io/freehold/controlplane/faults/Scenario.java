package io.freehold.controlplane.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One life with its faults.
 *
 * @param name as a sentence reads
 * @param life throws what is wrong with it, answers how it went
 */
record Scenario(String name, Callable<String> life) {
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  /** Whether all of a product of faults is run, or a part of it that the seed chooses. */
  static final boolean ALL = "all".equals(System.getProperty("freehold.faults"));

  private static final long SEED = Long.getLong("freehold.seed", 1);

  /** What is chosen is chosen by the seed, which is printed. */
  static Random random() {
    System.out.println("-Dfreehold.seed=" + SEED);
    return new Random(SEED);
  }

  /** Lives them on all processors, and reports each as a test of its own. */
  static Stream<DynamicTest> tests(List<Scenario> scenarios) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<FutureTask<String>> tasks =
        scenarios.stream().map(one -> new FutureTask<>(one.life())).toList();
    tasks.forEach(threads::execute);
    threads.shutdown();
    return Stream.iterate(0, i -> i < tasks.size(), i -> i + 1)
        .map(i ->
            DynamicTest.dynamicTest(
                scenarios.get(i).name(),
                () -> System.out.println(scenarios.get(i).name() + ": " + of(tasks.get(i)))));
  }

  private static String of(FutureTask<String> task) throws Throwable {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
