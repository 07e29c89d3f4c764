package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.Reason;
import io.heapwise.dump.SiteRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** {@code track=exact} in code that javac does not emit, in the JDK's, and in that of libraries. */
class ExactShapesTest {
  private static final int JAVA_1_1 = 3 << 16 | 45;
  private static final int LARGEST_METHOD = 65_535;
  private static final int LONGEST_COMPILED = 8000;
  private static final int LONGEST_BRANCH = 32_767;
  private static final int RUNS = 500;

  /** Runs the method {@code run} of each class named, and prints the sum of what it returns. */
  private static final String RUNNER =
      """
      package sample;
      public class Runner {
        public static void main(String[] arguments) throws Exception {
          for (int i = 1; i < arguments.length; i++) {
            var method = Class.forName(arguments[i]).getMethod("run", int.class);
            long sum = 0;
            for (int k = 0; k < Integer.parseInt(arguments[0]); k++) {
              sum += (Integer) method.invoke(null, k & 7);
            }
            System.out.println(arguments[i] + " " + sum);
          }
        }
      }
      """;

  /** Links all classes of some jars, or of modules of the JDK, and says which do not verify. */
  private static final String LINKER =
      """
      package sample;
      import java.io.File;
      import java.net.URI;
      import java.net.URL;
      import java.net.URLClassLoader;
      import java.nio.file.FileSystems;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.stream.Stream;
      import java.util.zip.ZipFile;
      public class Linker {
        static int linked;
        public static void main(String[] arguments) throws Exception {
          List<URL> urls = new ArrayList<>();
          for (String argument : arguments) {
            if (argument.endsWith(".jar")) {
              urls.add(new File(argument).toURI().toURL());
            }
          }
          ClassLoader jars =
              new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
          for (String argument : arguments) {
            boolean isJar = argument.endsWith(".jar");
            for (String path : isJar ? inJar(argument) : inModule(argument)) {
              if (path.endsWith(".class") && !path.startsWith("META-INF")
                  && !path.endsWith("-info.class")) {
                link(path.substring(0, path.length() - 6).replace('/', '.'), isJar ? jars : null);
              }
            }
          }
          System.out.println(linked > 500);
          System.err.println(linked + " linked");
        }
        static List<String> inJar(String jar) throws Exception {
          try (ZipFile file = new ZipFile(jar)) {
            return file.stream().map(entry -> entry.getName()).toList();
          }
        }
        static List<String> inModule(String folder) throws Exception {
          Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
          Path root = modules.resolve(folder.split("/")[0]);
          try (Stream<Path> files = Files.walk(modules.resolve(folder))) {
            return files.map(file -> root.relativize(file).toString()).toList();
          }
        }
        static void link(String name, ClassLoader loader) {
          try {
            // The JVM links a class to tell of its methods.
            Class.forName(name, false, loader).getDeclaredMethods();
            linked++;
          } catch (VerifyError | ClassFormatError | ClassCastException e) {
            System.out.println(name + ": " + e);
          } catch (ClassNotFoundException | LinkageError e) {
            // Optional dependencies are not there.
          }
        }
      }
      """;

