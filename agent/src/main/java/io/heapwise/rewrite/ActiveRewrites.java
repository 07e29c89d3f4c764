package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rewrites that are on in a class, with their anchors. Made once for each set of them that
 * comes up: there is one for almost all classes, and one more for each exclusion.
 */
final class ActiveRewrites {
  private static final int KEPT = 16;

  private final long set;
  private final List<Rewrite> rewrites;
  private final AnchorIndex anchors;

  private ActiveRewrites(long set, List<Rewrite> rewrites) {
    this.set = set;
    this.rewrites = rewrites;
    anchors = AnchorIndex.of(rewrites);
  }

  List<Rewrite> rewrites() {
    return rewrites;
  }

  AnchorIndex anchors() {
    return anchors;
  }

  /** Finds out which are on. Thread-safe: what two threads make at once is the same. */
  static final class Sets {
    private final List<Rewrite> all;
    private final RewriteSelection selection;
    private final boolean isAlikeForAll;

    /** Never changed once it is here. */
    private volatile ActiveRewrites[] known = {};

    Sets(List<Rewrite> all, RewriteSelection selection) {
      if (all.size() > Long.SIZE) {
        throw new IllegalArgumentException("more than " + Long.SIZE + " rewrites");
      }
      this.all = all;
      this.selection = selection;
      isAlikeForAll = selection.isAlikeForAll();
    }

    ActiveRewrites in(String className) {
      ActiveRewrites[] before = known;
      if (isAlikeForAll && before.length > 0) {
        return before[0];
      }
      long set = 0;
      for (int i = 0; i < all.size(); i++) {
        if (selection.isOn(all.get(i), className)) {
          set |= 1L << i;
        }
      }
      for (ActiveRewrites active : before) {
        if (active.set == set) {
          return active;
        }
      }
      ActiveRewrites made = of(set);
      if (before.length < KEPT) {
        ActiveRewrites[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = made;
        known = more;
      }
      return made;
    }

    private ActiveRewrites of(long set) {
      List<Rewrite> rewrites = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if ((set >>> i & 1) != 0) {
          rewrites.add(all.get(i));
        }
      }
      return new ActiveRewrites(set, rewrites);
    }
  }
}
