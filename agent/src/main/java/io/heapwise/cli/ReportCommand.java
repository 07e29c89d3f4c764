package io.heapwise.cli;

import io.heapwise.dump.CollapsedStacks;
import io.heapwise.dump.DumpFile;
import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileMerger;
import io.heapwise.dump.Ranking;
import io.heapwise.dump.TextOptions;
import io.heapwise.dump.TextReport;
import io.heapwise.dump.Threshold;
import io.heapwise.install.Nearest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a dump, or turns it into another format. */
final class ReportCommand implements Command {
  private static final String TOP = "--top";
  private static final String BY = "--by";
  private static final String THRESHOLD = "--threshold";
  private static final String DEPTH = "--depth";
  private static final String FORMAT = "--format";
  private static final String OUTPUT = "-o";
  private static final String JSON = "--json";

  @Override
  public String verb() {
    return "report";
  }

  @Override
  public String synopsis() {
    return "FILE [--by LIST] [--top N] [--threshold T] [--depth N] [--format F|--json] [-o OUT]";
  }

  @Override
  public String summary() {
    return "Shows a dump, or turns it into another format";
  }

  @Override
  public String details() {
    return """
        FILE is a dump in JSON, or the counters that a killed JVM has left, whatever its name is.

        --by LIST        only these lists, in this order, separated by commas: %s
        --top N          the longest a list may be (%d)
        --threshold T    lists only what has at least so much: bytes such as 64k, or a part of the
                         whole such as 0.5%%
        --depth N        frames shown of each stack (%d)
        --format F       %s; the default is text
        --json           as --format json
        -o OUT           into a file, its format by the ending of its name: %s

        Only text has lists; other formats have everything. For collapsed stacks, --by count gives
        numbers of allocations in place of bytes.

        Exit codes: 0 shown, 2 bad usage, or a file that cannot be read or written.
        """
        .formatted(
            words(),
            TextOptions.DEFAULT.top(),
            TextOptions.DEFAULT.depth(),
            String.join(", ", formats()),
            DumpFormat.endings());
  }

  @Override
  public int run(List<String> list, PrintStream out, PrintStream err) throws UsageException {
    Arguments arguments =
        new Arguments(
            this, list, List.of(JSON), List.of(BY, TOP, THRESHOLD, DEPTH, FORMAT, OUTPUT));
    if (arguments.operands().size() != 1) {
      throw arguments.bad("give one file, a dump in JSON or counters");
    }
    DumpFormat format = formatOf(arguments);
    TextOptions options = options(arguments, format);
    Profile profile =
        ProfileMerger.combined(ProfileFiles.read(arguments, arguments.operands().get(0)));
    DumpFile.Content content = to -> write(profile, format, options, to);
    if (arguments.has(OUTPUT)) {
      ProfileFiles.write(arguments, content, arguments.value(OUTPUT));
    } else {
      try {
        content.write(out);
      } catch (IOException e) {
        throw arguments.bad("cannot write: " + e.getMessage());
      }
    }
    return CommandLine.GOOD;
  }

  private static void write(
      Profile profile, DumpFormat format, TextOptions options, OutputStream out)
      throws IOException {
    switch (format) {
      case TEXT -> TextReport.write(profile, options, out);
      case COLLAPSED ->
          CollapsedStacks.write(profile, !options.rankings().equals(List.of(Ranking.COUNT)), out);
      default -> format.write(profile, out);
    }
  }

  private static DumpFormat formatOf(Arguments arguments) throws UsageException {
    String name = arguments.value(FORMAT);
    if (arguments.has(JSON)) {
      if (name != null) {
        throw arguments.bad("give " + JSON + " or " + FORMAT + ", not both");
      }
      name = "json";
    }
    if (arguments.has(OUTPUT)) {
      if (name != null) {
        throw arguments.bad("the ending of the name behind " + OUTPUT + " tells the format");
      }
      return ProfileFiles.formatOf(arguments, arguments.value(OUTPUT));
    }
    if (name == null) {
      return DumpFormat.TEXT;
    }
    int index = formats().indexOf(name);
    if (index < 0) {
      throw unknown(arguments, "format", name, formats());
    }
    return DumpFormat.values()[index];
  }

  private static List<String> formats() {
    return Arrays.stream(DumpFormat.values())
        .map(format -> format.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toList());
  }

  private static TextOptions options(Arguments arguments, DumpFormat format) throws UsageException {
    TextOptions defaults = TextOptions.DEFAULT;
    List<Ranking> rankings =
        arguments.has(BY) ? rankings(arguments, arguments.value(BY)) : defaults.rankings();
    boolean isCollapsed =
        format == DumpFormat.COLLAPSED
            && List.of(List.of(Ranking.BYTES), List.of(Ranking.COUNT)).contains(rankings);
    for (String flag : List.of(BY, TOP, THRESHOLD, DEPTH)) {
      if (arguments.has(flag) && format != DumpFormat.TEXT && !(isCollapsed && flag.equals(BY))) {
        throw arguments.bad(flag + " is for text; other formats have everything");
      }
    }
    Threshold threshold = arguments.threshold(THRESHOLD);
    return new TextOptions(
        rankings,
        arguments.number(TOP, defaults.top()),
        threshold == null ? defaults.threshold() : threshold,
        arguments.number(DEPTH, defaults.depth()));
  }

  private static List<Ranking> rankings(Arguments arguments, String words) throws UsageException {
    List<Ranking> rankings = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      Ranking ranking = Ranking.named(word);
      if (ranking == null) {
        throw unknown(arguments, "list", word, List.of(words().split(", ")));
      }
      rankings.add(ranking);
    }
    return rankings;
  }

  private static UsageException unknown(
      Arguments arguments, String what, String word, List<String> valid) {
    return arguments.bad(
        "there is no %s '%s' (did you mean '%s'?); there are %s"
            .formatted(
                what,
                word,
                Nearest.to(word, valid.toArray(new String[0])),
                String.join(", ", valid)));
  }

  private static String words() {
    return Arrays.stream(Ranking.values()).map(Ranking::word).collect(Collectors.joining(", "));
  }
}
