package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that runs is asked and changed: over JMX, and by the command line. */
class LiveAgentTest {
  /** Greets, ten times at a time, until its input ends; then shows what an agent has seen. */
  private static final String WORKING_MAIN =
      """
      package sample;
      public class Working {
        public static void main(String[] arguments) throws Exception {
          Thread reader = new Thread(() -> {
            try {
              while (System.in.read() >= 0) {}
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
          reader.start();
          String greeting = "";
          for (int i = 0; reader.isAlive(); i++) {
            greeting = Greeter.greet("you", i % 10);
            if (i % 10 == 9) {
              Thread.sleep(1);
            }
          }
          System.out.println(greeting.startsWith("hello you, number "));
          System.out.println(Class.forName("Watcher").getField("seen").get(null));
        }
      }
      """;

  /** Comes after ours: is shown what ours has made of the class. */
  private static final String WATCHER =
      """
      import java.lang.instrument.ClassFileTransformer;
      import java.lang.instrument.Instrumentation;
      import java.security.ProtectionDomain;
      import java.util.ArrayList;
      import java.util.Arrays;
      import java.util.List;
      public class Watcher implements ClassFileTransformer {
        public static final List<String> seen = new ArrayList<>();
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Watcher(), true);
        }
        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> redefined,
            ProtectionDomain domain, byte[] bytes) {
          if ("sample/Greeter".equals(name)) {
            try (var in = loader.getResourceAsStream("sample/Greeter.class")) {
              seen.add(Arrays.equals(in.readAllBytes(), bytes) ? "original" : "rewritten");
            } catch (Exception e) {
              seen.add(e.toString());
            }
          }
          return null;
        }
      }
      """;

  /** Switches a rewrite off while a rewritten method is half way through. */
  private static final String IN_FLIGHT_MAIN =
      """
      package sample;
      import java.lang.management.ManagementFactory;
      import java.util.concurrent.CountDownLatch;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;
      public class InFlight {
        static String fill(CountDownLatch inside, CountDownLatch go) throws InterruptedException {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 1000; i++) {
            text.append(i).append(',');
            if (i == 500) {
              inside.countDown();
              go.await();
            }
          }
          return text.toString();
        }
        public static void main(String[] arguments) throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName agent = new ObjectName("io.heapwise:type=Heapwise");
          while (!server.isRegistered(agent)) {
            Thread.sleep(10);
          }
          CountDownLatch open = new CountDownLatch(0);
          String expected = fill(open, open);
          CountDownLatch inside = new CountDownLatch(1);
          CountDownLatch go = new CountDownLatch(1);
          String[] found = new String[1];
          Thread thread = new Thread(() -> {
            try {
              found[0] = fill(inside, go);
            } catch (InterruptedException e) {
              found[0] = e.toString();
            }
          });
          thread.start();
          inside.await();
          server.invoke(agent, "set", new Object[] {"builder", "off"},
              new String[] {"java.lang.String", "java.lang.String"});
          String meanwhile = fill(open, open);
          go.countDown();
          thread.join();
          System.out.println(expected.equals(found[0]) + " " + expected.equals(meanwhile));
          System.out.println(expected.equals(fill(open, open)));
          System.out.println(server.getAttribute(agent, "HitCount"));
        }
      }
      """;

  private static final String SITE =
      "sample.Greeter.greet(Ljava/lang/String;J)Ljava/lang/String;:4@0 concat";

