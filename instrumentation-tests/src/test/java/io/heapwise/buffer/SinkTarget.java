package io.heapwise.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copy loops, in each of the ways in which one can deal with a sink that fails. */
public final class SinkTarget {
  private static final int SIZE = 1024;

  private SinkTarget() {}

  public static long gives(InputStream in, OutputStream out, OutputStream other)
      throws IOException {
    byte[] buffer = new byte[SIZE];
    long all = 0;
    int n;
    while ((n = in.read(buffer)) != -1) {
      out.write(buffer, 0, n);
      all += n;
    }
    return all;
  }

  public static long retries(InputStream in, OutputStream out, OutputStream other)
      throws IOException {
    byte[] buffer = new byte[SIZE];
    int failures = 0;
    int n = 0;
    while (n != -1 && failures < 3) {
      try {
        n = in.read(buffer, 0, SIZE);
        out.write(buffer, 0, Math.max(n, 0));
      } catch (IOException e) {
        failures++;
      }
    }
    return failures;
  }

  public static long swallows(InputStream in, OutputStream out, OutputStream other) {
    byte[] buffer = new byte[SIZE];
    try {
      int n;
      while ((n = in.read(buffer)) != -1) {
        out.write(buffer, 0, n);
      }
    } catch (Throwable e) {
      return buffer[0];
    }
    return buffer[1];
  }

  public static long closes(InputStream in, OutputStream out, OutputStream other)
      throws IOException {
    byte[] buffer = new byte[SIZE];
    try {
      int n;
      while ((n = in.read(buffer)) != -1) {
        out.write(buffer, 0, n);
      }
    } finally {
      out.close();
      in.close();
    }
    return buffer.length;
  }

  public static long asksForMoreAfterAFailure(InputStream in, OutputStream out, OutputStream other)
      throws IOException {
    try {
      byte[] first = new byte[SIZE];
      out.write(first, 0, Math.max(0, in.read(first)));
      out.write(first, 0, 3);
    } catch (IOException e) {
      // The other sink must not get to see what the first one holds.
    }
    byte[] second = new byte[SIZE];
    int n = in.read(second);
    other.write(second, 0, n & 7);
    other.write(second, 0, 1);
    return n;
  }

  public static long leavesItToAHelper(InputStream in, OutputStream out, OutputStream other)
      throws IOException {
    byte[] first = new byte[SIZE];
    long all = 0;
    try {
      all = pump(in, out, first);
    } catch (RuntimeException e) {
      all = -1;
    }
    byte[] second = new byte[SIZE];
    return all + pump(in, other, second);
  }

  private static long pump(InputStream in, OutputStream out, byte[] buffer) throws IOException {
    long all = 0;
    long rounds = 0;
    int n;
    while ((n = in.read(buffer)) != -1 && rounds < 100) {
      out.write(buffer, 0, n);
      all += n;
      rounds++;
    }
    return all * 1000 + rounds;
  }
}