  /** Fills a map, whose nodes the JDK makes. */
  private static final String MAPS =
      """
      package sample;
      import java.util.HashMap;
      import java.util.Map;
      public class Maps {
        public static void main(String[] arguments) {
          Map<Integer, String> map = new HashMap<>();
          for (int i = 0; i < 50_000; i++) {
            map.put(i, "value");
          }
          System.out.println(map.size() + " " + map.hashCode());
        }
      }
      """;

  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.compileAsToday(temporary.resolve("classes"), RUNNER, LINKER, MAPS);
  }

  @Test
  void countsOldClasses() throws Exception {
    List<String> names = new ArrayList<>();
    for (int version : new int[] {JAVA_1_1, 46, 47, 48, 49, 50, 52, 61}) {
      names.add(define("odd.Version" + (version & 0xFFFF), version, ExactShapesTest::arrays));
    }
    Map<String, Long> counts = counts(run(names));
    for (String name : names) {
      assertEquals(RUNS, counts.get(name + " newarray"), name);
      assertEquals(RUNS, counts.get(name + " new"), name);
    }
  }

  private static void arrays(MethodVisitor method) {
    method.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
    method.visitInsn(Opcodes.POP);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
    method.visitInsn(Opcodes.ARRAYLENGTH);
    method.visitInsn(Opcodes.IRETURN);
  }

  /** A subroutine that is called from two places, as compilers once made of {@code finally}. */
  @Test
  void countsInSubroutines() throws Exception {
    List<String> names = new ArrayList<>();
    for (int version : new int[] {JAVA_1_1, 48, 49}) {
      names.add(
          define("odd.Subroutine" + (version & 0xFFFF), version, ExactShapesTest::subroutine));
    }
    Map<String, Long> counts = counts(run(names));
    for (String name : names) {
      assertEquals(2 * RUNS, counts.get(name + " newarray"), name);
      assertEquals(RUNS, counts.get(name + " new"), name);
    }
  }

  private static void subroutine(MethodVisitor method) {
    Label routine = new Label();
    method.visitJumpInsn(Opcodes.JSR, routine);
    method.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
    method.visitInsn(Opcodes.POP);
    method.visitJumpInsn(Opcodes.JSR, routine);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(routine);
    method.visitVarInsn(Opcodes.ASTORE, 1);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
    method.visitInsn(Opcodes.POP);
    method.visitIincInsn(0, 1);
    method.visitVarInsn(Opcodes.RET, 1);
  }

  @Test
  void leavesMethodsAlone_thatHaveNoRoom() throws Exception {
    String full = define("odd.Full", 52, method -> sized(method, LARGEST_METHOD - 2));
    String hot = define("odd.Hot", 52, method -> sized(method, LONGEST_COMPILED - 2));
    String roomy = define("odd.Roomy", 52, method -> sized(method, LONGEST_COMPILED - 200));
    Profile profile = run(List.of(full, hot, roomy));
    assertEquals(Map.of(roomy + " newarray", (long) RUNS), counts(profile));
    assertEquals(
        List.of(
            "method not counted: it would grow past 64 KB 1",
            "method not counted: it would grow past 8000 bytes and not be compiled 1"),
        profile.classes().leftAlone().stream()
            .map((Reason reason) -> reason.text() + " " + reason.count())
            .sorted()
            .toList());
  }

  private static void sized(MethodVisitor method, int bytes) {
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
    method.visitInsn(Opcodes.ARRAYLENGTH);
    for (int i = 5; i < bytes; i++) {
      method.visitInsn(Opcodes.NOP);
    }
    method.visitInsn(Opcodes.IRETURN);
  }

  /** A branch that reaches as far as any can, over an allocation. */
  @Test
  void countsBelowTheLongestBranch() throws Exception {
    String far = define("odd.Far", 52, ExactShapesTest::longBranch);
    assertEquals(
        Map.of(far + " newarray", RUNS - (RUNS + 7L) / 8, far + " new", (long) RUNS),
        counts(run(List.of(far))));
  }

  private static void longBranch(MethodVisitor method) {
    Label end = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, end);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
    method.visitInsn(Opcodes.POP);
    for (int i = 7; i < LONGEST_BRANCH; i++) {
      method.visitInsn(Opcodes.NOP);
    }
    method.visitLabel(end);
    method.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
    method.visitInsn(Opcodes.POP);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.IRETURN);
  }

  @Test
  void countsInTheJdk() throws Exception {
    Path dump = temporary.resolve("jdk.json");
    ForkedJvm.Run plain = ForkedJvm.program(temporary, classes, List.of(), "sample.Maps").run();
    ForkedJvm.Run run =
        jvm(List.of(VERIFY_JDK), "track.jdk=true,dump=" + dump, "sample.Maps")
            .isTheProgram(plain.out());
    assertEquals("", run.err());
    Profile profile = ProfileReader.read(dump);
    assertEquals(0, profile.classes().failed(), () -> profile.classes().firstFailure());
    SiteRow nodes =
        profile.sites().stream()
            .filter(row -> row.location().className().equals("java.util.HashMap"))
            .filter(row -> row.location().method().equals("newNode"))
            .findFirst()
            .orElseThrow();
    assertTrue(nodes.counts().executedCount() >= 50_000, nodes::toString);
    assertEquals(32 * nodes.counts().executedCount(), nodes.counts().executedBytes());
  }

  /** Those of {@code java.util}; with the Maven profile {@code corpus} of all modules there are. */
  @Test
  void everyCountedClassOfTheJdkVerifies() throws Exception {
    List<String> modules = new ArrayList<>(List.of("java.base/java/util"));
    if (isWholeCorpus()) {
      Path release = Path.of(ForkedJvm.java()).getParent().getParent().resolve("release");
      String named = Files.readString(release).replaceAll("(?s).*MODULES=\"([^\"]*)\".*", "$1");
      modules = List.of(named.split(" "));
    }
    String added = isWholeCorpus() ? "ALL-SYSTEM" : "java.base";
    link(List.of(VERIFY_JDK, "--add-modules=" + added), "track.jdk=true", modules);
  }

  /** Those of two jars; with the Maven profile {@code corpus} of all. */
  @Test
  void everyCountedClassOfTheCorpusVerifies() throws Exception {
    List<String> jars = new ArrayList<>();
    for (String folder : System.getProperty("heapwise.corpus.folders", "standard").split(",")) {
      try (Stream<Path> files = Files.list(Path.of("target", "corpus", folder))) {
        files.map(file -> "" + file.toAbsolutePath()).sorted().forEach(jars::add);
      }
    }
    if (!isWholeCorpus()) {
      jars.removeIf(jar -> !jar.matches(".*/(guava|snakeyaml)-[^/]*"));
    }
    link(List.of(), "verify=" + isWholeCorpus(), jars);
  }

  private static final String VERIFY_JDK = "-XX:+BytecodeVerificationLocal";

  private static boolean isWholeCorpus() {
    return System.getProperty("heapwise.corpus.folders", "standard").contains(",");
  }

  private static void link(List<String> options, String settings, List<String> places)
      throws Exception {
    Path dump = Files.createTempDirectory(temporary, "dump").resolve("linked.json");
    List<String> program = new ArrayList<>(List.of("sample.Linker"));
    program.addAll(places);
    List<String> all = new ArrayList<>(options);
    all.add("-Xmx1g");
    ForkedJvm.Run run =
        jvm(all, settings + ",dump=" + dump, program.toArray(new String[0])).isTheProgram("true\n");
    Profile profile = ProfileReader.read(dump);
    System.out.println(
        run.err().trim() + " with " + profile.sites().size() + " sites of " + places.size());
    assertEquals(0, profile.classes().failed(), () -> profile.classes().firstFailure());
    assertTrue(profile.sites().size() > 1000, "sites: " + profile.sites().size());
  }

  private static ForkedJvm.Run jvm(List<String> options, String settings, String... program)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-XX:+UnlockDiagnosticVMOptions"));
    arguments.addAll(options);
    arguments.add("-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact," + settings);
    return ForkedJvm.program(temporary, classes, arguments, program).run();
  }

  /** With the agent the program prints what it does without. */
  private static Profile run(List<String> names) throws Exception {
    Path dump = Files.createTempDirectory(temporary, "dump").resolve("odd.json");
    List<String> program = new ArrayList<>(List.of("sample.Runner"));
    program.add("" + RUNS);
    program.addAll(names);
    String[] arguments = program.toArray(new String[0]);
    ForkedJvm.Run plain = ForkedJvm.program(temporary, classes, List.of(), arguments).run();
    assertEquals(0, plain.exitCode(), plain::toString);
    jvm(List.of(), "verify=true,dump=" + dump, arguments).isAs(plain);
    Profile profile = ProfileReader.read(dump);
    assertEquals(0, profile.classes().failed(), () -> profile.classes().firstFailure());
    return profile;
  }

  private static Map<String, Long> counts(Profile profile) {
    return profile.sites().stream()
        .filter(row -> row.location().className().startsWith("odd."))
        .filter(row -> row.counts().executedCount() >= 0)
        .collect(
            Collectors.toMap(
                row -> row.location().className() + " " + row.kind(),
                row -> row.counts().executedCount(),
                Long::sum,
                TreeMap::new));
  }

  /** Defines a class with a method {@code static int run(int)}. */
  private static String define(String name, int version, Consumer<MethodVisitor> code)
      throws IOException {
    boolean withFrames = (version & 0xFFFF) >= 50;
    ClassWriter writer =
        new ClassWriter(withFrames ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
    String internalName = name.replace('.', '/');
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    writer.visit(version, access, internalName, null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(I)I", null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    Path file = classes.resolve(internalName + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
    return name;
  }
}
