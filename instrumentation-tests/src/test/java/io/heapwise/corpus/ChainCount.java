package io.heapwise.corpus;

import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.track.Reasons;
import org.objectweb.asm.Opcodes;

/**
 * How many of the chains that ought to be rewritten are: those of class version 51 and newer which
 * neither escape nor only feed the constructor of an exception.
 */
final class ChainCount {
  private static final String FEEDS_EXCEPTION = "only feeds an exception constructor";

  private final Reasons refusals = new Reasons();
  private int rewritten;
  private int refused;

  void add(SiteVerdict site, int majorVersion) {
    if (!site.rewrite().equals("concat") || majorVersion < Opcodes.V1_7) {
      return;
    }
    if (site.refusal() == null) {
      rewritten++;
    } else if (!site.refusal().startsWith("escapes: ") && !site.refusal().equals(FEEDS_EXCEPTION)) {
      refused++;
      refusals.add(site.refusal());
    }
  }

  /** Null, or that less than a share of the chains are rewritten. */
  String problem(double leastShare) {
    int all = rewritten + refused;
    return rewritten >= leastShare * all ? null : "too few chains are rewritten: " + this;
  }

  @Override
  public String toString() {
    int all = rewritten + refused;
    return String.format(
        "%d of %d (%.2f %%); refused: %s",
        rewritten, all, all == 0 ? 100.0 : 100.0 * rewritten / all, refusals.snapshot());
  }
}
