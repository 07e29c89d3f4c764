package io.heapwise.hygiene;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random bytes that a program shall keep to itself, and what they look like as a text. */
final class Needle {
  private static final int LENGTH = 32;
  private static final int SHORTEST_PIECE = 8;

  private final byte[] bytes = new byte[LENGTH];
  private final char[] chars = new char[LENGTH];

  Needle(long seed) {
    Random random = new Random(seed);
    random.nextBytes(bytes);
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ('!' + random.nextInt('~' - '!'));
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  char[] chars() {
    return chars.clone();
  }

  /** The first array that has a piece of it in it, described; or null. */
  String in(List<Object> arrays) {
    String text = new String(chars);
    byte[][] forms = {
      bytes,
      text.getBytes(StandardCharsets.ISO_8859_1),
      text.getBytes(StandardCharsets.UTF_16LE),
      text.getBytes(StandardCharsets.UTF_16BE),
      HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.ISO_8859_1)
    };
    for (Object array : arrays) {
      if (array instanceof char[] some) {
        if (containsPiece(new String(some), text)) {
          return "char[" + some.length + "]";
        }
        continue;
      }
      String some = new String((byte[]) array, StandardCharsets.ISO_8859_1);
      for (byte[] form : forms) {
        if (containsPiece(some, new String(form, StandardCharsets.ISO_8859_1))) {
          return "byte[" + some.length() + "]";
        }
      }
    }
    return null;
  }

  private static boolean containsPiece(String some, String whole) {
    for (int i = 0; i + SHORTEST_PIECE <= whole.length(); i += SHORTEST_PIECE / 2) {
      if (some.contains(whole.substring(i, i + SHORTEST_PIECE))) {
        return true;
      }
    }
    return false;
  }
}
