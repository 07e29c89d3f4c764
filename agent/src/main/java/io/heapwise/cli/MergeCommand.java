package io.heapwise.cli;

import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.JsonOutput;
import io.heapwise.dump.Numbers;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileMerger;
import io.heapwise.dump.ProfileReader;
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
import java.util.stream.Stream;

/** Adds up the dumps of many JVMs. */
final class MergeCommand implements Command {
  private static final String OUTPUT = "-o";
  private static final String SKIP_BAD = "--skip-bad";
  private static final String JSON = "--json";

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
        Each FILE is a dump in JSON, the counters that a killed JVM has left, or a folder: all files
        in it whose names end in %s. Counters are named one by one, and not along with a dump of
        the same JVM. The program may have run in JVMs of different versions.

        -o OUT        where to, in a format by the ending of its name: %s;
                      written as a whole or not at all
        --skip-bad    files that cannot be read are named and left out; without this, nothing is
                      written then
        --json        prints what was done as JSON

        Exit codes: 0 all files are merged, 1 some were left out, 2 bad usage, a file that cannot be
        read, or an OUT that cannot be written.
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
              + " cannot be read; nothing is written");
    }
    ProfileFiles.write(arguments, to -> format.write(merged, to), target);
    print(merged, files.size(), merge.bad, target, arguments.has(JSON), out);
    return merge.bad > 0 ? CommandLine.NO : CommandLine.GOOD;
  }

  private static List<Path> files(Arguments arguments) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (String operand : arguments.operands()) {
      Path path = ProfileFiles.path(arguments, operand);
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside
              .filter(file -> file.toString().endsWith(DumpFormat.JSON.ending()))
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
      Profile merged, int files, int bad, String target, boolean asJson, PrintStream out) {
    int sites = merged.sites().size();
    if (!asJson) {
      out.println(
          "%s of %s merged: %s, %s, %s -> %s"
              .formatted(
                  Numbers.grouped(files - bad),
                  Numbers.counted(files, "file"),
                  Numbers.counted(merged.runs().size(), "JVM"),
                  Numbers.counted(sites, "site"),
                  Numbers.counted(merged.stacks().size(), "stack"),
                  target));
      return;
    }
    try {
      JsonOutput json = new JsonOutput(out);
      json.begin('{').name("format").value("heapwise-merge").name("version").value(VERSION);
      json.name("files").value(files).name("bad").value(bad);
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
    private int bad;

    Merge(List<Path> files, Progress progress, PrintStream err) {
      this.files = files;
      this.progress = progress;
      this.err = err;
    }

    Profile run() {
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
      ExecutorService readers = Executors.newFixedThreadPool(threads);
      try {
        Deque<Future<Profile>> pending = new ArrayDeque<>();
        Iterator<Path> rest = files.iterator();
        for (int done = 0; done < files.size(); done++) {
          while (pending.size() < 2 * threads && rest.hasNext()) {
            Path file = rest.next();
            pending.add(readers.submit(() -> ProfileReader.read(file)));
          }
          add(pending.remove());
          progress.at(
              "merge: "
                  + Numbers.grouped(done + 1)
                  + " of "
                  + Numbers.grouped(files.size())
                  + " files");
        }
      } finally {
        readers.shutdownNow();
        progress.done();
      }
      return merger.merged();
    }

    private void add(Future<Profile> reading) {
      try {
        merger.add(reading.get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException)) {
          throw new IllegalStateException(e.getCause());
        }
        bad++;
        progress.done();
        CommandLine.complain(err, "merge: " + e.getCause().getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
