package io.heapwise.readallbytes;

import io.heapwise.runtime.trust.Judges;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  /** Has the streams of this package judged, as the agent would in a while. */
  static void makeKnown() throws IOException {
    LoadedClasses loaded = new LoadedClasses();
    Class<?>[] types = {RecordedStream.class, OwnWayStream.class, KeepingStream.class};
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/');
      try (InputStream in = type.getResourceAsStream("/" + name + ".class")) {
        loaded.loaded(type.getClassLoader(), name, in.readAllBytes());
      }
    }
    Judges.install(new BytecodeJudge(loaded));
    int[] reads = {
      Trust.callOnZeroed("read", "([BII)I", 1), Trust.callOnZeroed("read", "([B)I", 1)
    };
    int write = Trust.call("write", "([BII)V", 1);
    int update = Trust.call("update", "([BII)V", 1);
    await(new ByteArrayOutputStream(), write);
    await(OutputStream.nullOutputStream(), write);
    try {
      await(MessageDigest.getInstance("MD5"), update);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (int number = 1; number < 9; number++) {
      for (int read : reads) {
        await(stream(number), read);
      }
    }
  }

  private static void await(Object receiver, int call) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (Trust.verdict(receiver, call) == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
