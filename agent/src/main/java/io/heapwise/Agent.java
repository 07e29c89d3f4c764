package io.heapwise;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.CodeSource;

/**
 * The way in, for the JVM and for the command line. This class and its loader are all that the
 * program can see of the agent, and all that runs before it is known that the agent shall run: they
 * use nothing that a starting JVM has not loaded anyway.
 *
 * <p>Whatever is thrown ends here, so that a broken agent is a line on stderr and not a program
 * that does not start.
 */
public final class Agent {
  private static boolean started;

  private Agent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    start("start", arguments, instrumentation);
  }

  public static void agentmain(String arguments, Instrumentation instrumentation) {
    start("startAttached", arguments, instrumentation);
  }

  public static void main(String[] arguments) {
    try {
      innerMethod("io.heapwise.cli.CommandLine", "main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (Throwable e) {
      cause(e).printStackTrace();
      // The JVM's own 1 would mean "the answer is no" here.
      System.exit(2);
    }
  }

  private static void start(String how, String arguments, Instrumentation instrumentation) {
    try {
      // A second -javaagent, be it the same file or a copy, finds this class loaded already.
      if (isDisabled(arguments) || !isFirst()) {
        return;
      }
      innerMethod("io.heapwise.install.Installation", how, String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (Throwable e) {
      report(e);
    }
  }

  /**
   * The one option that is answered here, because "leave at once" should not cost the loading of
   * the option parser. Anything unusual is left to that parser.
   */
  private static boolean isDisabled(String arguments) {
    if (arguments != null && arguments.contains("enabled=")) {
      return arguments.equals("enabled=false");
    }
    String property = System.getProperty("heapwise.enabled");
    return "false".equals(property != null ? property : System.getenv("HEAPWISE_ENABLED"));
  }

  /** A lock, because the atomic classes of newer JDKs link method handles at their first use. */
  private static synchronized boolean isFirst() {
    boolean first = !started;
    started = true;
    return first;
  }

  /** Names no particular exception: the JVM, looking for premain, would load their classes. */
  private static Method innerMethod(String className, String name, Class<?>... parameters)
      throws Exception {
    CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
    File jar = new File(source.getLocation().toURI());
    return new AgentClassLoader(jar, source).loadClass(className).getMethod(name, parameters);
  }

  private static void report(Throwable failure) {
    try {
      String text = cause(failure).toString();
      int end = text.indexOf('\n');
      System.err.println(
          "heapwise: cannot start, the program runs without it: "
              + (end < 0 ? text : text.substring(0, end)));
    } catch (Throwable e) {
      // Not even memory for a line: the program is more important than the message.
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof InvocationTargetException ? failure.getCause() : failure;
  }
}
