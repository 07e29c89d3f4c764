package io.heapwise.harness;

import io.heapwise.rewrite.SiteVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.tools.ToolProvider;

/**
 * Runs random code with direct buffers, original against rewritten. As a program of its own it does
 * the same with {@code -Dheapwise.verify=true}, where released buffers are poisoned.
 */
public final class DirectFuzzer {
  private static final int METHODS_PER_CLASS = 50;
  private static final int INPUTS = 8;
  private static final int[] CAPACITIES = {16, 24, 64};

  private final Path folder;
  private final Rewriting rewriting;
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private int methods;

  DirectFuzzer(Path folder, Rewriting rewriting) {
    this.folder = folder;
    this.rewriting = rewriting;
  }

  public static void main(String[] arguments) throws IOException {
    DirectFuzzer fuzzer = new DirectFuzzer(Path.of(arguments[0]), Rewriting.AGENT);
    fuzzer.run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    System.out.println("methods " + fuzzer.methods + ", verdicts " + fuzzer.verdicts);
  }

  /** Fails with the seed in its message where a method behaves otherwise once rewritten. */
  void run(long firstSeed, int methodCount) {
    for (long seed = firstSeed; methods < methodCount; seed++) {
      try {
        runClass(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void runClass(long seed) throws IOException {
    String name = "FuzzedDirect" + seed;
    byte[] classFile = compile(name, new Source(new Random(seed)).classOf(name));
    for (SiteVerdict site : Rewriting.outcomeOf(classFile).sites()) {
      String kind = site.refusal() == null ? "rewritten" : site.refusal().replaceAll(" at .*", "");
      verdicts.merge(site.rewrite() + " " + kind, 1, Integer::sum);
    }
    Differential differential = new Differential(Map.of(name, classFile), rewriting);
    for (int i = 0; i < METHODS_PER_CLASS; i++) {
      differential.compare(name, "m" + i, INPUTS);
      methods++;
    }
  }

  private byte[] compile(String name, String source) throws IOException {
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, source);
    String classPath = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-g", "-cp", classPath, "-d", "" + folder, "" + file);
    if (result != 0) {
      throw new AssertionError("not compiled: " + file);
    }
    return Files.readAllBytes(folder.resolve(name + ".class"));
  }

  /** Sites by rewrite and what became of them. */
  Map<String, Integer> verdicts() {
    return verdicts;
  }

  int methods() {
    return methods;
  }

  /** Writes the random code. */
  private static final class Source {
    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int variables;
    private int loops;
    private int caught;

    /** Whether the method at hand writes at indices. */
    private boolean absolute;

    Source(Random random) {
      this.random = random;
    }

    String classOf(String name) {
      text.append("import io.heapwise.harness.FuzzedChannels;\nimport java.nio.*;\n");
      text.append("public class ").append(name).append(" {\n");
      for (int i = 0; i < METHODS_PER_CLASS; i++) {
        text.append("public static long m").append(i).append("(int n) throws Exception {\n");
        text.append("long h = n;\n");
        variables = 0;
        absolute = random.nextInt(3) == 0;
        allocate();
        if (random.nextBoolean()) {
          allocate();
        }
        block(0);
        text.append("return h;\n}\n");
      }
      return text.append("}\n").toString();
    }

    private void allocate() {
      text.append("ByteBuffer b").append(variables++).append(" = ").append(allocation());
    }

    private String allocation() {
      int capacity = CAPACITIES[random.nextInt(CAPACITIES.length)];
      return "ByteBuffer.allocateDirect(" + capacity + ");\n";
    }

    private void block(int depth) {
      int inScope = variables;
      int statements = 2 + random.nextInt(depth == 0 ? 9 : 4);
      for (int i = 0; i < statements; i++) {
        if (depth < 3 && random.nextInt(4) == 0) {
          nested(depth + 1);
        } else {
          statement();
        }
      }
      variables = inScope;
    }

    private void nested(int depth) {
      switch (random.nextInt(4)) {
        case 0 -> {
          String i = "i" + loops++;
          text.append("for (int " + i + " = 0; " + i + " < 3; " + i + "++) {\n");
          if (random.nextBoolean()) {
            allocate();
            block(depth);
            variables--;
          } else {
            block(depth);
          }
          text.append("}\n");
        }
        case 1 -> {
          text.append("if ((n & " + (1 << random.nextInt(3)) + ") == 0) {\n");
          block(depth);
          if (random.nextBoolean()) {
            text.append("} else {\n");
            block(depth);
          }
          text.append("}\n");
        }
        case 2 -> {
          text.append("try {\n");
          block(depth);
          String e = "e" + caught++;
          text.append("} catch (RuntimeException " + e + ") {\n");
          text.append("h = h * 31 + " + e + ".getClass().getName().hashCode();\n");
          if (random.nextInt(3) == 0) {
            block(depth);
          }
          text.append("}\n");
        }
        default -> {
          text.append("if (n == " + random.nextInt(4) + ") {\n");
          block(depth);
          text.append("return h;\n}\n");
        }
      }
    }

    private void statement() {
      String b = "b" + random.nextInt(variables);
      int k = random.nextInt(20);
      String room = random.nextInt(8) == 0 ? "" : "if (" + b + ".remaining() >= 8) ";
      String line =
          switch (random.nextInt(24)) {
            case 0, 1 -> room + b + ".put((byte) (n + " + k + "));";
            case 2, 3 -> room + b + ".putInt((int) h);";
            case 4 -> room + b + ".putLong(h);";
            case 5 -> absolute ? b + ".put(" + b + ".limit() - 1, (byte) 3);" : "";
            case 6 -> b + ".flip();";
            case 7 -> b + ".clear();";
            case 8 -> b + ".rewind();";
            case 9 -> b + ".compact();";
            case 10 -> b + ".mark();";
            case 11 -> random.nextInt(4) == 0 ? b + ".reset();" : "";
            case 12 -> b + ".limit(Math.min(" + b + ".capacity(), " + 2 * k + "));";
            case 13 -> b + ".position(Math.min(" + b + ".limit(), " + k + "));";
            case 14 -> room + "h = h * 31 + " + b + ".get();";
            case 15 -> room + "h = h * 31 + " + b + ".getLong();";
            case 16 -> "h = h * 31 + " + b + ".hashCode() + " + b + ".position();";
            case 17 -> "h = h * 31 + " + b + ".get(" + b + ".limit() - 1);";
            case 18 -> "h += " + b + ".order().toString().length();";
            case 19 -> b + ".order(ByteOrder.LITTLE_ENDIAN);";
            case 20 -> copy(b);
            case 21 -> random.nextInt(5) == 0 ? b + " = " + allocation() : "";
            default -> "h = h * 31 + FuzzedChannels." + lend() + "(" + b + ");";
          };
      text.append(line).append('\n');
    }

    private String copy(String b) {
      String other = "b" + random.nextInt(variables);
      return other.equals(b)
          ? ""
          : "if (" + b + ".remaining() >= " + other + ".remaining()) " + b + ".put(" + other + ");";
    }

    private String lend() {
      return switch (random.nextInt(4)) {
        case 0 -> "in().read";
        case 1 -> "keepsAndWritesLater().write";
        case 2 -> "readsNothing().read";
        default -> "out().write";
      };
    }
  }
}
