package io.heapwise.cli;

import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.JsonOutput;
import io.heapwise.dump.JvmRun;
import io.heapwise.dump.KilledJvm;
import io.heapwise.dump.Numbers;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileMerger;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.RememberedTexts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Adds up the dumps of many JVMs. */
final class MergeCommand implements Command {
  private static final String OUTPUT = "-o";
  private static final String SKIP_BAD = "--skip-bad";
  private static final String JSON = "--json";

  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  /** Dumps in JSON, and counters, of which a second JVM's have a number. */
  private static final Pattern IN_FOLDERS =
      Pattern.compile(Pattern.quote(DumpFormat.JSON.ending()) + "$|\\.counters(\\.\\d+)?$");

  /** Of what {@code --json} prints. */
  private static final int VERSION = 1;

  @Override
  public String verb() {
    return "merge";
  }

  @Override
  public String synopsis() {
    return "FILE... -o OUT [" + SKIP_BAD + "] [" + JSON + "]";
  }

  @Override
  public String summary() {
    return "Adds up the dumps of many JVMs";
  }

  @Override
  public String details() {
    return """
        Each FILE is a dump in JSON, the counters that a killed JVM has left, or a folder: all such
        files in it, by their names (%s, .counters, .counters.2 ..). The program may have run in
        JVMs of different versions.

        Each JVM counts once. Of several dumps of one the last is taken; of one that was killed its
        counters, with what only a dump has (samples, pools, classes) from the last of them. A file
        in which JVMs are added up already cannot be merged along with another of one of these.

        -o OUT        where to, in a format by the ending of its name: %s;
                      written as a whole or not at all
        --skip-bad    files that cannot be merged are named and left out; without this, nothing is
                      written then
        --json        prints what was done as JSON

        Exit codes: 0 all files are merged, 1 some were left out, 2 bad usage, a file that cannot be
        merged, or an OUT that cannot be written.
        """
        .formatted(DumpFormat.JSON.ending(), DumpFormat.endings());
  }

  @Override
  public int run(List<String> list, PrintStream out, PrintStream err) throws UsageException {
    Arguments arguments = new Arguments(this, list, List.of(SKIP_BAD, JSON), List.of(OUTPUT));
    String target = arguments.value(OUTPUT);
    if (target == null) {
      throw arguments.bad("say where to: " + OUTPUT + " FILE");
    }
    DumpFormat format = ProfileFiles.formatOf(arguments, target);
    List<Path> files = files(arguments);
    if (files.isEmpty()) {
      throw arguments.bad("there is nothing to merge; give files or folders");
    }
    Merge merge = new Merge(files, new Progress(err), err);
    Profile merged = merge.run();
    if (merge.bad > 0 && !arguments.has(SKIP_BAD)) {
      throw arguments.bad(
          merge.bad
              + " of "
              + Numbers.counted(files.size(), "file")
              + " cannot be merged; nothing is written");
    }
    ProfileFiles.write(arguments, to -> format.write(merged, to), target);
    print(merged, files.size(), merge, target, arguments.has(JSON), out);
    return merge.bad > 0 ? CommandLine.NO : CommandLine.GOOD;
  }

