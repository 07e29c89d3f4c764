package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes the programs and jars that the tests of this package run. */
public final class Programs {
  /** Calls {@link #GREETER} a thousand times and shows what came of it. */
  static final String MAIN =
      """
      package sample;
      public class Main {
        public static void main(String[] arguments) {
          int length = 0;
          for (int i = 0; i < 999; i++) {
            length += Greeter.greet("you", i).length();
          }
          System.out.println(length);
          System.out.println(Greeter.greet("you", 999));
        }
      }
      """;

  /** One concatenation, compiled to a chain of calls on a builder: one that is counted. */
  static final String GREETER =
      """
      package sample;
      public class Greeter {
        public static String greet(String who, long number) {
          return "hello " + who + ", number " + number + '!';
        }
      }
      """;

  static final int GREETINGS = 1000;

  static final String EXPECTED_OUT = "21868\nhello you, number 999!\n";

  private Programs() {}

  /** Compiles {@link #MAIN} and {@link #GREETER} into a new folder and returns it. */
  static Path greeting(Path parent) throws IOException {
    return compile(Files.createTempDirectory(parent, "classes"), List.of(), MAIN, GREETER);
  }

  /** Compiles sources, concatenations as javac 8 did, into a folder and returns it. */
  static Path compile(Path folder, List<Path> classPath, String... sources) {
    return compile("inline", folder, classPath, sources);
  }

  /** Compiles sources, concatenations as javac has them since 9, into a folder and returns it. */
  public static Path compileAsToday(Path folder, String... sources) {
    return compile("indyWithConstants", folder, List.of(), sources);
  }

  /** Compiles sources, with concatenations as javac is told to have them. */
  static Path compile(String concat, Path folder, List<Path> classPath, String... sources) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--release", "17", "-XDstringConcat=" + concat, "-proc:none", "-d", "" + folder));
    if (!classPath.isEmpty()) {
      options.add("-cp");
      options.add(String.join(":", classPath.stream().map(Path::toString).toList()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> units = Stream.of(sources).map(Source::new).toList();
    assertTrue(compiler.getTask(null, null, null, options, null, units).call());
    return folder;
  }

  /** Packs a folder of classes with the given manifest attributes, and returns the jar. */
  static Path jar(Path jar, Path folder, String... attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    for (String attribute : attributes) {
      String[] pair = attribute.split(": ", 2);
      manifest.getMainAttributes().putValue(pair[0], pair[1]);
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path path : files.toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(path).toString()));
        Files.copy(path, out);
      }
    }
    return jar;
  }

  /** Packs an agent whose only class of its own is given as source, and returns the jar. */
  static Path agent(Path parent, String className, List<Path> libraries, String source)
      throws IOException {
    Path classes = Files.createTempDirectory(parent, className);
    compile(classes, libraries, source);
    return jar(
        parent.resolve(className + ".jar"),
        classes,
        "Premain-Class: " + className,
        "Can-Retransform-Classes: true",
        "Can-Redefine-Classes: true",
        "Class-Path: " + String.join(" ", libraries.stream().map(l -> "" + l.toUri()).toList()));
  }

  /** Copies the agent's jar with one entry broken: left out, or cut off after so many bytes. */
  static Path brokenAgent(Path copy, Predicate<String> broken, int length) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(ForkedJvm.AGENT_JAR));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), in.getManifest())) {
      // Many are made, each for one run.
      out.setLevel(Deflater.BEST_SPEED);
      for (JarEntry entry; (entry = in.getNextJarEntry()) != null; ) {
        byte[] bytes = in.readAllBytes();
        if (!broken.test(entry.getName())) {
          out.putNextEntry(new JarEntry(entry.getName()));
          out.write(bytes);
        } else if (length > 0) {
          out.putNextEntry(new JarEntry(entry.getName()));
          out.write(Arrays.copyOf(bytes, length));
        }
      }
    }
    return copy;
  }

  /** Where a class of this JVM's class path comes from. */
  static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + publicName(text) + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    private static String publicName(String text) {
      int name = text.indexOf("public class ") + "public class ".length();
      return text.contains("public class ")
          ? text.substring(name, text.indexOf(' ', name))
          : "module-info";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
