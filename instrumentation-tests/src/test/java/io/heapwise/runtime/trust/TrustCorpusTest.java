package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * How many of the streams, readers and writers of well-known libraries are trusted, and why the
 * others are not: {@code target/trust-report.txt}.
 */
class TrustCorpusTest {
  private static final Path TARGET = Path.of("target");

  private final LoadedClasses loaded = new LoadedClasses();
  private final Map<Class<?>, Integer> kinds =
      Map.of(
          InputStream.class, Trust.call("read", "([BII)I", 1),
          OutputStream.class, Trust.call("write", "([BII)V", 1),
          Reader.class, Trust.call("read", "([CII)I", 1),
          Writer.class, Trust.call("write", "([CII)V", 1));
  private final Map<Class<?>, Integer> zeroed =
      Map.of(
          InputStream.class, Trust.callOnZeroed("read", "([BII)I", 1),
          OutputStream.class, Trust.callOnZeroed("write", "([BII)V", 1),
          Reader.class, Trust.callOnZeroed("read", "([CII)I", 1),
          Writer.class, Trust.callOnZeroed("write", "([CII)V", 1));
  private final Map<String, int[]> counts = new TreeMap<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> trusted = new ArrayList<>();

  @Test
  void mostStreamsOfLibrariesAreTrustedAndTheOthersSayWhy() throws Exception {
    Judges.install(new BytecodeJudge(loaded, (loader, name) -> null));
    long failures = Trust.failures();
    List<Path> jars = jars();
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      for (Path jar : jars) {
        note(jar, loader);
      }
      for (Path jar : jars) {
        judge(jar, loader);
      }
    }
    report();
    assertEquals(failures, Trust.failures());
    int[] all = counts.get("all");
    assertTrue(all[0] >= 150, "streams: " + all[0]);
    // Many jars on one path hold several versions of the same classes, of which one is there.
    int leastPercent = jars.size() < 100 ? 70 : 66;
    assertTrue(all[1] >= all[0] * leastPercent / 100, all[1] + " trusted of " + all[0]);
    for (String stream :
        List.of(
            "org.apache.catalina.connector.CoyoteOutputStream", // a field of its package
            "org.apache.commons.io.input.BoundedInputStream", // a setter that nobody calls
            "org.apache.commons.io.output.CloseShieldOutputStream", // replaced when closed
            "org.apache.commons.io.input.CharSequenceInputStream")) { // out of a ByteBuffer
      assertTrue(trusted.stream().anyMatch(t -> t.startsWith(stream + ":")), stream);
    }
    assertTrue(
        refusals.stream().anyMatch(r -> r.contains("stored in field")), "none keeps an array?");
  }

  private static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String folder : System.getProperty("heapwise.corpus.folders", "standard").split(",")) {
      try (Stream<Path> files = Files.list(TARGET.resolve("corpus").resolve(folder))) {
        files.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(jars::add);
      }
    }
    for (String jar : System.getProperty("heapwise.trust.jars", "").split(File.pathSeparator)) {
      if (!jar.isEmpty()) {
        jars.add(Path.of(jar));
      }
    }
    return jars;
  }

  private static List<String> names(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(n -> n.endsWith(".class") && !n.startsWith("META-INF/") && !n.contains("-info"))
        .map(n -> n.substring(0, n.length() - 6))
        .sorted()
        .toList();
  }

  private void note(Path path, ClassLoader loader) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      for (String name : names(jar)) {
        try (InputStream in = jar.getInputStream(jar.getEntry(name + ".class"))) {
          loaded.loaded(loader, name, in.readAllBytes());
        }
      }
    }
  }

  private void judge(Path path, ClassLoader loader) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      for (String name : names(jar)) {
        Class<?> type;
        try {
          type = Class.forName(name.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError | SecurityException e) {
          continue; // an optional dependency is missing, or another jar has sealed its package
        }
        for (Class<?> kind : kinds.keySet()) {
          if (kind.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            judge(path.getFileName().toString(), type, kind);
          }
        }
      }
    }
  }

  private void judge(String jar, Class<?> type, Class<?> kind) {
    Rule rule = Trust.ruleNow(type, kinds.get(kind));
    boolean isTrusted = rule.level() != Trust.UNTRUSTED;
    boolean isTrustedWithZeros =
        isTrusted || Trust.ruleNow(type, zeroed.get(kind)).level() != Trust.UNTRUSTED;
    for (String row : List.of(jar, kind.getSimpleName(), "all")) {
      int[] count = counts.computeIfAbsent(row, r -> new int[3]);
      count[0]++;
      count[1] += isTrusted ? 1 : 0;
      count[2] += isTrustedWithZeros ? 1 : 0;
    }
    (isTrusted ? trusted : refusals)
        .add(
            type.getName()
                + ": "
                + rule.reason()
                + (isTrustedWithZeros && !isTrusted ? " (trusted with zeroed arrays)" : ""));
  }

  private void report() throws IOException {
    StringBuilder text = new StringBuilder("streams, trusted, trusted with zeroed arrays\n");
    for (Map.Entry<String, int[]> row : counts.entrySet()) {
      int[] count = row.getValue();
      text.append(row.getKey()).append(": ").append(count[0]).append(", ");
      text.append(count[1]).append(", ").append(count[2]).append('\n');
    }
    text.append("\nnot trusted\n");
    refusals.forEach(r -> text.append(r).append('\n'));
    text.append("\ntrusted\n");
    trusted.forEach(t -> text.append(t).append('\n'));
    Files.writeString(TARGET.resolve("trust-report.txt"), text);
    System.out.print(text.substring(0, text.indexOf("\n\n") + 1));
  }
}
