package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** What is in the jar that users get, and what must not be. */
class AgentPackagingTest {
  private static final Pattern ENTRANCE =
      Pattern.compile("io/heapwise/(Agent|AgentClassLoader)(\\$.*)?\\.class");
  private static final Pattern BRIDGE =
      Pattern.compile("inner/java/lang/Heapwise(Bridge|Counters|Counting|Runtime)\\.classdata");

  private static JarFile jar;
  private static List<JarEntry> entries;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(ForkedJvm.AGENT_JAR.toFile());
    entries = jar.stream().toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void manifestNamesTheWaysIn() throws IOException {
    Attributes attributes = jar.getManifest().getMainAttributes();
    assertEquals("io.heapwise.Agent", attributes.getValue("Premain-Class"));
    assertEquals("io.heapwise.Agent", attributes.getValue("Agent-Class"));
    assertEquals("io.heapwise.Agent", attributes.getValue("Main-Class"));
    assertEquals("true", attributes.getValue("Can-Redefine-Classes"));
    assertEquals("true", attributes.getValue("Can-Retransform-Classes"));
    assertTrue(attributes.getValue("Implementation-Version").matches("\\d+\\.\\d+.*"));
    // A search path would make the JVM warn; the rest would change what the program sees.
    assertEquals(null, attributes.getValue("Boot-Class-Path"));
    assertEquals(null, attributes.getValue("Class-Path"));
    assertEquals(null, attributes.getValue("Multi-Release"));
  }

  @Test
  void showsTheProgramNothingButTheEntrance() {
    for (JarEntry entry : entries) {
      String name = entry.getName();
      boolean allowed =
          name.matches("META-INF/(MANIFEST\\.MF|NOTICE|LICENSE)")
              || ENTRANCE.matcher(name).matches()
              || BRIDGE.matcher(name).matches()
              || name.matches("inner/io/heapwise/.+(?<!\\.class)");
      assertTrue(allowed, name);
    }
  }

  @Test
  void hasEveryClassInOnePlaceOnly() {
    Set<String> seen = new TreeSet<>();
    for (JarEntry entry : entries) {
      String name = entry.getName().replaceFirst("^inner/", "").replaceFirst("data$", "");
      assertTrue(seen.add(name), name);
    }
    assertTrue(seen.contains("io/heapwise/Agent.class"));
    assertTrue(seen.contains("java/lang/HeapwiseBridge.class"));
    assertTrue(seen.contains("java/lang/HeapwiseRuntime.class"));
    assertTrue(seen.contains("io/heapwise/shaded/asm/ClassReader.class"));
  }

  /**
   * Searches all bytes, since names stand in the constant pool as they are, of the class written
   * anew: the compiler leaves entries in the pool that nothing refers to.
   */
  @Test
  void mentionsNoNameFromBeforeTheRelocation() throws IOException {
    List<String> gone =
        List.of(
            "org/objectweb/asm", "org.objectweb.asm",
            "org/agrona", "org.agrona",
            "io/heapwise/bridge", "io.heapwise.bridge");
    for (JarEntry entry : entries) {
      if (isClass(entry)) {
        ClassWriter usedConstants = new ClassWriter(0);
        new ClassReader(bytes(entry)).accept(usedConstants, 0);
        String text = new String(usedConstants.toByteArray(), StandardCharsets.ISO_8859_1);
        for (String name : gone) {
          assertFalse(text.contains(name), entry + " mentions " + name);
        }
      }
    }
  }

  @Test
  void runsOnJava17() throws IOException {
    for (JarEntry entry : entries) {
      if (isClass(entry)) {
        assertTrue(bytes(entry)[7] <= 61, entry::getName);
      }
    }
  }

  /** Inflating would cost milliseconds of every start. */
  @Test
  void storesClassesUncompressed() {
    for (JarEntry entry : entries) {
      assertEquals(JarEntry.STORED, entry.getMethod(), entry::getName);
    }
  }

  @Test
  void carriesTheLicencesOfWhatItContains() throws IOException {
    String notice = new String(bytes(jar.getJarEntry("META-INF/NOTICE")), StandardCharsets.UTF_8);
    assertTrue(notice.contains("Agrona") && notice.contains("ASM"), notice);
    assertTrue(notice.contains("THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS"), notice);
    String licence = new String(bytes(jar.getJarEntry("META-INF/LICENSE")), StandardCharsets.UTF_8);
    assertTrue(licence.contains("Apache License"), licence);
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().matches(".+\\.class(data)?");
  }

  private static byte[] bytes(JarEntry entry) throws IOException {
    return jar.getInputStream(entry).readAllBytes();
  }
}
