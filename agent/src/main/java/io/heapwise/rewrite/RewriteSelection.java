package io.heapwise.rewrite;

/** Which rewrites are on where. Immutable: another selection is another object. */
public interface RewriteSelection {
  /** Everything, everywhere. */
  RewriteSelection ALL =
      new RewriteSelection() {
        @Override
        public boolean isOn(Rewrite rewrite, String internalClassName) {
          return true;
        }

        @Override
        public boolean isOnAnywhere(Rewrite rewrite) {
          return true;
        }

        @Override
        public boolean isAlikeForAll() {
          return true;
        }
      };

  boolean isOn(Rewrite rewrite, String internalClassName);

  /**
   * Whether a rewrite is on for any class at all; where it is not, no class is looked at for it. No
   * default: with one, {@link #ALL} would be made wherever options are read.
   */
  boolean isOnAnywhere(Rewrite rewrite);

  /** Whether what is on for one class is on for all: then it is asked once. */
  boolean isAlikeForAll();
}
