package io.freehold.kubernetes.chart;

import java.util.concurrent.CountDownLatch;

/** A process that renders a chart, says so, and then waits for ever. */
final class RenderAndWait {
  private RenderAndWait() {}

  public static void main(String[] arguments) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ending in order")));
    var rendered = new Renderer().render(Beacon.release());
    System.out.println("rendered " + rendered.objects().size());
    new CountDownLatch(1).await();
  }
}
