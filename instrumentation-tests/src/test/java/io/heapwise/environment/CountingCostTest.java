package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What {@code track=exact} takes of the program's heap, as the JVM counts. */
class CountingCostTest {
  private static final int CLASSES = 250;
  private static final int METHODS = 20;
  private static final int SITES_OF_A_METHOD = 20;
  private static final int SITES = CLASSES * METHODS * SITES_OF_A_METHOD;
  private static final int REFRESHES = 60;
  private static final long MOST_BYTES = 8L << 20;

  /** Loads and runs many classes, then says what is in use; ends when its input does. */
  private static final String MANY =
      """
      package sample;
      import java.lang.management.ManagementFactory;
      import java.lang.management.MemoryMXBean;
      public class Many {
        static Class<?>[] kept;
        public static void main(String[] arguments) throws Exception {
          kept = new Class<?>[Integer.parseInt(arguments[0])];
          for (int i = 0; i < kept.length; i++) {
            kept[i] = Class.forName("many.Class" + i);
            kept[i].getMethod("run").invoke(null);
          }
          MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
          // What is kept up to date by threads is so now.
          Thread.sleep(1000);
          for (int i = 0; i < 3; i++) {
            memory.gc();
          }
          System.out.println("used=" + memory.getHeapMemoryUsage().getUsed());
          while (System.in.read() >= 0) {}
        }
      }
      """;

  /** Allocates in compiled code, and says what the JVM counted for that. */
  private static final String LOOP =
      """
      package sample;
      import java.lang.management.ManagementFactory;
      import java.util.Arrays;
      import java.util.function.Supplier;
      public class Loop {
        static volatile Object sink;
        static volatile int number = 1000;
        static final byte[] SOME = new byte[40];
        static void step() {
          sink = new Object();
          sink = new int[number & 31];
          sink = new long[2][3];
          sink = SOME.clone();
          sink = Arrays.copyOf(SOME, 50);
          sink = Integer.valueOf(number);
          sink = "number " + number;
          int captured = number;
          Supplier<Object> supplier = () -> captured;
          sink = supplier;
        }
        static void steps(int count) {
          for (int i = 0; i < count; i++) {
            step();
          }
        }
        public static void main(String[] arguments) {
          var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
          for (int i = 0; i < 20; i++) {
            steps(10_000);
          }
          long least = Long.MAX_VALUE;
          for (int i = 0; i < 10; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            steps(10_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
          }
          System.out.println("bytes=" + least);
        }
      }
      """;

  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.compileAsToday(temporary.resolve("classes"), MANY, LOOP);
    Files.createDirectories(classes.resolve("many"));
    for (int i = 0; i < CLASSES; i++) {
      Files.write(classes.resolve("many/Class" + i + ".class"), manySites("many/Class" + i));
    }
  }

  /** Methods with allocations alone; {@code run} runs them all. */
  private static byte[] manySites(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(52, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodVisitor run = writer.visitMethod(access, "run", "()V", null, null);
    run.visitCode();
    for (int i = 0; i < METHODS; i++) {
      run.visitMethodInsn(Opcodes.INVOKESTATIC, name, "method" + i, "()V", false);
      MethodVisitor method = writer.visitMethod(access, "method" + i, "()V", null, null);
      method.visitCode();
      for (int k = 0; k < SITES_OF_A_METHOD; k++) {
        if (k % 2 == 0) {
          method.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
        } else {
          method.visitIntInsn(Opcodes.BIPUSH, k);
          method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_CHAR);
        }
        method.visitInsn(Opcodes.POP);
      }
      end(method);
    }
    end(run);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void end(MethodVisitor method) {
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  @Test
  void retainsLittleForEachSite() throws Exception {
    long without = number("used", run(List.of("-XX:+UseSerialGC", "-Xmx256m"), MANY_ARGUMENTS));
    long with =
        number(
            "used",
            run(
                List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact"),
                MANY_ARGUMENTS));
    System.out.printf(
        "track=exact with %,d sites: %,d bytes of heap, all of the agent included%n",
        SITES, with - without);
    assertTrue(with - without <= MOST_BYTES * SITES / 100_000, with + " - " + without);
  }

  private static final String[] MANY_ARGUMENTS = {"sample.Many", "" + CLASSES};

  @Test
  void allocatesNothing_whenItCounts() throws Exception {
    for (String jdk : ForkedJvm.jdks()) {
      String agent = "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact";
      // Without escape analysis: what it removes differs with the code around.
      String[] options = {"-XX:-DoEscapeAnalysis", "-Xmx256m"};
      long without = number("bytes", runOn(jdk, List.of(options), "sample.Loop"));
      List<String> all = new ArrayList<>(Arrays.asList(options));
      all.add(agent);
      assertEquals(without, number("bytes", runOn(jdk, all, "sample.Loop")), jdk);
    }
  }

  /** Prints how long the command needs for a look at all sites. */
  @Test
  void topLooksAtManySites() throws Exception {
    List<String> command = new ArrayList<>(List.of(ForkedJvm.java()));
    command.addAll(List.of("-Xmx256m", "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact"));
    command.addAll(List.of("-cp", "" + classes));
    command.addAll(Arrays.asList(MANY_ARGUMENTS));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    Process top = null;
    try {
      assertTrue(program.inputReader().readLine().startsWith("used="));
      top =
          new ProcessBuilder(
                  ForkedJvm.java(),
                  "-jar",
                  "" + ForkedJvm.AGENT_JAR,
                  "top",
                  "" + program.pid(),
                  "--json",
                  "-d",
                  "0.001")
              .redirectErrorStream(true)
              .start();
      printRefresh(top, program);
    } finally {
      program.destroyForcibly();
      if (top != null) {
        top.destroyForcibly();
      }
    }
  }

  private static void printRefresh(Process top, Process program) throws IOException {
    BufferedReader lines = top.inputReader();
    long cpuMillis = 0;
    Pattern time = Pattern.compile("\"timeMillis\":(\\d+),");
    List<Long> periods = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < REFRESHES; i++) {
      if (i == REFRESHES / 2) {
        cpuMillis = cpuMillis(top) + cpuMillis(program);
      }
      String line = lines.readLine();
      Matcher matcher = time.matcher(line);
      assertTrue(matcher.find(), line);
      assertTrue(line.contains("\"class\":\"many.Class"), line);
      long now = Long.parseLong(matcher.group(1));
      if (before > 0) {
        periods.add(now - before);
      }
      before = now;
    }
    periods.sort(null);
    cpuMillis = cpuMillis(top) + cpuMillis(program) - cpuMillis;
    System.out.printf(
        "top of %,d sites: a refresh takes %d ms (median), at most %d ms; %d ms CPU in both JVMs%n",
        SITES,
        periods.get(periods.size() / 2),
        periods.get(periods.size() - 1),
        cpuMillis / (REFRESHES - REFRESHES / 2));
  }

  private static long cpuMillis(Process process) {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
  }

  private static String run(List<String> options, String... program) throws Exception {
    return runOn(System.getProperty("java.home"), options, program);
  }

  private static String runOn(String jdk, List<String> options, String... program)
      throws Exception {
    List<String> launcher = List.of(ForkedJvm.java(jdk));
    ForkedJvm.Run run = ForkedJvm.program(temporary, launcher, classes, options, program).run();
    assertEquals(0, run.exitCode(), run::toString);
    assertEquals("", run.err());
    return run.out();
  }

  private static long number(String name, String out) {
    Matcher matcher = Pattern.compile(name + "=(\\d+)").matcher(out);
    assertTrue(matcher.find(), out);
    return Long.parseLong(matcher.group(1));
  }
}
