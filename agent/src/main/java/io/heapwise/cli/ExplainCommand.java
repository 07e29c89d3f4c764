package io.heapwise.cli;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.install.ClassGlobs;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteNumbering;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.track.Reasons;
import io.heapwise.track.Snapshot;
import io.heapwise.track.Snapshot.RewriteTotals;
import io.heapwise.track.Statistics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of every candidate site whether it is rewritten, or why not. */
final class ExplainCommand implements Command {
  private static final String REFUSED = "--refused";
  private static final String REWRITTEN = "--rewritten";
  private static final String SUMMARY = "--summary";

  private static final String JSON = "--json";

  @Override
  public String verb() {
    return "explain";
  }

  @Override
  public String synopsis() {
    return "JAR|DIRECTORY|CLASSFILE|PID [GLOB] ["
        + REFUSED
        + "|"
        + REWRITTEN
        + "] ["
        + SUMMARY
        + "] ["
        + JSON
        + "]";
  }

  @Override
  public String summary() {
    return "Says of every candidate site whether it is rewritten, or why not";
  }

  @Override
  public String details() {
    return """
        Reads bytecode only: nothing is run and no class is loaded. Every rewrite is on, whatever its
        default. Jars within jars and META-INF/versions are read too, and named behind the site.
        In "com.acme.Foo.bar(I)V:87@12 concat rewritten" 87 is the source line (0 if the class file
        has none) and 12 the bytecode index.

        Of a running program (PID) the classes that are loaded are explained, as the agent is shown
        them, with what rewritten sites have done so far. The JVM shows them only by transforming them
        again, to what they are: all that match, so a GLOB is good for a large program.

        GLOB          only classes that match, as in 'com.acme.*'; several separated by ;
        --refused     lists only sites that are left as they are
        --rewritten   lists only sites that are rewritten
        --summary     lists no sites, only the totals (not of a PID)
        --json        lists each site as an object of JSON, one a line, and no totals

        Exit codes: 0 sites were found, 1 none was or Heapwise itself failed on a class, 2 bad usage,
        or a class file that is corrupt or from the future (it is named, the others are explained).
        """;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException {
    List<String> operands = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        operands.add(argument);
      } else if (List.of(REFUSED, REWRITTEN, SUMMARY, JSON).contains(argument)) {
        flags.add(argument);
      } else {
        throw CommandLine.unexpected(this, argument, REFUSED, REWRITTEN, SUMMARY, JSON);
      }
    }
    if (flags.contains(REFUSED) && flags.contains(REWRITTEN)) {
      throw new UsageException("explain: give " + REFUSED + " or " + REWRITTEN + ", not both");
    }
    if (flags.contains(SUMMARY) && flags.contains(JSON)) {
      throw new UsageException("explain: give " + SUMMARY + " or " + JSON + ", not both");
    }
    if (operands.isEmpty()) {
      throw new UsageException(
          "explain: no path given; give the path of a jar, a directory or a class file");
    }
    if (operands.size() > 2) {
      throw new UsageException(
          "explain: unexpected argument '"
              + operands.get(2)
              + "'; give one path and one glob, in quotes so that the shell leaves it alone");
    }
    ClassGlobs globs = operands.size() < 2 ? null : globs(operands.get(1));
    if (isProcess(operands.get(0))) {
      if (flags.contains(SUMMARY)) {
        throw new UsageException("explain: " + SUMMARY + " is for files, not for a process");
      }
      return explainProcess(operands, flags, out, err);
    }
    try (ClassInput input = ClassInput.of(path(operands.get(0)))) {
      Explanation explanation = new Explanation(input, globs, flags, out, err);
      return explanation.explain();
    }
  }

  /** A file of that name goes first. */
  private static boolean isProcess(String operand) {
    return LiveProcess.isNumber(operand) && !Files.exists(Path.of(operand));
  }

  private static int explainProcess(
      List<String> operands, List<String> flags, PrintStream out, PrintStream err)
      throws UsageException {
    String globs = operands.size() < 2 ? "" : operands.get(1);
    int listed = 0;
    try (LiveProcess process = LiveProcess.connect(operands.get(0), false, err)) {
      for (String line : process.agent().explain(globs)) {
        boolean refused = line.contains(" refused: ");
        if (refused ? !flags.contains(REWRITTEN) : !flags.contains(REFUSED)) {
          print(line, "", flags, out);
          listed++;
        }
      }
    }
    return listed == 0 ? CommandLine.NO : CommandLine.GOOD;
  }

  /**
   * @param note where the class was found; empty for nothing
   */
  private static void print(String line, String note, List<String> flags, PrintStream out) {
    if (flags.contains(JSON)) {
      ExplainedSite.print(line, note, out);
    } else {
      out.println(note.isEmpty() ? line : line + " [" + note + "]");
    }
  }

  private static ClassGlobs globs(String text) throws UsageException {
    ClassGlobs globs = ClassGlobs.parse(text);
    if (globs == null) {
      throw new UsageException(
          "explain: bad glob '"
              + text
              + "'; give class names with * and ?, separated by ;, such as 'com.acme.*'");
    }
    return globs;
  }

  private static Path path(String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("cannot read '" + text + "': " + e.getReason());
    }
  }

  /** One run of the command. */
  private static final class Explanation {
    private final ClassRewriter rewriter =
        new ClassRewriter(
            Rewrites.ALL, RewriteSelection.ALL, false, true, SiteNumbering.UNNUMBERED);
    private final Statistics statistics = new Statistics();
    private final ClassInput input;
    private final ClassGlobs globs;
    private final List<String> flags;
    private final PrintStream out;
    private final PrintStream err;
    private int badInputs;
    private int failures;
    private int listed;

    Explanation(
        ClassInput input, ClassGlobs globs, List<String> flags, PrintStream out, PrintStream err) {
      this.input = input;
      this.globs = globs;
      this.flags = flags;
      this.out = out;
      this.err = err;
    }

    int explain() {
      for (String problem : input.problems()) {
        complainOfInput(problem);
      }
      for (ClassEntry entry : input.entries()) {
        explain(entry);
      }
      if (!flags.contains(JSON)) {
        printTotals(statistics.snapshot());
      }
      if (badInputs > 0) {
        return CommandLine.BAD_USAGE;
      }
      return failures > 0 || listed == 0 ? CommandLine.NO : CommandLine.GOOD;
    }

    private void explain(ClassEntry entry) {
      byte[] classFile;
      String problem;
      try {
        classFile = entry.content().read();
        problem = ClassFileHeader.problemOf(classFile);
      } catch (IOException e) {
        classFile = null;
        problem = String.valueOf(e.getMessage());
      }
      if (problem != null) {
        complainOfInput(entry.place() + ": " + problem);
      } else if (globs == null || globs.matches(ClassFileHeader.internalNameOf(classFile))) {
        explain(entry, classFile);
      }
    }

    private void explain(ClassEntry entry, byte[] classFile) {
      // As in a running program, where the agent follows calls within a class only.
      Outcome outcome = rewriter.rewrite(classFile);
      statistics.record(outcome);
      if (outcome.status() == Outcome.Status.LEFT_ALONE) {
        complainOfInput(entry.place() + ": " + outcome.reason());
      } else if (outcome.status() == Outcome.Status.FAILED) {
        failures++;
        CommandLine.complain(err, entry.place() + ": failed: " + outcome.reason());
      }
      for (SiteVerdict site : outcome.sites()) {
        if (isWanted(site)) {
          listed++;
          if (!flags.contains(SUMMARY)) {
            print(site.asText(), entry.note(), flags, out);
          }
        }
      }
    }

    private boolean isWanted(SiteVerdict site) {
      return site.refusal() == null ? !flags.contains(REFUSED) : !flags.contains(REWRITTEN);
    }

    private void complainOfInput(String problem) {
      badInputs++;
      CommandLine.complain(err, problem);
    }

    private void printTotals(Snapshot totals) {
      out.println(
          String.format(
              Locale.ROOT,
              "%d classes read, %d without candidates, %d would change, %d unreadable, %d failed",
              totals.seenClasses(),
              totals.skippedClasses(),
              totals.changedClasses(),
              badInputs,
              failures));
      for (RewriteTotals rewrite : totals.rewrites()) {
        printTotals(rewrite);
      }
    }

    private void printTotals(RewriteTotals rewrite) {
      long rewritten = rewrite.sites();
      long all = rewritten + rewrite.refused();
      out.println(
          rewrite.rewrite()
              + ": "
              + all
              + " sites, "
              + rewritten
              + " rewritten, "
              + rewrite.refused()
              + " refused");
      long feedingExceptions = 0;
      for (Reasons.Count refusal : rewrite.refusals()) {
        out.println("  refused " + refusal.count() + ": " + refusal.kind());
        if (refusal.kind().equals(ThrowableFeed.REASON)) {
          feedingExceptions += refusal.count();
        }
      }
      long others = all - feedingExceptions;
      if (feedingExceptions > 0 && others > 0) {
        out.println(
            String.format(
                Locale.ROOT,
                "  without those that only feed an exception: %d sites, %d rewritten (%.1f %%)",
                others,
                rewritten,
                100.0 * rewritten / others));
      }
    }
  }
}