  @TempDir static Path temporary;
  private static Path classes;
  private static String watcher;

  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
    Programs.compile(classes, List.of(classes), WORKING_MAIN, IN_FLIGHT_MAIN);
    watcher = "-javaagent:" + Programs.agent(temporary, "Watcher", List.of(), WATCHER);
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void isABeanOfFlatNumbers_overARemoteConnection() throws Exception {
    int port = freePort();
    Process program =
        start(
            "-Dcom.sun.management.jmxremote.port=" + port,
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false",
            agent());
    try (JMXConnector connector = connect(port, program)) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      ObjectName bean = bean(server);
      List<String> numbers = new ArrayList<>();
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
        if (attribute.getType().equals("long")) {
          numbers.add(attribute.getName());
          assertTrue((Long) server.getAttribute(bean, attribute.getName()) >= 0);
        }
      }
      for (String name : numbers) {
        assertTrue(name.matches(".+(Count|Bytes|Nanos)"), name);
      }
      assertTrue(numbers.containsAll(List.of("HitCount", "AvoidedBytes", "PoolRetainedBytes")));
      awaitHits(server, bean, 100);
      CompositeData concat =
          (CompositeData)
              ((TabularData) server.getAttribute(bean, "Rewrites"))
                  .get(new Object[] {"concat"})
                  .get("value");
      assertEquals(true, concat.get("on"));
      assertEquals(1L, concat.get("siteCount"));
      assertTrue((Long) concat.get("hitCount") >= 100);
      CompositeData[] sites = (CompositeData[]) server.getAttribute(bean, "TopSites");
      assertEquals(1, sites.length);
      assertEquals("sample.Greeter", sites[0].get("className"));
      assertEquals("greet", sites[0].get("method"));
      assertEquals(4, sites[0].get("line"));
      assertTrue((Long) sites[0].get("avoidedBytes") > 0);
      Path dump = temporary.resolve("remote.json");
      assertEquals("" + dump, invoke(server, bean, "dump", "" + dump));
      assertTrue(Files.readString(dump).contains("\"reason\":\"request\""));
    }
  }

  @Test
  void switchesARewriteOffAndOn() throws Exception {
    Process program = start(agent(), watcher);
    Cli first = cli("top", "" + program.pid(), "--once", "-d", "0.1").succeeds();
    assertTrue(first.out().contains("sample.Greeter.greet:4"), first::toString);
    awaitProgress(program);

    Cli off = cli("set", "" + program.pid(), "concat=off").succeeds();
    assertTrue(off.out().startsWith("concat=off: 2 classes transformed in "), off::toString);
    // What ran in the moment has ended.
    Thread.sleep(500);
    long before = hits(program);
    Thread.sleep(500);
    assertEquals(before, hits(program));
    Cli explained = cli("explain", "" + program.pid(), "sample.*").succeeds();
    assertEquals(SITE + " switched off, else rewritten\n", explained.out());

    Cli on = cli("set", "" + program.pid(), "concat=on").succeeds();
    assertTrue(on.out().startsWith("concat=on: "), on::toString);
    awaitMoreThan(before, program);
    String now = cli("explain", "" + program.pid(), "sample.*", "--rewritten").succeeds().out();
    assertTrue(
        now.matches("(?s)\\Q" + SITE + "\\E rewritten, \\d+ hits, \\d+ bytes avoided\n"), now);

    program.getOutputStream().close();
    assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    List<String> out = new String(program.getInputStream().readAllBytes()).lines().toList();
    assertEquals("true", out.get(0));
    // Loaded, off, explained, on, explained.
    assertEquals("[rewritten, original, original, rewritten, rewritten]", out.get(1));
  }

  /** Once more with what is released poisoned, so that a use of it would show. */
  @Test
  void letsAMethodEndAsItBegan_whenItsRewriteIsSwitchedOff() throws Exception {
    for (String verify : List.of("false", "true")) {
      new ForkedJvm(
              temporary,
              ForkedJvm.agent("include=sample.InFlight", "concat=off", "verify=" + verify),
              "-cp",
              "" + classes,
              "sample.InFlight")
          .run()
          .isTheProgram("true true\ntrue\n2\n")
          .hasOnlyTheReport();
    }
  }

  @Test
  void excludesClassesAtOnce() throws Exception {
    Process program = start(agent(), watcher);
    awaitProgress(program);
    cli("set", "" + program.pid(), "concat.exclude=sample.Gr*").succeeds();
    Thread.sleep(500);
    long before = hits(program);
    Thread.sleep(500);
    assertEquals(before, hits(program));
    cli("set", "" + program.pid(), "concat.exclude=").succeeds();
    awaitMoreThan(before, program);
  }

  @Test
  void refusesWhatCannotBeSet() throws Exception {
    Process program = start(agent(), watcher);
    String pid = "" + program.pid();
    cli("set", pid, "concat=maybe")
        .complains("set: bad value 'maybe' for 'concat' (valid: on, off)");
    cli("set", pid, "conat=off").complains("set: unknown option 'conat' (did you mean 'concat'?)");
    cli("set", pid, "report=summary")
        .complains(
            "set: 'report' is read when the program starts and cannot be changed later; what can are"
                + " the switches of rewrites, their '.exclude', 'exclude' and 'include'");
    cli("set", pid).complains("set: give a process and a setting, as in: set 12345 concat=off");
  }

  @Test
  void dumpsOnRequest() throws Exception {
    Process program = start(agent(), watcher);
    Path dump = temporary.resolve("asked-%p.json");
    Path written = temporary.resolve("asked-" + program.pid() + ".json");
    Cli cli = cli("dump", "" + program.pid(), "-o", "" + dump).succeeds();
    assertEquals(written + "\n", cli.out());
    assertTrue(Files.readString(written).contains("\"rewrite\":\"concat\""));
    cli("dump", "" + program.pid(), "-o", "/nowhere/a.json")
        .complains("no dump in /nowhere/a.json: there is no folder /nowhere");
    cli("dump", "" + program.pid(), "-o", "a.yaml")
        .complains(
            "cannot tell the format of '"
                + temporary.resolve("a.yaml")
                + "': a dump ends in .txt, .json, .collapsed, .pb.gz, .html");
  }

  @Test
  void saysWhatIsWrong_whenAProcessCannotBeAsked() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    cli("top", "" + gone.pid()).complains("there is no process " + gone.pid());
    Process other = new ProcessBuilder("sleep", "100").start();
    started.add(other);
    cli("dump", "" + other.pid()).complains("process " + other.pid() + " is not a Java program");
    assertTrue(other.isAlive());
    cli("set", "me", "concat=off").complains("'me' is not a process: give the number of one");
    Process closed = start("-XX:+DisableAttachMechanism", agent());
    Cli cli = cli("top", "" + closed.pid());
    assertEquals(2, cli.code());
    assertTrue(
        cli.err().startsWith("heapwise: cannot attach to process " + closed.pid() + ": "),
        cli::toString);
    assertTrue(closed.isAlive());
  }

  @Test
  void attachesOnlyWhenAskedTo() throws Exception {
    Process program = start(watcher);
    String pid = "" + program.pid();
    cli("top", pid)
        .complains(
            "process "
                + pid
                + " runs without Heapwise: start it with -javaagent:heapwise.jar, or load it now with"
                + " --attach");
    Cli attached = cli("top", pid, "--attach", "-d", "0.1");
    assertEquals(0, attached.code(), attached::toString);
    assertEquals("heapwise: loading the agent into process " + pid + "\n", attached.err());
    assertTrue(attached.out().startsWith("heapwise top - " + pid + " sample.Working, up "));
    // The second time it is there.
    cli("top", pid, "--attach", "-d", "0.1").succeeds();
  }

  @Test
  void showsAndOrdersSitesOnATerminal() throws Exception {
    assertTrue(Files.exists(Path.of("/usr/bin/script")), "needs script(1), of util-linux");
    Process program = start(agent(), watcher);
    awaitProgress(program);
    Path typed = temporary.resolve("typescript");
    String command =
        String.join(
            " ", ForkedJvm.java(), "-jar", "" + ForkedJvm.AGENT_JAR, "top", "" + program.pid());
    Process terminal =
        new ProcessBuilder("script", "-qec", command, "" + typed)
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("screen.txt").toFile())
            .start();
    started.add(terminal);
    awaitText(typed, " *avoided/s");
    type(terminal, "s");
    awaitText(typed, " *hits/s");
    type(terminal, "r");
    type(terminal, "q");
    assertTrue(terminal.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, terminal.exitValue());
    String screen = Files.readString(typed);
    assertTrue(screen.contains("sample.Greeter.greet:4"), screen);
    assertTrue(screen.contains("\033[?1049h") && screen.contains("\033[?1049l"), screen);
    assertTrue(program.isAlive());
  }

  private static void type(Process terminal, String key) throws IOException {
    terminal.getOutputStream().write(key.getBytes());
    terminal.getOutputStream().flush();
  }

  private static void awaitText(Path file, String text) throws Exception {
    for (int i = 0; i < 3000; i++) {
      if (Files.exists(file) && Files.readString(file).contains(text)) {
        return;
      }
      Thread.sleep(20);
    }
    assertTrue(Files.readString(file).contains(text), Files.readString(file));
  }

  private static String agent() {
    return ForkedJvm.agent("include=sample.*");
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(ForkedJvm.java()));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", "" + classes, "sample.Working"));
    Process process =
        new ProcessBuilder(command)
            .redirectError(Files.createTempFile(temporary, "err", ".txt").toFile())
            .start();
    started.add(process);
    return process;
  }

  /** The command line, in a JVM of its own. */
  private static Cli cli(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-jar", "" + ForkedJvm.AGENT_JAR));
    all.addAll(Arrays.asList(arguments));
    ForkedJvm.Run run = new ForkedJvm(temporary, all.toArray(String[]::new)).run();
    return new Cli(run.exitCode(), run.out(), run.err());
  }

  private record Cli(int code, String out, String err) {
    Cli succeeds() {
      assertEquals("", err, this::toString);
      assertEquals(0, code, this::toString);
      return this;
    }

    void complains(String message) {
      assertEquals("heapwise: " + message + "\n", err);
      assertEquals("", out);
      assertEquals(2, code);
    }
  }

  private static void awaitProgress(Process program) throws Exception {
    awaitMoreThan(0, program);
  }

  private static void awaitMoreThan(long hits, Process program) throws Exception {
    for (int i = 0; i < 20 && hits(program) <= hits; i++) {
      Thread.sleep(200);
    }
    assertTrue(hits(program) > hits);
  }

  /** As a dump says. */
  private static long hits(Process program) throws Exception {
    Path dump = temporary.resolve("hits-" + program.pid() + ".json");
    cli("dump", "" + program.pid(), "-o", "" + dump).succeeds();
    String text = Files.readString(dump);
    return Long.parseLong(text.replaceAll("(?s).*\"hits\":(\\d+).*", "$1"));
  }

  private static void awaitHits(MBeanServerConnection server, ObjectName bean, long hits)
      throws Exception {
    for (int i = 0; i < 3000 && (Long) server.getAttribute(bean, "HitCount") < hits; i++) {
      Thread.sleep(20);
    }
    assertTrue((Long) server.getAttribute(bean, "HitCount") >= hits);
  }

  private static ObjectName bean(MBeanServerConnection server) throws Exception {
    ObjectName bean = new ObjectName("io.heapwise:type=Heapwise");
    for (int i = 0; i < 3000 && !server.isRegistered(bean); i++) {
      Thread.sleep(20);
    }
    assertTrue(server.isRegistered(bean));
    return bean;
  }

  private static Object invoke(
      MBeanServerConnection server, ObjectName bean, String operation, String argument)
      throws Exception {
    return server.invoke(
        bean, operation, new Object[] {argument}, new String[] {"java.lang.String"});
  }

  private static JMXConnector connect(int port, Process program) throws Exception {
    JMXServiceURL address =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    for (int i = 0; ; i++) {
      try {
        return JMXConnectorFactory.connect(address);
      } catch (IOException e) {
        if (i == 600 || !program.isAlive()) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
