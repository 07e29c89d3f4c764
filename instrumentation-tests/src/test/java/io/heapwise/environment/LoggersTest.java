package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Rewriting;
import io.heapwise.rewrite.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Programs with real loggers: what they log is the same, and what they do not log is not made. */
class LoggersTest {
  /** What all programs do, whatever they log with. */
  private static final String COMMON =
      """
      package sample;
      abstract class Program {
        /** Long enough for the agent to find out about a logger. */
        void await(String what, Runnable logging) throws Exception {
          long end = System.nanoTime() + 60_000_000_000L;
          boolean hasAgent = Boolean.getBoolean("sample.agent");
          long least = 0;
          do {
            Thread.sleep(20);
            long before = allocated();
            for (int i = 0; i < 100; i++) {
              logging.run();
            }
            least = allocated() - before;
          } while (hasAgent && least > 3000 && System.nanoTime() < end);
          if (hasAgent && least > 3000) {
            System.out.println("still made: " + what);
          }
        }

        static long allocated() {
          return ((com.sun.management.ThreadMXBean)
                  java.lang.management.ManagementFactory.getThreadMXBean())
              .getThreadAllocatedBytes(Thread.currentThread().getId());
        }

        static String text(String of) {
          System.out.println("asked for " + of);
          return of;
        }
      }
      """;

  private static final String SLF4J =
      """
      package sample;
      import ch.qos.logback.classic.Level;
      import ch.qos.logback.classic.LoggerContext;
      import ch.qos.logback.classic.spi.ILoggingEvent;
      import ch.qos.logback.classic.turbo.TurboFilter;
      import ch.qos.logback.core.AppenderBase;
      import ch.qos.logback.core.spi.FilterReply;
      import org.slf4j.Logger;
      import org.slf4j.LoggerFactory;
      import org.slf4j.Marker;

      class Slf4j extends Program {
        private static final Logger LOG = LoggerFactory.getLogger(Slf4j.class);
        private final Logger own = LoggerFactory.getLogger("sample.own");
        private String name = "name";
        private long number = 1L << 40;

        static class Seeing extends TurboFilter {
          @Override
          public FilterReply decide(
              Marker marker, ch.qos.logback.classic.Logger logger, Level level, String format,
              Object[] arguments, Throwable thrown) {
            if (format != null) {
              System.out.println("filter sees " + level + " " + format);
            }
            return FilterReply.NEUTRAL;
          }
        }

        static class Printing extends AppenderBase<ILoggingEvent> {
          @Override
          protected void append(ILoggingEvent event) {
            StackTraceElement caller = event.getCallerData()[0];
            System.out.println(event.getLevel() + " " + event.getFormattedMessage() + " from "
                + caller.getMethodName() + ":" + caller.getLineNumber()
                + (event.getThrowableProxy() == null ? "" : " for " + event.getThrowableProxy().getMessage()));
          }
        }

        void debug(int count) {
          LOG.debug("debug " + name + " of " + number + ", " + count);
        }

        void trace(int count) {
          own.trace("trace " + name + " of " + count);
        }

        void failed(Exception cause) {
          LOG.debug("failed " + name + " of " + number, cause);
        }

        void all(String what) {
          LOG.trace("all " + what + (char) 33 + true + 1.5f);
        }

        public static void main(String[] arguments) throws Exception {
          LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
          ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
          root.detachAndStopAllAppenders();
          Printing printing = new Printing();
          printing.setContext(context);
          printing.start();
          root.addAppender(printing);
          root.setLevel(Level.WARN);
          Slf4j program = new Slf4j();
          program.await("debug", () -> program.debug(1));
          program.await("trace", () -> program.trace(1));
          Exception cause = new Exception("cause");
          program.await("failed", () -> program.failed(cause));
          program.await("all", () -> program.all("nothing"));
          program.debug(2);
          root.setLevel(Level.DEBUG);
          program.debug(3);
          program.trace(3);
          program.failed(cause);
          program.failed(null);
          context.getLogger("sample.own").setLevel(Level.TRACE);
          program.trace(4);
          root.setLevel(Level.WARN);
          program.all(text("off"));
          Seeing seeing = new Seeing();
          context.addTurboFilter(seeing);
          program.debug(5);
          program.failed(cause);
          context.resetTurboFilterList();
          program.debug(6);
          try {
            LOG.debug("fails " + text(null).length());
          } catch (NullPointerException e) {
            System.out.println("caught " + e.getMessage());
          }
          try {
            nothing().debug("fails " + text("operand"));
          } catch (NullPointerException e) {
            System.out.println("caught " + e.getMessage());
          }
          Thread[] switching = new Thread[2];
          for (int i = 0; i < switching.length; i++) {
            boolean on = i == 0;
            switching[i] = new Thread(() -> {
              for (int j = 0; j < 2000; j++) {
                context.getLogger("sample.own").setLevel(on ? Level.INFO : Level.WARN);
                program.trace(j);
              }
            });
            switching[i].start();
          }
          for (Thread thread : switching) {
            thread.join();
          }
          root.setLevel(Level.DEBUG);
          program.debug(7);
        }

        static Logger nothing() {
          return null;
        }
      }
      """;

