package io.heapwise.track;

import com.sun.management.ThreadMXBean;
import io.heapwise.dump.Counts;
import io.heapwise.dump.JvmRun;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What a profile says about the JVM it comes from. Immutable. */
public final class JvmDescription {
  private final String track;
  private final List<String> flags;
  private final long startMillis;

  /**
   * @param track the value of the option {@code track}
   * @param flags options that the JVM was given
   * @param startMillis when it started, since the epoch
   */
  public JvmDescription(String track, List<String> flags, long startMillis) {
    this.track = track;
    this.flags = List.copyOf(flags);
    this.startMillis = startMillis;
  }

  /** This JVM, now. */
  public JvmRun now(String reason, long agentNanos, long agentBytes) {
    return new JvmRun(
        vm(),
        version(),
        command(),
        ProcessHandle.current().pid(),
        startMillis,
        Math.max(0, System.currentTimeMillis() - startMillis),
        flags,
        track,
        agentNanos,
        agentBytes,
        allocatedBytes(),
        reason);
  }

  public List<String> flags() {
    return flags;
  }

  public String track() {
    return track;
  }

  public long startMillis() {
    return startMillis;
  }

  public static String vm() {
    return property("java.vm.name");
  }

  public static String version() {
    return property("java.runtime.version");
  }

  /** Without the arguments, which may be secrets. */
  public static String command() {
    String command = property("sun.java.command");
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space);
  }

  private static String property(String key) {
    String value = System.getProperty(key);
    return value == null ? "" : value;
  }

  /** Known since JDK 21; before, the JVM forgets what threads have allocated that are gone. */
  public static long allocatedBytes() {
    try {
      ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
      return (long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(threads);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Counts.UNKNOWN;
    }
  }
}
