package io.heapwise.environment;

import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static io.heapwise.environment.Programs.GREETINGS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rewritten code runs in loaders that see little or nothing of what the others see. */
class ClassLoadersTest {
  @TempDir Path temporary;
  private Path classes;

  @BeforeEach
  void compile() throws Exception {
    classes = Programs.greeting(temporary);
  }

  @Test
  void rewrittenClassRuns_inALoaderWithNullParent() throws Exception {
    runLauncher(
        """
        public class Launcher {
          public static void main(String[] arguments) throws Exception {
            java.net.URL[] path = {new java.io.File(arguments[0]).toURI().toURL()};
            new java.net.URLClassLoader(path, null)
                .loadClass("sample.Main").getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
          }
        }
        """);
  }

  @Test
  void rewrittenClassRuns_inALoaderThatDelegatesOnlyJavaPackages() throws Exception {
    runLauncher(
        """
        import java.nio.file.*;
        public class Launcher extends ClassLoader {
          private final String folder;
          Launcher(String folder) {
            this.folder = folder;
          }
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
              return super.loadClass(name, resolve);
            }
            if (!name.startsWith("sample.")) {
              throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
              return loaded;
            }
            try {
              Path file = Path.of(folder, name.replace('.', '/').concat(".class"));
              byte[] bytes = Files.readAllBytes(file);
              return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
          public static void main(String[] arguments) throws Exception {
            new Launcher(arguments[0])
                .loadClass("sample.Main").getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
          }
        }
        """);
  }

  @Test
  void rewrittenClassRuns_inAnOsgiBundle() throws Exception {
    Path bundle =
        Programs.jar(
            temporary.resolve("bundle.jar"),
            classes,
            "Bundle-ManifestVersion: 2",
            "Bundle-SymbolicName: sample");
    Path felix = Programs.origin(FrameworkFactory.class);
    Path launcher = Files.createDirectory(temporary.resolve("launcher"));
    Programs.compile(
        launcher,
        List.of(felix),
        """
        import java.util.Map;
        import org.osgi.framework.Bundle;
        import org.osgi.framework.launch.Framework;
        public class Launcher {
          public static void main(String[] arguments) throws Exception {
            Framework framework =
                new org.apache.felix.framework.FrameworkFactory()
                    .newFramework(Map.of("org.osgi.framework.storage", arguments[1]));
            framework.start();
            Bundle bundle = framework.getBundleContext().installBundle(arguments[0]);
            bundle.start();
            bundle.loadClass("sample.Main").getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
            framework.stop();
            framework.waitForStop(0);
          }
        }
        """);
    runProgram(
        "-cp", launcher + ":" + felix, "Launcher", "" + bundle.toUri(), temporary + "/storage");
  }

  @Test
  void rewrittenClassRuns_inAModule() throws Exception {
    Path module = Files.createDirectory(temporary.resolve("module"));
    Programs.compile(
        module, List.of(), Programs.MAIN, Programs.GREETER, "module greeting.module {}");
    runProgram("-p", "" + module, "-m", "greeting.module/sample.Main");
  }

  @Test
  void rewrittenClassRuns_inACustomSystemClassLoader() throws Exception {
    Path path = Files.createDirectory(temporary.resolve("path"));
    Programs.compile(
        path,
        List.of(),
        """
        public class SystemLoader extends java.net.URLClassLoader {
          public SystemLoader(ClassLoader parent) throws Exception {
            super(urls(), parent);
          }
          /** The JVM asks for this method when there is an agent. */
          void appendToClassPathForInstrumentation(String jar) throws Exception {
            addURL(new java.io.File(jar).toURI().toURL());
          }
          private static java.net.URL[] urls() throws Exception {
            String folder = System.getProperty("program");
            return new java.net.URL[] {new java.io.File(folder).toURI().toURL()};
          }
        }
        """);
    runProgram(
        "-Djava.system.class.loader=SystemLoader",
        "-Dprogram=" + classes,
        "-cp",
        "" + path,
        "sample.Main");
  }

  /** The agent's own classes are not for the program, whatever it asks. */
  @Test
  void programSeesNothingOfTheAgentButItsEntrance() throws Exception {
    Path curious = Files.createDirectory(temporary.resolve("curious"));
    Programs.compile(
        curious,
        List.of(),
        """
        public class Curious {
          public static void main(String[] arguments) {
            String[] names = {
              "io.heapwise.Agent", "io.heapwise.install.Installation",
              "io.heapwise.shaded.asm.ClassReader", "inner.io.heapwise.install.Installation",
              "java.lang.HeapwiseBridge"
            };
            for (String name : names) {
              try {
                System.out.println(Class.forName(name).getSimpleName());
              } catch (ClassNotFoundException e) {
                System.out.println("no");
              }
            }
          }
        }
        """);
    // The bridge is not there either, since nothing was rewritten.
    new ForkedJvm(temporary, ForkedJvm.agent(), "-cp", "" + curious, "Curious")
        .run()
        .isTheProgram("Agent\nno\nno\nno\nno\n")
        .hasOnlyTheReport();
  }

  private void runLauncher(String source) throws Exception {
    Path launcher = Files.createDirectory(temporary.resolve("launcher"));
    Programs.compile(launcher, List.of(), source);
    runProgram("-cp", "" + launcher, "Launcher", classes + "/");
  }

  private void runProgram(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = ForkedJvm.agent("include=sample.*");
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    ForkedJvm.Run without = new ForkedJvm(temporary, arguments).run();
    assertTrue(without.out().endsWith(EXPECTED_OUT), without::toString);
    new ForkedJvm(temporary, all).run().isAs(without).hasConcatHits(GREETINGS);
  }
}
