package io.heapwise.cli;

import io.heapwise.dump.JsonOutput;
import io.heapwise.dump.Measure;
import io.heapwise.dump.Numbers;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileDiff;
import io.heapwise.dump.Threshold;
import io.heapwise.dump.Totals;
import io.heapwise.dump.Wording;
import io.heapwise.install.Nearest;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Says what allocates more in one dump than in another. */
final class DiffCommand implements Command {
  private static final String TOP = "--top";
  private static final String BY = "--by";
  private static final String OF = "--of";
  private static final String THRESHOLD = "--threshold";
  private static final String JSON = "--json";
  private static final int DEFAULT_TOP = 20;

  /** Of what {@code --json} prints. */
  private static final int VERSION = 1;

  @Override
  public String verb() {
    return "diff";
  }

  @Override
  public String synopsis() {
    return "BEFORE AFTER [--threshold T] [--of MEASURE] [--by UNIT] [--top N] [--json]";
  }

  @Override
  public String summary() {
    return "Says what allocates more in one dump than in another; a gate for builds";
  }

  @Override
  public String details() {
    return """
        BEFORE and AFTER are dumps in JSON, of the same work. What grew comes first.

        --threshold T    exit code 1 if the total has grown by more than that: a part of what it was,
                         such as 5%%, or bytes, such as 64k
        --of MEASURE     %s; the default is the first of
                         requested, sampled and live that both dumps have
        --by UNIT        %s; the default is method: lines move from build
                         to build
        --top N          the most that are listed as grown, and as shrunk (%d)
        --json           everything, as JSON

        Exit codes: 0 not grown past the threshold, 1 grown past it, 2 bad usage, or a file that
        cannot be read.
        """
        .formatted(
            String.join(", ", words(Measure.values())),
            String.join(", ", words(ProfileDiff.Unit.values())),
            DEFAULT_TOP);
  }

  @Override
  public int run(List<String> list, PrintStream out, PrintStream err) throws UsageException {
    Arguments arguments = new Arguments(this, list, List.of(JSON), List.of(TOP, BY, OF, THRESHOLD));
    if (arguments.operands().size() != 2) {
      throw arguments.bad("give two files, dumps in JSON: the one before and the one after");
    }
    Threshold threshold = arguments.threshold(THRESHOLD);
    int top = arguments.number(TOP, DEFAULT_TOP);
    ProfileDiff.Unit unit =
        arguments.has(BY)
            ? choice(arguments, BY, ProfileDiff.Unit.values())
            : ProfileDiff.Unit.METHOD;
    Measure asked = arguments.has(OF) ? choice(arguments, OF, Measure.values()) : null;
    Profile before = ProfileFiles.read(arguments, arguments.operands().get(0));
    Profile after = ProfileFiles.read(arguments, arguments.operands().get(1));
    Measure measure = measure(arguments, asked, before, after);
    ProfileDiff diff = ProfileDiff.of(before, after, measure, unit);
    boolean isPast = threshold != null && isPast(diff, threshold);
    if (arguments.has(JSON)) {
      printJson(diff, measure, unit, threshold, isPast, out);
    } else {
      new Printer(diff, measure, out).print(top);
      printAnswer(arguments.value(THRESHOLD), isPast, out);
    }
    return isPast ? CommandLine.NO : CommandLine.GOOD;
  }

  private static boolean isPast(ProfileDiff diff, Threshold threshold) {
    return diff.growthBytes() > threshold.of(diff.before().bytes());
  }

  private static void printAnswer(String threshold, boolean isPast, PrintStream out) {
    if (threshold != null) {
      out.println();
      out.println(
          (isPast ? "More than the threshold of " : "Within the threshold of ") + threshold);
    }
  }

  private static Measure measure(Arguments arguments, Measure asked, Profile before, Profile after)
      throws UsageException {
    List<Measure> candidates =
        asked != null ? List.of(asked) : List.of(Measure.REQUESTED, Measure.SAMPLED, Measure.LIVE);
    for (Measure measure : candidates) {
      if (isIn(before, measure) && isIn(after, measure)) {
        return measure;
      }
    }
    if (asked != null) {
      int lacking = isIn(before, asked) ? 1 : 0;
      throw arguments.bad(
          arguments.operands().get(lacking) + " has no " + asked.word() + " bytes to compare");
    }
    throw arguments.bad("nothing was counted in both files, so there is nothing to compare");
  }

