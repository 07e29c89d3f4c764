package io.heapwise.rewrite.streams;

/** A class of the JDK whose buffer need not be new, and the JDKs whose source was read for that. */
final class BufferedClass {
  static final BufferedClass[] ALL = {
    // Later ones make the buffer at the first read that needs it.
    new BufferedClass("java/io/BufferedInputStream", "bufferedInput", 17),
    new BufferedClass("java/io/BufferedReader", "bufferedReader", 17, 25),
    new BufferedClass("java/io/BufferedWriter", "bufferedWriter", 17, 25),
    new BufferedClass("java/io/InputStreamReader", "inputReader", 17, 25),
    // Later ones begin with 512 bytes.
    new BufferedClass("java/io/OutputStreamWriter", "outputWriter", 17),
  };

  private final String internalName;
  private final String bridgeMethod;
  private final int[] jdks;

  private BufferedClass(String internalName, String bridgeMethod, int... jdks) {
    this.internalName = internalName;
    this.bridgeMethod = bridgeMethod;
    this.jdks = jdks;
  }

  /** The class of that internal name, or null. */
  static BufferedClass named(String internalName) {
    for (BufferedClass each : ALL) {
      if (each.internalName.equals(internalName)) {
        return each;
      }
    }
    return null;
  }

  String internalName() {
    return internalName;
  }

  /** Takes what the constructors take, and makes an object of the class. */
  String bridgeMethod() {
    return bridgeMethod;
  }

  /** Why a constructor cannot be replaced, or null if it can. */
  String refusal(String constructor) {
    return constructor.endsWith("coder;)V") ? "constructed with a coder of the program" : null;
  }

  boolean isRewrittenOn(int jdk) {
    for (int each : jdks) {
      if (each == jdk) {
        return true;
      }
    }
    return false;
  }
}
