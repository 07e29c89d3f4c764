package io.heapwise.corpus;

import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.track.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a corpus, and all that is wrong with it. */
final class CorpusReport {
  private static final String ROW = "%-44s %7d %7d %8d %9d %7d %9d %7d%n";

  private final StringBuilder rows = new StringBuilder();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Reasons> refusals = new TreeMap<>();
  private final Map<String, int[]> sites = new TreeMap<>();
  private final Reasons leftAlone = new Reasons();
  private final Map<Integer, Integer> versions = new TreeMap<>();
  private final ChainCount chains = new ChainCount();
  private final Counts total = new Counts("total");

  /** Counts of one part of the corpus. */
  static final class Counts {
    final String name;
    int classes;
    int changed;
    int rewritten;
    int refused;
    int linked;

    /** Changed, but the JVM does not take the original either, or it is not the one that runs. */
    int unlinkable;

    /** Allocations of builders in classes that are not left alone as a whole. */
    int builders;

    /** Those of them without a verdict: dead code, and methods too long to look at. */
    int unseen;

    /** Changed, but ASM does not take the original either. */
    int unverifiable;

    Counts(String name) {
      this.name = name;
    }
  }

  CorpusReport() {
    for (Rewrite rewrite : Rewrites.ALL) {
      refusals.put(rewrite.name(), new Reasons());
      sites.put(rewrite.name(), new int[2]);
    }
  }

  void add(Outcome outcome, int majorVersion, Counts counts) {
    counts.classes++;
    versions.merge(majorVersion, 1, Integer::sum);
    if (outcome.status() == Outcome.Status.LEFT_ALONE) {
      leftAlone.add(outcome.reason());
    }
    for (SiteVerdict site : outcome.sites()) {
      chains.add(site, majorVersion);
      if (site.refusal() == null) {
        counts.rewritten++;
        sites.get(site.rewrite())[0]++;
      } else {
        counts.refused++;
        sites.get(site.rewrite())[1]++;
        refusals.get(site.rewrite()).add(site.refusal());
      }
    }
  }

  void add(Counts counts) {
    row(counts);
    total.classes += counts.classes;
    total.changed += counts.changed;
    total.rewritten += counts.rewritten;
    total.refused += counts.refused;
    total.linked += counts.linked;
    total.unlinkable += counts.unlinkable;
    total.builders += counts.builders;
    total.unseen += counts.unseen;
  }

  /** A changed class whose original does not pass ASM's verifier either. */
  void unverifiable() {
    total.unverifiable++;
  }

  void problem(String text) {
    problems.add(text);
  }

  List<String> problems() {
    return problems;
  }

  Counts total() {
    return total;
  }

  ChainCount chains() {
    return chains;
  }

  private void row(Counts c) {
    Object[] columns = {
      c.name, c.classes, c.changed, c.rewritten, c.refused, c.linked, c.unlinkable, c.unseen
    };
    rows.append(String.format(ROW, columns));
  }

  /** The whole report; to be asked for once, at the end. */
  String text() {
    row(total);
    StringBuilder text = new StringBuilder();
    String header = ROW.replace("d", "s");
    text.append(
        String.format(
            header,
            "",
            "classes",
            "changed",
            "rewritten",
            "refused",
            "linked",
            "unlinked",
            "unseen"));
    text.append(rows);
    text.append(
        """
        (rewritten, refused: sites. linked: changed classes that HotSpot takes. unlinked: changed classes
        whose original it does not take either, for lack of optional dependencies, or that it never sees.
        unseen: builders in dead code or in methods too long to look at.)
        """);
    for (Map.Entry<String, int[]> entry : sites.entrySet()) {
      int[] count = entry.getValue();
      text.append(
          String.format("%n%s: %d rewritten, %d refused%n", entry.getKey(), count[0], count[1]));
      for (Reasons.Count reason : refusals.get(entry.getKey()).snapshot()) {
        text.append(String.format("%9d  %s%n", reason.count(), reason.kind()));
      }
    }
    text.append("\nclass file versions: ").append(versions);
    text.append("\nchanged classes that ASM does not take as they were: ")
        .append(total.unverifiable);
    text.append("\nclasses left alone: ").append(leftAlone.snapshot()).append('\n');
    text.append("chains rewritten: ").append(chains).append('\n');
    text.append("problems: ").append(problems.size()).append('\n');
    for (String problem : problems) {
      text.append("  ").append(problem).append('\n');
    }
    return text.toString();
  }
}