  private static List<Path> files(Arguments arguments) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (String operand : arguments.operands()) {
      Path path = ProfileFiles.path(arguments, operand);
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside
              .filter(file -> IN_FOLDERS.matcher(file.toString()).find())
              .filter(Files::isRegularFile)
              .sorted()
              .forEach(files::add);
        } catch (IOException e) {
          throw arguments.bad("cannot read the folder '" + operand + "': " + e.getMessage());
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static void print(
      Profile merged, int files, Merge merge, String target, boolean asJson, PrintStream out) {
    int sites = merged.sites().size();
    if (!asJson) {
      out.println(
          "%s of %s merged%s: %s, %s, %s -> %s"
              .formatted(
                  Numbers.grouped(files - merge.bad - merge.older),
                  Numbers.counted(files, "file"),
                  merge.older == 0
                      ? ""
                      : " (" + Numbers.grouped(merge.older) + " of the same JVMs are older)",
                  Numbers.counted(merged.runs().size(), "JVM"),
                  Numbers.counted(sites, "site"),
                  Numbers.counted(merged.stacks().size(), "stack"),
                  target));
      return;
    }
    try {
      JsonOutput json = new JsonOutput(out);
      json.begin('{').name("format").value("heapwise-merge").name("version").value(VERSION);
      json.name("files").value(files).name("bad").value(merge.bad);
      json.name("older").value(merge.older);
      json.name("jvms").value(merged.runs().size()).name("sites").value(sites);
      json.name("stacks").value(merged.stacks().size()).name("output").value(target);
      json.end('}').finish();
    } catch (IOException e) {
      throw new IllegalStateException("a PrintStream throws nothing", e);
    }
  }

  /**
   * One run: several threads read, this one adds up, in the order in which the files were given. No
   * more files are held than there are threads, and a few that wait.
   */
  private static final class Merge {
    private final List<Path> files;
    private final Progress progress;
    private final PrintStream err;
    private final ProfileMerger merger = new ProfileMerger();

    /** Of each of the threads that read. */
    private final ThreadLocal<RememberedTexts> texts =
        ThreadLocal.withInitial(RememberedTexts::new);

    private int bad;
    private int older;

    Merge(List<Path> files, Progress progress, PrintStream err) {
      this.files = files;
      this.progress = progress;
      this.err = err;
    }

    Profile run() {
      ExecutorService readers = Executors.newFixedThreadPool(THREADS);
      try {
        List<List<JvmRun>> runs = new ArrayList<>();
        each(readers, files, Merge::runs, (file, its) -> runs.add(its));
        MergePlan plan = new MergePlan(files, runs);
        older = plan.older();
        int[] done = {0};
        each(
            readers,
            plan.parts(),
            this::read,
            (part, profile) -> {
              merger.add(profile);
              progress.at(
                  "merge: "
                      + Numbers.grouped(++done[0])
                      + " of "
                      + Numbers.grouped(plan.parts().size())
                      + " files");
            });
      } finally {
        readers.shutdownNow();
        progress.done();
      }
      return merger.merged();
    }

    /** None where that cannot be told: reading all of the file will say why. */
    private static List<JvmRun> runs(Path file) {
      try {
        return ProfileReader.runs(file);
      } catch (IOException e) {
        return List.of();
      }
    }

    private Profile read(MergePlan.Part part) throws IOException {
      if (part.problem() != null) {
        throw new IOException(part.problem());
      }
      Profile profile = ProfileReader.read(part.file(), texts.get());
      return part.lastDump() == null
          ? profile
          : KilledJvm.of(profile, ProfileReader.read(part.lastDump()));
    }

    private interface Reading<S, R> {
      R of(S source) throws IOException;
    }

    /** Reads with several threads, and gives what they have read to this one, in order. */
    private <S, R> void each(
        ExecutorService readers,
        List<S> sources,
        Reading<S, R> reading,
        BiConsumer<S, R> consumer) {
      Deque<Future<R>> pending = new ArrayDeque<>();
      Iterator<S> rest = sources.iterator();
      for (S source : sources) {
        while (pending.size() < 2 * THREADS && rest.hasNext()) {
          S next = rest.next();
          pending.add(readers.submit(() -> reading.of(next)));
        }
        R result = resultOf(pending.remove());
        if (result != null) {
          consumer.accept(source, result);
        }
      }
    }

    /** Null where there is a problem, which is named. */
    private <R> R resultOf(Future<R> reading) {
      try {
        return reading.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException)) {
          throw new IllegalStateException(e.getCause());
        }
        bad++;
        progress.done();
        CommandLine.complain(err, "merge: " + e.getCause().getMessage());
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
