package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options are read in the start-up of other people's programs, where each class costs. */
class OptionsStartUpTest {
  /** Two of them for the rules that can be changed later, of which the transformer asks anyway. */
  private static final int MOST_OWN_CLASSES = 8;

  private static final int MOST_CLASSES = 40;

  /** Reads the options of its JVM between two marks. */
  public static final class Main {
    public static void main(String[] arguments) {
      System.out.println("START");
      Options options = Options.ofThisJvm(null);
      System.out.println(options.enabled() ? "END" : "DISABLED");
    }
  }

  @Test
  void loadsAHandfulOfClasses_whenNoOptionIsGiven() throws Exception {
    List<String> loaded = classesLoadedByOptions();

    long own = loaded.stream().filter(line -> line.contains("io.heapwise.")).count();
    assertTrue(own > 0 && own <= MOST_OWN_CLASSES, () -> String.join("\n", loaded));
    assertTrue(loaded.size() <= MOST_CLASSES, () -> String.join("\n", loaded));
  }

  @Test
  void usesNeitherLambdasNorRegexNorLogging() throws Exception {
    for (String line : classesLoadedByOptions()) {
      assertFalse(
          line.contains("java.lang.invoke.")
              || line.contains("Lambda")
              || line.contains("java.util.regex.")
              || line.contains("java.util.stream.")
              || line.contains("java.util.logging."),
          line);
    }
  }

  private static List<String> classesLoadedByOptions() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:stdout",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().keySet().removeIf(name -> name.startsWith("HEAPWISE_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
    int start = lines.indexOf("START");
    int end = lines.indexOf("END");
    assertTrue(start >= 0 && end > start, () -> String.join("\n", lines));
    return lines.subList(start + 1, end).stream()
        .filter(line -> line.contains(" source: "))
        .toList();
  }
}
