package io.heapwise.rewrite;

import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;

/** Gives sites the numbers under which their rewritten code reports. */
public interface SiteNumbering {
  /** Registers with the runtime of this JVM. */
  SiteNumbering REGISTERED =
      new SiteNumbering() {
        @Override
        public int numberOf(Site site) {
          return Sites.register(site);
        }
      };

  /** For class files that will not run here. */
  SiteNumbering UNNUMBERED =
      new SiteNumbering() {
        @Override
        public int numberOf(Site site) {
          return Sites.UNNUMBERED;
        }
      };

  int numberOf(Site site);
}