  private static boolean isIn(Profile profile, Measure measure) {
    return measure.isKnown(Totals.of(profile).counts());
  }

  private static <T extends Enum<T>> T choice(Arguments arguments, String flag, T[] values)
      throws UsageException {
    String word = arguments.value(flag);
    String[] words = words(values);
    int index = Arrays.asList(words).indexOf(word);
    if (index < 0) {
      throw arguments.bad(
          "bad %s '%s' (did you mean '%s'?); there are %s"
              .formatted(flag, word, Nearest.to(word, words), String.join(", ", words)));
    }
    return values[index];
  }

  private static String[] words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  private static void printJson(
      ProfileDiff diff,
      Measure measure,
      ProfileDiff.Unit unit,
      Threshold threshold,
      boolean isPast,
      PrintStream out) {
    try {
      JsonOutput json = new JsonOutput(out);
      json.begin('{').name("format").value("heapwise-diff").name("version").value(VERSION);
      json.newLine().name("note").value(Wording.AVOIDED);
      json.newLine().name("measure").value(measure.word());
      json.name("unit").value(unit.name().toLowerCase(Locale.ROOT));
      json.newLine().name("beforeBytes").value(diff.before().bytes());
      json.name("afterBytes").value(diff.after().bytes());
      json.name("growthBytes").value(diff.growthBytes());
      json.name("beforeCount").value(diff.before().count());
      json.name("afterCount").value(diff.after().count());
      if (threshold != null) {
        json.name("isPastThreshold").value(isPast);
      }
      json.newLine().name("rows").begin('[');
      for (ProfileDiff.Row row : diff.rows()) {
        json.newLine().begin('{').name("name").value(row.name());
        json.name("beforeBytes").value(row.before().bytes());
        json.name("afterBytes").value(row.after().bytes());
        json.name("growthBytes").value(row.growthBytes());
        json.name("beforeCount").value(row.before().count());
        json.name("afterCount").value(row.after().count()).end('}');
      }
      json.end(']').end('}').finish();
    } catch (IOException e) {
      throw new IllegalStateException("a PrintStream throws nothing", e);
    }
  }

  /** The text. */
  private record Printer(ProfileDiff diff, Measure measure, PrintStream out) {
    void print(int top) {
      out.println(
          "total: "
              + Numbers.grouped(diff.before().bytes())
              + " -> "
              + Numbers.grouped(diff.after().bytes())
              + " "
              + measure.word()
              + " bytes, "
              + signed(diff.growthBytes())
              + relative(diff.before().bytes(), diff.growthBytes()));
      if (measure == Measure.REQUESTED || measure == Measure.AVOIDED) {
        out.println(Wording.AVOIDED);
      }
      List<ProfileDiff.Row> rows = diff.rows();
      int grown = 0;
      while (grown < rows.size() && rows.get(grown).growthBytes() > 0) {
        grown++;
      }
      int shrunk = rows.size();
      while (shrunk > grown && rows.get(shrunk - 1).growthBytes() < 0) {
        shrunk--;
      }
      print("Grown", rows.subList(0, Math.min(grown, top)), grown);
      List<ProfileDiff.Row> least = rows.subList(shrunk, rows.size());
      print("Shrunk", lastFirst(least, top), least.size());
    }

    private static List<ProfileDiff.Row> lastFirst(List<ProfileDiff.Row> rows, int top) {
      List<ProfileDiff.Row> reversed = new ArrayList<>(rows);
      Collections.reverse(reversed);
      return reversed.subList(0, Math.min(reversed.size(), top));
    }

    private void print(String title, List<ProfileDiff.Row> rows, int all) {
      if (rows.isEmpty()) {
        return;
      }
      out.println();
      out.println(
          title + " (" + Numbers.grouped(rows.size()) + " of " + Numbers.grouped(all) + ")");
      for (ProfileDiff.Row row : rows) {
        out.println(
            "  "
                + signed(row.growthBytes())
                + relative(row.before().bytes(), row.growthBytes())
                + "  "
                + row.name()
                + "  ("
                + Numbers.grouped(row.before().count())
                + " -> "
                + Numbers.grouped(row.after().count())
                + " times)");
      }
    }

    private static String signed(long number) {
      return (number > 0 ? "+" : "") + Numbers.grouped(number);
    }

    private static String relative(long before, long growth) {
      if (before <= 0) {
        return growth == 0 ? "" : " (new)";
      }
      return " (" + (growth > 0 ? "+" : "") + Numbers.percent(growth, before) + ")";
    }
  }
}
