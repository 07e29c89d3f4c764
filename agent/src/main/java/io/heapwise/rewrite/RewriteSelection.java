package io.heapwise.rewrite;

/** Which rewrites are on where. */
public interface RewriteSelection {
  /** Everything, everywhere. */
  RewriteSelection ALL =
      new RewriteSelection() {
        @Override
        public boolean isOn(Rewrite rewrite, String internalClassName) {
          return true;
        }
      };

  boolean isOn(Rewrite rewrite, String internalClassName);
}