  private static final String LOG4J =
      """
      package sample;
      import org.apache.logging.log4j.Level;
      import org.apache.logging.log4j.LogManager;
      import org.apache.logging.log4j.Logger;
      import org.apache.logging.log4j.core.Filter;
      import org.apache.logging.log4j.core.LogEvent;
      import org.apache.logging.log4j.core.LoggerContext;
      import org.apache.logging.log4j.core.appender.AbstractAppender;
      import org.apache.logging.log4j.core.config.Configurator;
      import org.apache.logging.log4j.core.config.Property;
      import org.apache.logging.log4j.core.filter.AbstractFilter;

      class Log4j extends Program {
        private static final Logger LOG = LogManager.getLogger(Log4j.class);
        private final Logger own = LogManager.getLogger("sample.own");
        private String name = "name";

        static class Seeing extends AbstractFilter {
          @Override
          public Result filter(
              org.apache.logging.log4j.core.Logger logger, Level level,
              org.apache.logging.log4j.Marker marker, Object message, Throwable thrown) {
            System.out.println("filter sees " + level + " " + message);
            return Result.NEUTRAL;
          }
        }

        static class Printing extends AbstractAppender {
          Printing() {
            super("printing", null, null, false, Property.EMPTY_ARRAY);
          }

          @Override
          public boolean requiresLocation() {
            return true;
          }

          @Override
          public void append(LogEvent event) {
            StackTraceElement caller = event.getSource();
            System.out.println(event.getLevel() + " " + event.getMessage().getFormattedMessage()
                + " from " + caller.getMethodName() + ":" + caller.getLineNumber()
                + (event.getThrown() == null ? "" : " for " + event.getThrown().getMessage()));
          }
        }

        void debug(long count) {
          LOG.debug("debug " + name + " of " + count);
        }

        void trace(long count) {
          own.trace("trace " + name + " of " + count);
        }

        void failed(Exception cause) {
          LOG.debug("failed " + name, cause);
        }

        public static void main(String[] arguments) throws Exception {
          LoggerContext context = (LoggerContext) LogManager.getContext(false);
          var configuration = context.getConfiguration();
          configuration.getAppenders().keySet().forEach(configuration.getRootLogger()::removeAppender);
          Printing printing = new Printing();
          printing.start();
          configuration.getRootLogger().addAppender(printing, null, null);
          Configurator.setRootLevel(Level.WARN);
          Log4j program = new Log4j();
          program.await("debug", () -> program.debug(1));
          program.await("trace", () -> program.trace(1));
          Exception cause = new Exception("cause");
          program.await("failed", () -> program.failed(cause));
          program.debug(2);
          Configurator.setRootLevel(Level.DEBUG);
          program.debug(3);
          program.trace(3);
          program.failed(cause);
          Configurator.setLevel("sample.own", Level.TRACE);
          program.trace(4);
          Configurator.setRootLevel(Level.WARN);
          Seeing seeing = new Seeing();
          configuration.addFilter(seeing);
          program.debug(5);
          configuration.removeFilter(seeing);
          program.debug(6);
          Configurator.setRootLevel(Level.DEBUG);
          program.debug(7);
        }
      }
      """;

