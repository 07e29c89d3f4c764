package io.heapwise.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random walk over the methods of a buffered stream, and all that can be seen of it. */
final class StreamOperations {
  private static final int OPERATIONS = 30;

  private StreamOperations() {}

  /** What puts a buffered stream in front of another one. */
  @FunctionalInterface
  interface Front {
    InputStream of(InputStream in, int size);
  }

  /** The same seed makes the same calls, as long as they have the same results. */
  static List<String> run(Front front, long seed) {
    List<String> events = new ArrayList<>();
    Random random = new Random(seed);
    RecordingInput in = new RecordingInput(seed, events);
    int size = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
    InputStream stream = front.of(in, size);
    in.callBack(
        closing -> {
          if (closing) {
            stream.close();
          } else {
            events.add("inner " + stream.read());
          }
        });
    int kinds = 1 + random.nextInt(14);
    for (int i = 0; i < OPERATIONS; i++) {
      String result;
      try {
        result = operation(stream, size, random, kinds);
      } catch (ArrayIndexOutOfBoundsException | NullPointerException e) {
        // C2 throws ones that it has made beforehand, without a message.
        result = e.getClass().getName();
      } catch (IOException | RuntimeException e) {
        result = e.toString();
      }
      events.add(result);
    }
    return events;
  }

  private static String operation(InputStream stream, int size, Random random, int kinds)
      throws IOException {
    switch (random.nextInt(kinds)) {
      case 0, 1:
        byte[] range = new byte[2 * size + 2];
        int offset = random.nextInt(3);
        int count = stream.read(range, offset, random.nextInt(2 * size + 1));
        return "range " + count + Arrays.hashCode(range);
      case 2:
        byte[] array = new byte[size];
        return "array " + stream.read(array) + Arrays.hashCode(array);
      case 3:
        return "read " + stream.read();
      case 4:
        return "skip " + stream.skip(random.nextInt(size + 4) - 2);
      case 5:
        stream.mark(random.nextInt(3 * size));
        return "mark";
      case 6:
        stream.reset();
        return "reset";
      case 7:
        return "available " + stream.available();
      case 8:
        return "markSupported " + stream.markSupported();
      case 9:
        return "outside " + stream.read(new byte[size], size, 1);
      case 10:
        return "null " + stream.read(null, 0, 1);
      case 11:
        byte[] some = stream.readNBytes(random.nextInt(50));
        return "readNBytes " + Arrays.hashCode(some);
      case 12:
        stream.close();
        return "close";
      default:
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long moved = random.nextInt(4) == 0 ? stream.transferTo(out) : 0;
        return "transferTo " + moved + Arrays.hashCode(out.toByteArray());
    }
  }
}
