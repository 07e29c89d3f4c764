package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In JVMs of their own: verify is for a whole JVM. */
class QuarantineTest {
  /** Uses things after their release, and things before it. */
  public static final class Main {
    public static void main(String[] arguments) {
      Pools.configure(1 << 20, true);
      byte[] wrong = ArrayPool.claimBytes(8192, 0);
      byte[] right = ArrayPool.claimBytes(8000, 0);
      right[1] = 1;
      releaseHere(wrong);
      ArrayPool.releaseBytes(right);
      System.out.println("read " + wrong[7] + " " + right[1]);
      if (arguments.length > 0) {
        wrong[7] = 1;
      }
      char[] chars = ArrayPool.claimScratchChars(1000, 0);
      byte[] bytes = ArrayPool.claimScratchBytes(1000, 0);
      ByteBuffer direct = DirectPool.claimScratch(10, 0);
      System.out.println((int) chars[999] + " " + bytes[999] + " " + direct.get(9));
      System.out.println(ArrayPool.claimBytes(8000, 0)[1]);
      DirectPool.release(direct);
      direct.position(3);
      if (arguments.length > 0) {
        direct.put((byte) 1);
      }
      StringBuilder builder = BuilderPool.claim(0).append("text");
      BuilderPool.toStringAndRelease(builder);
      System.out.println((int) builder.charAt(0) + " " + (builder == BuilderPool.claim(0)));
    }

    private static void releaseHere(byte[] array) {
      ArrayPool.releaseBytes(array);
    }
  }

  private static final String READ =
      """
      read -91 -91
      9760 -91 -91
      0
      9760 false
      """;

  @Test
  void reportsAWriteAfterReleaseWithBothStacks() throws Exception {
    String output = output("write");
    assertTrue(output.startsWith(READ), output);
    assertTrue(
        output.contains("use after release: byte[8192] was written at 7 after it was released"),
        output);
    assertTrue(
        output.contains(
            "use after release: direct ByteBuffer[10] was written at 3 after it was released"),
        output);
    int claimed = output.indexOf("  claimed");
    int released = output.indexOf("  released");
    assertTrue(output.substring(claimed, released).contains("QuarantineTest$Main.main"), output);
    assertTrue(output.substring(released).contains("QuarantineTest$Main.releaseHere"), output);
    assertFalse(output.contains("byte[8000]"), output);
  }

  @Test
  void saysNothing_whenNothingIsWritten() throws Exception {
    assertEquals(READ, output());
  }

  private static String output(String... arguments) throws Exception {
    String[] command = new String[4 + arguments.length];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command[1] = "-cp";
    command[2] = System.getProperty("java.class.path");
    command[3] = Main.class.getName();
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    return output.replace(System.lineSeparator(), "\n");
  }
}
