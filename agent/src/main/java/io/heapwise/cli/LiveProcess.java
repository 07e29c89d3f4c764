package io.heapwise.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.heapwise.jmx.HeapwiseMXBean;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The agent in a running program, asked in the way in which JConsole asks: over a connection that
 * only the same user can find. Nothing is loaded into the program but the JDK's own management
 * agent, unless it is to be.
 */
final class LiveProcess implements AutoCloseable {
  private static final String ADDRESS = "com.sun.management.jmxremote.localConnectorAddress";
  private static final String ARGUMENTS = "sun.jvm.args";
  private static final String COMMAND = "sun.java.command";

  private static final int WAIT_MILLIS = 20;

  /** The bean is registered soon after the first connection. */
  private static final int MOST_WAITS = 1500;

  /** Where nothing says that the agent is there. */
  private static final int FEW_WAITS = 150;

  private final String command;
  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final HeapwiseMXBean agent;

  private LiveProcess(
      String command, JMXConnector connector, MBeanServerConnection server, HeapwiseMXBean agent) {
    this.command = command;
    this.connector = connector;
    this.server = server;
    this.agent = agent;
  }

  /**
   * Connects.
   *
   * @param attach whether to load the agent into a program that has none
   * @param err where it is said that this is done
   */
  static LiveProcess connect(String pid, boolean attach, PrintStream err) throws UsageException {
    checkIsJava(pid);
    try {
      VirtualMachine vm = VirtualMachine.attach(pid);
      try {
        return connect(vm, pid, attach, err);
      } finally {
        vm.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw cannot("attach to", pid, e);
    } catch (NoClassDefFoundError e) {
      throw new UsageException("this Java has no module jdk.attach: run it with a JDK");
    }
  }

  /**
   * The JVM asks other JVMs by a signal that ends other programs: what is not one must be told
   * before.
   */
  private static void checkIsJava(String pid) throws UsageException {
    if (!isNumber(pid)) {
      throw new UsageException("'" + pid + "' is not a process: give the number of one");
    }
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElse(null);
    if (process == null || !process.isAlive()) {
      throw new UsageException("there is no process " + pid);
    }
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return;
    }
    try {
      byte[] mappings = Files.readAllBytes(Path.of("/proc", pid, "maps"));
      if (!new String(mappings, StandardCharsets.ISO_8859_1).contains("/libjvm.so")) {
        throw new UsageException("process " + pid + " is not a Java program");
      }
    } catch (AccessDeniedException e) {
      String user = process.info().user().orElse("another user");
      throw new UsageException(
          "process " + pid + " belongs to " + user + ": only that user may attach to it");
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no process " + pid);
    } catch (IOException e) {
      throw cannot("look at", pid, e);
    }
  }

  static boolean isNumber(String text) {
    return text.matches("[1-9]\\d{0,9}");
  }

  @SuppressWarnings("BanJNDI") // The address is the process's own, given by the JVM: not a look-up.
  private static LiveProcess connect(VirtualMachine vm, String pid, boolean attach, PrintStream err)
      throws IOException, UsageException {
    String address = vm.getAgentProperties().getProperty(ADDRESS);
    if (address == null) {
      address = vm.startLocalManagementAgent();
    }
    String command = vm.getAgentProperties().getProperty(COMMAND, "");
    String arguments = vm.getAgentProperties().getProperty(ARGUMENTS, "");
    JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
    boolean connected = false;
    try {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      boolean hinted = arguments.contains("-javaagent:") && arguments.contains("heapwise");
      boolean there = isThere(server, hinted ? MOST_WAITS : FEW_WAITS);
      if (!there && attach) {
        CommandLine.complain(err, "loading the agent into process " + pid);
        load(vm, pid);
        there = isThere(server, MOST_WAITS);
      }
      if (!there) {
        throw new UsageException(
            "process "
                + pid
                + " runs without Heapwise: start it with -javaagent:heapwise.jar, or load it now with"
                + " --attach");
      }
      connected = true;
      HeapwiseMXBean agent = JMX.newMXBeanProxy(server, name(), HeapwiseMXBean.class);
      return new LiveProcess(command, connector, server, agent);
    } finally {
      if (!connected) {
        connector.close();
      }
    }
  }

  private static boolean isThere(MBeanServerConnection server, int waits) throws IOException {
    for (int i = 0; i < waits; i++) {
      if (server.isRegistered(name())) {
        return true;
      }
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static void load(VirtualMachine vm, String pid) throws IOException, UsageException {
    try {
      vm.loadAgent(ownJar());
    } catch (AgentLoadException | AgentInitializationException | URISyntaxException e) {
      throw cannot("load the agent into", pid, e);
    }
  }

  private static String ownJar() throws URISyntaxException {
    return new File(LiveProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getAbsolutePath();
  }

  private static ObjectName name() {
    try {
      return new ObjectName(HeapwiseMXBean.NAME);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UsageException cannot(String what, String pid, Exception e) {
    return new UsageException("cannot " + what + " process " + pid + ": " + e.getMessage());
  }

  /** Classes in which that cannot be done are named. */
  void countRefusedSites(PrintStream err) throws UsageException {
    try {
      for (String failure : agent.countRefusedSites().getFailures()) {
        CommandLine.complain(err, "not transformed: " + failure);
      }
    } catch (IllegalArgumentException | UndeclaredThrowableException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  HeapwiseMXBean agent() {
    return agent;
  }

  /** Main class or jar, with the program's arguments. */
  String command() {
    return command;
  }

  long uptimeMillis() throws UsageException {
    try {
      return ManagementFactory.newPlatformMXBeanProxy(
              server, ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class)
          .getUptime();
    } catch (IOException | UndeclaredThrowableException e) {
      throw new UsageException("the program has ended");
    }
  }

  MBeanServerConnection server() {
    return server;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The process has ended, most likely.
    }
  }
}
