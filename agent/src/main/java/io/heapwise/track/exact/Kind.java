package io.heapwise.track.exact;

import java.util.List;

/** How a site allocates: the words of a profile, and their numbers in a table of sites. */
final class Kind {
  static final int NEW = 0;
  static final int NEWARRAY = 1;
  static final int ANEWARRAY = 2;
  static final int MULTIANEWARRAY = 3;
  static final int CLONE = 4;
  static final int BOXING = 5;
  static final int LAMBDA = 6;
  static final int CONCAT = 7;
  static final int REFLECTION = 8;
  static final int COPY_OF = 9;
  static final int CALL = 10;

  private static final List<String> NAMES =
      List.of(
          "new",
          "newarray",
          "anewarray",
          "multianewarray",
          "clone",
          "boxing",
          "lambda",
          "concat",
          "reflection",
          "copyOf",
          "call");

  private Kind() {}

  static String name(int kind) {
    return NAMES.get(kind);
  }
}
