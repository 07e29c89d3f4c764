package io.heapwise.install;

import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteNumbering;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What becomes of each candidate site in classes as they are when this agent is shown them: behind
 * other agents, and made by whatever made them. Of one thread.
 */
final class Explanation {
  private final Thread thread = Thread.currentThread();
  private final RewriteRules rules;
  private final ClassRewriter rewriter =
      new ClassRewriter(Rewrites.ALL, RewriteSelection.ALL, false, true, SiteNumbering.UNNUMBERED);
  private final List<String> lines = new ArrayList<>();

  Explanation(RewriteRules rules) {
    this.rules = rules;
  }

  boolean isOfThisThread() {
    return Thread.currentThread() == thread;
  }

  /** Adds a line for each site of a class file. */
  void see(byte[] classFile) {
    Outcome outcome = rewriter.rewrite(classFile);
    List<SiteVerdict> sites = outcome.sites();
    for (int i = 0; i < sites.size(); i++) {
      SiteVerdict site = sites.get(i);
      lines.add(line(site));
    }
  }

  /** In the order of the text. */
  List<String> lines() {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }

  private String line(SiteVerdict site) {
    String line = site.asText();
    if (site.refusal() != null) {
      return line;
    }
    if (!rules.mayRewrite(site.className()) || !rules.isOn(site.rewrite(), site.className())) {
      return line.replace(" rewritten", " switched off, else rewritten");
    }
    int number =
        Sites.numberOf(
            new Site(
                site.rewrite(),
                site.className(),
                site.method(),
                site.descriptor(),
                site.line(),
                site.bytecodeIndex()));
    return number == Sites.UNNUMBERED
        ? line
        : line
            + ", "
            + Sites.hits(number)
            + " hits, "
            + Sites.avoidedBytes(number)
            + " bytes avoided";
  }
}
