package io.heapwise.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Arguments for methods, by the types of their parameters: first boundaries, then random ones. */
final class Inputs {
  static final int BOUNDARIES = 12;

  private static final String[] TEXTS = {
    "a",
    "",
    null,
    "null",
    "\u00ff",
    "\u0100",
    "\ud83d\ude00",
    "\ude00\ud83d",
    "\u0000",
    "\u0001\u0002",
    "%s%n",
    "long ".repeat(5000),
  };
  private static final int[] INTS = {
    0, 1, -1, 2, 7, 100, 255, -128, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, 12345
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e-3,
    1e7,
    2.0e-3,
    0.1 + 0.2
  };

  private Inputs() {}

  /**
   * Makes the arguments of one call anew, so that nothing is shared with another call.
   *
   * @param index below {@link #BOUNDARIES} the boundary, else the seed of random arguments
   */
  static Object[] arguments(Class<?>[] types, int index) {
    Random random = new Random(index * 7919L);
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      // Later parameters take other boundaries than the first, so that they differ in one call.
      boolean boundary = index < BOUNDARIES;
      arguments[i] = value(types[i], boundary ? index + i * 5 : random.nextInt(1 << 20), i, random);
    }
    return arguments;
  }

  private static Object value(Class<?> type, int choice, int position, Random random) {
    if (type == String.class) {
      return text(choice);
    }
    if (type == int.class) {
      return choice < 64 ? INTS[choice % INTS.length] : random.nextInt() >> random.nextInt(32);
    }
    if (type == long.class) {
      return choice < 64 ? (long) INTS[choice % INTS.length] << 31 : random.nextLong();
    }
    if (type == char.class) {
      String text = TEXTS[choice % TEXTS.length];
      return text == null || text.isEmpty() ? 'x' : text.charAt(0);
    }
    if (type == boolean.class) {
      return (choice & 1) == 0;
    }
    if (type == byte.class) {
      return (byte) INTS[choice % INTS.length];
    }
    if (type == double.class) {
      return choice < 64 ? DOUBLES[choice % DOUBLES.length] : random.nextGaussian() * 1e9;
    }
    if (type == float.class) {
      return (float) DOUBLES[choice % DOUBLES.length];
    }
    if (type == char[].class) {
      String text = text(choice);
      return text == null ? null : text.toCharArray();
    }
    if (type == Object.class || type == CharSequence.class) {
      return object(choice, position);
    }
    if (type == StringBuilder.class) {
      String text = text(choice);
      return text == null ? null : new StringBuilder(text);
    }
    if (type == List.class) {
      return list(choice);
    }
    throw new IllegalArgumentException("no inputs for " + type);
  }

  /** A new object for most, so that identity can be told; constants for the others. */
  private static String text(int choice) {
    String text = TEXTS[choice % TEXTS.length];
    return text == null || (choice & 1) == 0 ? text : new String(text);
  }

  private static Object object(int choice, int position) {
    String name = "w" + position;
    return switch (choice % 6) {
      case 0 -> new Witness(name, "witness", null);
      case 1 -> null;
      case 2 -> new Witness(name, null, null);
      case 3 -> new Witness(name, "x", new IllegalStateException("fails in " + name));
      case 4 -> text(choice);
      default -> new Witness(name, "\u20ac", null);
    };
  }

  private static List<String> list(int choice) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < choice % 5; i++) {
      list.add(text(choice + i));
    }
    return list;
  }
}
