package io.heapwise.track.sampled;

/** Names of types. */
final class TypeNames {
  private static final String CODES = "ZBCSIJFD";
  private static final String[] PRIMITIVES = {
    "boolean", "byte", "char", "short", "int", "long", "float", "double"
  };

  private TypeNames() {}

  /** As in Java source, from what {@link Class#getName} gives: {@code int[][]} from {@code [[I}. */
  static String inSource(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0 || dimensions == name.length()) {
      return name;
    }
    char code = name.charAt(dimensions);
    int primitive = CODES.indexOf(code);
    String element =
        primitive >= 0 ? PRIMITIVES[primitive] : name.substring(dimensions + 1, name.length() - 1);
    return element + "[]".repeat(dimensions);
  }
}
