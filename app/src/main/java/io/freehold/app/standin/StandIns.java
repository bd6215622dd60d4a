package io.freehold.app.standin;

import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.simulator.charts.StandInCharts;

/** The charts of a simulated world, whose programs are simulated too. */
public final class StandIns {
  private static final ComponentCharts CHARTS =
      new ComponentCharts(wanted ->
          StandInCharts.find(wanted.name(), wanted.version())
              .map(files -> Chart.of("stand-in", files)));

  private StandIns() {}

  /** Rendered once for all that this process does. */
  public static ComponentCharts charts() {
    return CHARTS;
  }
}
