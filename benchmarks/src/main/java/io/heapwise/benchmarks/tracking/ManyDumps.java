package io.heapwise.benchmarks.tracking;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes dumps as many JVMs of one program leave them, for {@code merge} to add up: most sites are
 * in all of them. Arguments: a folder, how many dumps, how many sites each has.
 */
public final class ManyDumps {
  private static final String[][] ALLOCATIONS = {
    {"byte[]", "newarray"},
    {"char[]", "newarray"},
    {"java.lang.StringBuilder", "new"},
    {"java.lang.String", "concat"},
    {"java.util.ArrayList", "new"},
    {"java.lang.Object[]", "anewarray"},
    {"java.util.HashMap$Node", "new"},
  };

  private static final int SITES_OF_A_CLASS = 6;
  private static final int MOST_RUNS = 10_000_000;

  private ManyDumps() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int sites = Integer.parseInt(arguments[2]);
    Random random = new Random(7);
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      write(folder.resolve(String.format(Locale.ROOT, "%05d.json", i)), i, sites, random);
    }
  }

  private static void write(Path file, int number, int sites, Random random) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"format\":\"heapwise-profile\",\"version\":1,\n\"runs\":[\n{\"id\":\"");
      out.write(Long.toHexString(random.nextLong()));
      out.write("\",\"vm\":\"OpenJDK 64-Bit Server VM\",\"version\":\"17.0.15+6\",\"command\":");
      out.write("\"com.acme.Main\",\"pid\":1,\"startMillis\":" + number);
      out.write(
          ",\"durationMillis\":60000,\"flags\":[],\"track\":\"exact\",\"reason\":\"exit\"}],");
      out.write("\n\"sites\":[");
      String separator = "\n";
      for (int site = 0, written = 0; written < sites; site++) {
        // One in six is not there, another one in each JVM.
        if (random.nextInt(6) > 0) {
          out.write(separator);
          writeSite(out, site, random.nextInt(MOST_RUNS));
          separator = ",\n";
          written++;
        }
      }
      out.write("],\n\"frames\":[],\n\"stacks\":[]}\n");
    }
  }

  private static void writeSite(BufferedWriter out, int site, long count) throws IOException {
    int type = site / SITES_OF_A_CLASS;
    String[] allocation = ALLOCATIONS[site % ALLOCATIONS.length];
    String name = "Component" + type + "Handler";
    out.write("{\"class\":\"com.acme.module" + type % 23 + ".service.impl." + name);
    out.write("\",\"method\":\"process" + site % 9);
    out.write("\",\"descriptor\":\"(Ljava/lang/String;Ljava/util/List;I)Ljava/util/Map;\",");
    out.write("\"file\":\"" + name + ".java\",\"line\":" + (20 + site % 400));
    out.write(",\"index\":" + (3 + site % 700) + ",\"type\":\"" + allocation[0]);
    out.write("\",\"kind\":\"" + allocation[1] + "\"");
    if (site % 9 == 0) {
      out.write(",\"rewrite\":\"buffer\",\"refusal\":\"escapes: stored in field " + name);
      out.write(".buffer at line " + (30 + site % 400) + "\"");
    }
    boolean isRewritten = site % 9 == 1;
    out.write(isRewritten ? ",\"rewrite\":\"concat\",\"hits\":" : ",\"executedCount\":");
    out.write(count + (isRewritten ? ",\"avoidedBytes\":" : ",\"executedBytes\":"));
    out.write(24 * count + "}");
  }
}
