package io.heapwise.readallbytes;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.Random;

/** Streams for the targets of this package: one of every kind there is, by number. */
public final class Sources {
  private static final int CHUNK = 8192;

  private Sources() {}

  /** Null for some numbers. The same number gives an equal stream. */
  public static InputStream stream(int number) {
    Random random = new Random(number);
    int[] script = script(random);
    return switch (number & 7) {
      case 0 -> number % 3 == 0 ? null : new OwnWayStream(script);
      case 1 -> new KeepingStream(script);
      case 2 -> new BufferedInputStream(new ByteArrayInputStream(bytes(random)), 100);
      case 3 ->
          new SequenceInputStream(
              new ByteArrayInputStream(bytes(random)), new RecordedStream(script));
      case 4 -> new PushbackInputStream(new RecordedStream(script));
      case 5 -> new ByteArrayInputStream(bytes(random));
      default -> new RecordedStream(script);
    };
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(100_000) : random.nextInt(99)];
    random.nextBytes(bytes);
    return bytes;
  }

  static int[] script(Random random) {
    int[] script = new int[random.nextInt(12)];
    for (int i = 0; i < script.length; i++) {
      script[i] =
          switch (random.nextInt(16)) {
            case 0 -> 0;
            case 1 -> RecordedStream.FAILS;
            case 2 -> -1 - random.nextInt(3);
            case 3 -> RecordedStream.LIES + 1 + random.nextInt(4);
            case 4, 5 -> CHUNK + random.nextInt(3) - 1;
            case 6, 7, 8 -> random.nextInt(3 * CHUNK);
            default -> random.nextInt(200);
          };
    }
    return script;
  }
}
