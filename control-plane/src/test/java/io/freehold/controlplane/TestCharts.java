package io.freehold.controlplane;

import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartSource;
import io.freehold.simulator.charts.StandInCharts;

/** The charts of the programs that are simulated; rendered once for all tests of a process. */
public final class TestCharts {
  public static final ChartSource SOURCE =
      wanted ->
          StandInCharts.find(wanted.name(), wanted.version())
              .map(files -> Chart.of("stand-in", files));

  public static final ComponentCharts STAND_INS = new ComponentCharts(SOURCE);

  private TestCharts() {}
}
