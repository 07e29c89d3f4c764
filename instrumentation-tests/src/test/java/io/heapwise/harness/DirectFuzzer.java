package io.heapwise.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.tools.ToolProvider;

/** Random code with direct buffers, as a compiler makes it. */
public final class DirectFuzzer extends Fuzzer {
  private static final int[] CAPACITIES = {16, 24, 64};

  private final Path folder;

  /**
   * @param folder for what is compiled
   */
  DirectFuzzer(Path folder, Rewriting rewriting) {
    super(rewriting, 500, 50, 8);
    this.folder = folder;
  }

  public static void main(String[] arguments) {
    new DirectFuzzer(Path.of(arguments[0]), Rewriting.AGENT).runAsProgram();
  }

  @Override
  protected String nameOf(long seed) {
    return "FuzzedDirect" + seed;
  }

  @Override
  protected byte[] classOf(String name, long seed, int methods) throws IOException {
    return compile(name, new Source(new Random(seed)).classOf(name, methods));
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

    String classOf(String name, int methods) {
      text.append("import io.heapwise.harness.FuzzedChannels;\nimport java.nio.*;\n");
      text.append("public class ").append(name).append(" {\n");
      for (int i = 0; i < methods; i++) {
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
