package io.heapwise.benchmarks.tracking;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Times with a tool over times without, as medians of pairs: the two of a pair ran in the same
 * round.
 */
final class TrackingTable {
  private static final List<Figure> FIGURES =
      List.of(
          new Figure("steady iteration", ProgramRun::steadyNanos),
          new Figure("its thread's CPU", ProgramRun::steadyCpuNanos),
          new Figure("whole process", ProgramRun::wallNanos));

  private final Map<Workload, Map<Tool, List<ProgramRun>>> runs = new EnumMap<>(Workload.class);

  /** The runs of a workload with a tool are added round by round. */
  void add(Workload workload, Tool tool, ProgramRun run) {
    runs.computeIfAbsent(workload, unused -> new EnumMap<>(Tool.class))
        .computeIfAbsent(tool, unused -> new ArrayList<>())
        .add(run);
  }

  String render(String title) {
    StringBuilder text = new StringBuilder("### " + title + "\n\n");
    text.append("Allocated in an iteration:");
    String separator = " ";
    for (Workload workload : runs.keySet()) {
      List<ProgramRun> without = runs.get(workload).get(Tool.NONE);
      double bytes = median(without, ProgramRun::allocatedBytes);
      String amount = String.format(Locale.ROOT, "%.1f MB", bytes / 1e6 / iterations(without));
      text.append(separator).append(nameOf(workload)).append(' ').append(amount);
      separator = ", ";
    }
    text.append(".\n\n");
    for (Figure figure : FIGURES) {
      header(text, figure);
      for (Tool tool : tools()) {
        row(text, tool, figure);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private void header(StringBuilder text, Figure figure) {
    text.append("| ").append(figure.label).append(" |");
    for (Workload workload : runs.keySet()) {
      text.append(' ').append(nameOf(workload)).append(" |");
    }
    text.append(" all |\n|---|").append("--:|".repeat(runs.size() + 1)).append("\n| no tool |");
    for (Map<Tool, List<ProgramRun>> byTool : runs.values()) {
      double millis = median(byTool.get(Tool.NONE), figure.nanos) / 1e6;
      text.append(String.format(Locale.ROOT, " %.1f ms |", millis));
    }
    text.append(" |\n");
  }

  private void row(StringBuilder text, Tool tool, Figure figure) {
    text.append("| ").append(tool.label()).append(" |");
    List<Double> all = new ArrayList<>();
    for (Map<Tool, List<ProgramRun>> byTool : runs.values()) {
      List<Double> ratios = ratios(byTool.get(tool), byTool.get(Tool.NONE), figure.nanos);
      cell(text, ratios);
      all.addAll(ratios);
    }
    cell(text, all);
    text.append('\n');
  }

  /** The median, and in brackets the smallest and the largest. */
  private static void cell(StringBuilder text, List<Double> ratios) {
    List<Double> sorted = ratios.stream().sorted().toList();
    double smallest = sorted.get(0);
    double largest = sorted.get(sorted.size() - 1);
    text.append(
        String.format(Locale.ROOT, " %.3f (%.2f-%.2f) |", median(sorted), smallest, largest));
  }

  private Set<Tool> tools() {
    Set<Tool> tools = new EnumMap<>(runs.values().iterator().next()).keySet();
    tools.remove(Tool.NONE);
    return tools;
  }

  private static List<Double> ratios(
      List<ProgramRun> with, List<ProgramRun> without, ToLongFunction<ProgramRun> nanos) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      ratios.add((double) nanos.applyAsLong(with.get(i)) / nanos.applyAsLong(without.get(i)));
    }
    return ratios;
  }

  private static String nameOf(Workload workload) {
    return workload.name().toLowerCase(Locale.ROOT);
  }

  private static int iterations(List<ProgramRun> runs) {
    return runs.get(0).checksums().size();
  }

  private static double median(List<ProgramRun> runs, ToLongFunction<ProgramRun> figure) {
    return median(runs.stream().map(run -> (double) figure.applyAsLong(run)).sorted().toList());
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private record Figure(String label, ToLongFunction<ProgramRun> nanos) {}
}