  private static final String JUL =
      """
      package sample;
      import java.util.logging.Level;
      import java.util.logging.Logger;
      import java.util.logging.Handler;
      import java.util.logging.LogRecord;

      class Jul extends Program {
        private static final Logger LOG = Logger.getLogger("sample.jul");
        private final Logger own = Logger.getLogger("sample.own");
        private String name = "name";

        static class Printing extends Handler {
          @Override
          public void publish(LogRecord record) {
            System.out.println(record.getLevel() + " " + record.getMessage() + " from "
                + record.getSourceMethodName()
                + (record.getThrown() == null ? "" : " for " + record.getThrown().getMessage()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        }

        void fine(double count) {
          LOG.fine("fine " + name + " of " + count);
        }

        void level(double count) {
          LOG.log(Level.FINER, "level " + name + " of " + count);
        }

        void failed(Exception cause) {
          own.log(Level.CONFIG, "failed " + name, cause);
        }

        void finest(int count) {
          own.finest("finest " + name + " of " + count);
        }

        public static void main(String[] arguments) throws Exception {
          Logger root = Logger.getLogger("");
          for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
          }
          root.addHandler(new Printing());
          Jul program = new Jul();
          program.await("fine", () -> program.fine(1));
          program.await("finest", () -> program.finest(1));
          root.setLevel(Level.CONFIG);
          Logger.getLogger("sample.own").setLevel(Level.INFO);
          Exception cause = new Exception("cause");
          program.await("level", () -> program.level(1));
          program.await("failed", () -> program.failed(cause));
          Logger.getLogger("sample.own").setLevel(null);
          program.failed(cause);
          program.failed(null);
          program.level(2);
          root.setLevel(Level.INFO);
          program.fine(2);
          root.setLevel(Level.FINE);
          program.fine(3);
          program.level(3);
          program.finest(3);
          Logger.getLogger("sample.own").setLevel(Level.ALL);
          program.finest(4);
          root.setLevel(Level.FINER);
          program.level(4);
          root.setLevel(Level.OFF);
          program.fine(5);
        }
      }
      """;

  /** Texts of objects are made where they always were, and only the message is left out. */
  private static final String OBJECTS =
      """
      package sample;
      import org.slf4j.Logger;
      class Objects {
        void log(Logger log, Object operand) {
          log.debug("operand " + operand);
        }

        void log(Logger log, Integer boxed, String text) {
          log.debug("boxed " + boxed + text);
        }

        void logOneOfTwo(Logger log, boolean choice, String text) {
          log.debug("one " + (choice ? text : "none"));
        }

        void logAsked(Logger log, String text) {
          if (log.isDebugEnabled()) {
            log.debug("asked " + text);
          }
        }
      }
      """;

  @TempDir private Path folder;

  static Stream<Arguments> programs() {
    List<Arguments> programs = new ArrayList<>();
    for (String concat : new String[] {"inline", "indyWithConstants"}) {
      programs.add(Arguments.of("Slf4j", SLF4J, concat));
      programs.add(Arguments.of("Log4j", LOG4J, concat));
      programs.add(Arguments.of("Jul", JUL, concat));
    }
    return programs.stream();
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("programs")
  void logsTheSame(String name, String source, String concat)
      throws IOException, InterruptedException {
    Path classes =
        Programs.compile(
            concat, Files.createDirectory(folder.resolve("classes")), jars(), COMMON, source);
    ForkedJvm.Run without = run(classes, name);
    ForkedJvm.Run with = run(classes, name, "-Dsample.agent=true", ForkedJvm.agent("verify=true"));
    assertEquals(without.out(), with.out(), with::err);
    assertEquals(0, with.exitCode(), with::err);
    assertTrue(with.hits("logging") > 100, with::err);
    assertTrue(with.err().contains(" 0 failed"), with::err);
  }

  private ForkedJvm.Run run(Path classes, String name, String... options)
      throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>(jars());
    all.add(classes);
    List<String> arguments = new ArrayList<>(List.of(options));
    // Nothing that the loggers have to say of themselves.
    arguments.add("-Dlog4j2.StatusLogger.level=OFF");
    arguments.add("-cp");
    arguments.add(String.join(File.pathSeparator, all.stream().map(Path::toString).toList()));
    arguments.add("sample." + name);
    return new ForkedJvm(folder, arguments.toArray(new String[0])).run();
  }

