package io.heapwise.cli;

import io.heapwise.jmx.AllocationInfo;
import io.heapwise.jmx.HeapwiseMXBean;
import io.heapwise.jmx.SiteInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Shows what a running program does, and goes on doing so. */
final class TopCommand implements Command {
  private static final String SECONDS = "-d";
  private static final String ONCE = "--once";
  private static final int MILLIS_PER_SECOND = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Of sites, where there is no screen to fill. */
  private static final int ROWS_PRINTED = 20;

  private static final String KEYS = "q quit   s order   r rewrites   space now";

  @Override
  public String verb() {
    return "top";
  }

  @Override
  public String synopsis() {
    return "PID ["
        + SECONDS
        + " SECONDS] ["
        + ONCE
        + "] ["
        + LiveArguments.REFUSED
        + "] ["
        + LiveArguments.JSON
        + "] ["
        + LiveArguments.ATTACH
        + "]";
  }

  @Override
  public String summary() {
    return "Shows which sites of a running program are at work, and what that avoids";
  }

  @Override
  public String details() {
    return """
        Keys: q quits, s orders sites by another column, r hides and shows the rewrites, space shows
        the numbers of now. Where output is not a terminal, prints once what one period brought.

        Of the rewrites those are shown that have found a site, the ones that avoid the most first; on a
        terminal they take a third of it at most.

        Avoided bytes are what the original instructions would have asked for; the JIT may have removed
        some of that anyway. On Java 21 and newer the JVM's own count of all that is allocated is there
        to compare. Allocations are those that the program's code asked for, by counters in it: all of
        them where it runs with track=exact; else those that rewrites refused, if it runs with dump
        or report=summary, or after --refused.

        -d SECONDS  period, 1 unless given
        --once      prints once, also on a terminal
        --json      prints a line of JSON each period, until it is ended, or one with --once: the
                    twenty largest sites and allocations by what they did in the period, with
                    numbers since the start
        """
        + LiveArguments.REFUSED_DETAILS
        + LiveArguments.DETAILS;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException {
    List<String> others = new ArrayList<>(arguments);
    long periodMillis = periodMillis(others);
    boolean once = others.remove(ONCE);
    boolean refused = others.remove(LiveArguments.REFUSED);
    boolean json = others.remove(LiveArguments.JSON);
    LiveArguments given =
        LiveArguments.parse(
            this, others, 1, SECONDS, ONCE, LiveArguments.REFUSED, LiveArguments.JSON);
    try (LiveProcess process = given.connect(err)) {
      if (refused) {
        process.countRefusedSites(err);
      }
      View view = new View(given.pid(), process, periodMillis);
      if (json) {
        view.print(once, out, err);
      } else {
        view.show(once, out, err);
      }
      return CommandLine.GOOD;
    }
  }

  private static long periodMillis(List<String> arguments) throws UsageException {
    int option = arguments.indexOf(SECONDS);
    if (option < 0) {
      return MILLIS_PER_SECOND;
    }
    arguments.remove(option);
    String value = option < arguments.size() ? arguments.remove(option) : "";
    if (!value.matches("\\d{1,4}(\\.\\d{1,3})?") || Double.parseDouble(value) <= 0) {
      throw new UsageException("top: -d needs a number of seconds, such as 2 or 0.5");
    }
    return Math.round(Double.parseDouble(value) * MILLIS_PER_SECOND);
  }

  /** One run of the command. */
  private static final class View {
    private final LiveProcess process;
    private final HeapwiseMXBean agent;
    private final String title;
    private final long periodMillis;

    /** When the program started, on the clock of this JVM. */
    private final long startNanos;

    /** A site stays at its place: its name is asked for once. */
    private final Map<Integer, SiteInfo> known = new HashMap<>();

    private final Map<Integer, AllocationInfo> knownAllocations = new HashMap<>();

    private TopScreen.Order order = TopScreen.Order.AVOIDED_PER_SECOND;
    private boolean rewrites = true;

    View(String pid, LiveProcess process, long periodMillis) throws UsageException {
      this.process = process;
      this.periodMillis = periodMillis;
      agent = process.agent();
      startNanos = System.nanoTime() - process.uptimeMillis() * NANOS_PER_MILLI;
      String command = process.command();
      int arguments = command.indexOf(' ');
      title = (pid + " " + (arguments < 0 ? command : command.substring(0, arguments))).trim();
    }

    void show(boolean once, PrintStream out, PrintStream err) throws UsageException {
      try {
        TopSample first = sample();
        try (Terminal terminal = once ? null : Terminal.open(out)) {
          if (terminal == null) {
            Thread.sleep(periodMillis);
            lines(first, sample(), ROWS_PRINTED, true).forEach(out::println);
          } else {
            loop(terminal, first);
          }
        }
      } catch (IOException | UndeclaredThrowableException e) {
        CommandLine.complain(err, "the program has ended");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** A line of JSON each period. */
    void print(boolean once, PrintStream out, PrintStream err) throws UsageException {
      try {
        TopSample before = sample();
        do {
          Thread.sleep(periodMillis);
          TopSample now = sample();
          TopScreen screen = new TopScreen(title, before, now);
          int[] places = screen.topPlaces(ROWS_PRINTED, order);
          int[] allocations = screen.topAllocations(ROWS_PRINTED, order);
          TopNumbers.write(
              now,
              new TopNumbers.Shown<>(places, infos(places)),
              new TopNumbers.Shown<>(allocations, allocationInfos(allocations)),
              out);
          before = now;
          // Whoever reads may have gone.
        } while (!once && !out.checkError());
      } catch (IOException | UndeclaredThrowableException e) {
        CommandLine.complain(err, "the program has ended");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void loop(Terminal terminal, TopSample first) throws IOException, InterruptedException {
      TopSample before = first;
      TopSample now = first;
      for (; ; ) {
        int[] size = terminal.size();
        List<String> lines = lines(before, now, size[0], false);
        terminal.show(lines, size[0], size[1]);
        switch (terminal.key(periodMillis)) {
          case 'q' -> {
            return;
          }
          // What is shown changes, not its moment.
          case 's' -> order = order.next();
          case 'r' -> rewrites = !rewrites;
          default -> {
            before = now;
            now = sample();
          }
        }
      }
    }

    private TopSample sample() throws IOException {
      return TopSample.of(process.server(), (System.nanoTime() - startNanos) / NANOS_PER_MILLI);
    }

    /**
     * @param rows of the screen, or of sites where there is none
     */
    private List<String> lines(TopSample before, TopSample now, int rows, boolean printed) {
      TopScreen screen = new TopScreen(title, before, now);
      // On a screen there must be room for sites, however many rewrites there are.
      int mostRewrites = !rewrites ? 0 : printed ? Integer.MAX_VALUE : rows / 3;
      List<String> lines = new ArrayList<>(screen.head(mostRewrites));
      if (!printed) {
        lines.add(1, KEYS);
      }
      int room = printed ? rows : Math.max(0, rows - lines.size() - 2);
      int[] allocations = screen.topAllocations(printed ? rows : Math.max(0, room - 2) / 2, order);
      int taken = printed || allocations.length == 0 ? 0 : allocations.length + 2;
      int[] places = screen.topPlaces(Math.max(0, room - taken), order);
      lines.addAll(screen.sites(places, infos(places), order));
      if (allocations.length > 0) {
        lines.addAll(screen.allocations(allocations, allocationInfos(allocations), order));
      }
      return lines;
    }

    private List<SiteInfo> infos(int[] places) {
      return infos(places, known, agent::sites);
    }

    private List<AllocationInfo> allocationInfos(int[] places) {
      return infos(places, knownAllocations, agent::allocationSites);
    }

    private static <T> List<T> infos(
        int[] places, Map<Integer, T> known, Function<int[], List<T>> ask) {
      int[] unknown = IntStream.of(places).filter(place -> !known.containsKey(place)).toArray();
      if (unknown.length > 0) {
        List<T> infos = ask.apply(unknown);
        for (int i = 0; i < unknown.length; i++) {
          known.put(unknown[i], infos.get(i));
        }
      }
      return IntStream.of(places).mapToObj(known::get).toList();
    }
  }
}
