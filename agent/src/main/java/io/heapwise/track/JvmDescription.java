package io.heapwise.track;

import com.sun.management.ThreadMXBean;
import io.heapwise.dump.Counts;
import io.heapwise.dump.JvmRun;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What a profile says about the JVM it comes from. Immutable. */
public final class JvmDescription {
  /** Odd: no two numbers become one by it. */
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final String track;
  private final List<String> flags;
  private final long startMillis;
  private final String id;

  /**
   * @param track the value of the option {@code track}
   * @param flags options that the JVM was given, as they may be shown: see {@link RedactedFlags}
   * @param startMillis when it started, since the epoch
   * @param startNanos the same moment on the clock of {@link System#nanoTime}: what another JVM
   *     does not share, even if its process has the same number
   */
  public JvmDescription(String track, List<String> flags, long startMillis, long startNanos) {
    this.track = track;
    this.flags = List.copyOf(flags);
    this.startMillis = startMillis;
    id = Long.toHexString(startMillis * MIX + ProcessHandle.current().pid() ^ startNanos * MIX);
  }

  /** This JVM, now. */
  public JvmRun now(String reason, long agentNanos, long agentBytes) {
    return new JvmRun(
        id,
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

  public String id() {
    return id;
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