  @Test
  void refusesWhatIsNotInOnePlace() throws IOException {
    assertEquals(
        List.of("made around a branch", "the program asks for the level itself"),
        refusals(objects("indyWithConstants")));
    assertEquals(
        List.of(
            "concat has not made one call of the message", "the program asks for the level itself"),
        refusals(objects("inline")));
  }

  /** From 9 to 18, javac left it to the concatenation to ask an object for its text. */
  @Test
  void refusesObjectsWhoseTextsWouldNotBeMade() throws IOException {
    ClassNode node = ClassFiles.parse(objects("indyWithConstants"));
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode insn : method.instructions.toArray()) {
        if (insn instanceof MethodInsnNode call && call.name.equals("valueOf")) {
          InvokeDynamicInsnNode concat = (InvokeDynamicInsnNode) call.getNext();
          concat.desc = "(Ljava/lang/Object;)Ljava/lang/String;";
          method.instructions.remove(call);
        }
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    assertEquals(
        List.of(
            "the text of an operand of type java.lang.Object may have an effect",
            "made around a branch",
            "the program asks for the level itself"),
        refusals(writer.toByteArray()));
  }

  private byte[] objects(String concat) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    Programs.compile(concat, classes, jars(), OBJECTS);
    return Files.readAllBytes(classes.resolve("sample/Objects.class"));
  }

  private static List<String> refusals(byte[] classFile) {
    Outcome outcome = Rewriting.rewriter("concat", "logging").rewrite(classFile);
    return outcome.sites().stream()
        .filter(site -> site.rewrite().equals("logging") && site.refusal() != null)
        .map(site -> site.refusal())
        .toList();
  }

  /** What {@code chars} makes of this concatenation takes other operands. */
  @Test
  void leavesAMessageAloneThatAnotherRewriteMakes() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String source =
        """
        package sample;
        class Named {
          void log(org.slf4j.Logger log, String name) {
            log.debug(name.replace('.', '/') + ".class");
            log.info("so long");
            log.info("that it");
            log.info("is not");
            log.info("inlined");
            log.info("in any case");
          }
        }
        """;
    Programs.compile("indyWithConstants", classes, jars(), source);
    byte[] classFile = Files.readAllBytes(classes.resolve("sample/Named.class"));
    Outcome outcome = Rewriting.rewriter("chars", "logging").rewrite(classFile);
    assertEquals(
        List.of("chars rewritten", "logging refused: rewritten already"),
        outcome.sites().stream().map(site -> site.asText().replaceAll("^\\S+ ", "")).toList());
    assertEquals(Outcome.Status.CHANGED, Rewriting.rewriter().rewrite(classFile).status());
  }

  /** A class that only asks before it logs is not even read. */
  @Test
  void skipsClassesThatAskForTheLevelThemselves() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String source =
        """
        package sample;
        class Asking {
          void log(org.slf4j.Logger log, String text) {
            if (log.isTraceEnabled()) {
              log.trace("asked " + text);
            }
            log.info("constant");
            log.info("{}", "argument " + text);
          }
        }
        """;
    Programs.compile("indyWithConstants", classes, jars(), source);
    byte[] classFile = Files.readAllBytes(classes.resolve("sample/Asking.class"));
    assertEquals(
        Outcome.Status.SKIPPED, Rewriting.asInPrograms("logging").rewrite(classFile).status());
  }

  private static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String folder : new String[] {"target/corpus/standard", "target/loggers"}) {
      try (Stream<Path> files = Files.list(Path.of(folder).toAbsolutePath())) {
        files
            .filter(file -> file.getFileName().toString().matches("(logback|slf4j|log4j).*\\.jar"))
            .forEach(jars::add);
      }
    }
    return jars;
  }
}
