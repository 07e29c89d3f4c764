package io.heapwise.benchmarks.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Changes nothing, and prints a summary as the agent does unless it is told {@code quiet}. */
final class FakeAgent {
  static final String PRESENT = "fake.agent";

  private FakeAgent() {}

  public static void premain(String options) {
    System.setProperty(PRESENT, "true");
    if (!options.equals("report=summary,quiet")) {
      System.err.println(
          "heapwise: rewrite format: 12 sites, 3 refused, 77 hits, 4242 bytes avoided (estimate)");
    }
  }

  /** Packages this class as an agent. */
  static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", FakeAgent.class.getName());
    String entry = FakeAgent.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream content = FakeAgent.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      content.transferTo(jar);
      jar.closeEntry();
    }
    return file;
  }
}
