package io.heapwise.track.exact;

import io.heapwise.rewrite.SiteVerdict;
import java.util.ArrayList;
import java.util.List;

/** The sites of a class that rewrites refused. Confined to one thread. */
final class Refusals {
  private final List<SiteVerdict> refused = new ArrayList<>();
  private final List<SiteVerdict> uncounted;

  /**
   * @param sites those of one class, rewritten or not
   */
  Refusals(List<SiteVerdict> sites) {
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).refusal() != null) {
        refused.add(sites.get(i));
      }
    }
    uncounted = new ArrayList<>(refused);
  }

  boolean isEmpty() {
    return refused.isEmpty();
  }

  /** Why the site at an instruction was refused; null if it is none. */
  SiteVerdict at(String method, String descriptor, int bytecodeIndex) {
    for (int i = 0; i < refused.size(); i++) {
      SiteVerdict site = refused.get(i);
      if (site.bytecodeIndex() == bytecodeIndex
          && site.method().equals(method)
          && site.descriptor().equals(descriptor)) {
        return site;
      }
    }
    return null;
  }

  void counted(SiteVerdict site) {
    uncounted.remove(site);
  }

  /** Those that no counter was found for. */
  List<SiteVerdict> uncounted() {
    return uncounted;
  }
}
