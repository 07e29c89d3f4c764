package io.heapwise.dump;

import java.util.List;
import java.util.Objects;

/**
 * One JVM.
 *
 * @param id of this JVM and no other, whatever process numbers others have; empty unknown
 * @param vm name of the virtual machine
 * @param version its version
 * @param command main class or jar of the program
 * @param pid process, 0 unknown
 * @param startMillis when it started, since the epoch
 * @param durationMillis from its start until the numbers were taken
 * @param flags options that the JVM was given, without what might be a secret
 * @param track what was counted: the values of the option {@code track}
 * @param agentNanos time that threads of the program spent in the agent's own code
 * @param agentBytes what they allocated in it; {@link Counts#UNKNOWN} where it was not measured
 * @param allocatedBytes the JVM's own count of all that was allocated; {@link Counts#UNKNOWN} where
 *     it does not say
 * @param reason why the numbers were taken: exit, interval, request, or killed when they come from
 *     the counters that a JVM left behind
 */
public record JvmRun(
    String id,
    String vm,
    String version,
    String command,
    long pid,
    long startMillis,
    long durationMillis,
    List<String> flags,
    String track,
    long agentNanos,
    long agentBytes,
    long allocatedBytes,
    String reason) {
  public JvmRun {
    Objects.requireNonNull(id);
    Objects.requireNonNull(vm);
    Objects.requireNonNull(version);
    Objects.requireNonNull(command);
    Objects.requireNonNull(track);
    Objects.requireNonNull(reason);
    flags = List.copyOf(flags);
  }

  /** Why numbers were taken: the JVM could not write them any more. */
  public static final String KILLED = "killed";

  /** What is equal where two profiles are of one JVM; null where that cannot be told. */
  public String identity() {
    if (!id.isEmpty()) {
      return id;
    }
    return pid == 0 ? null : pid + "@" + startMillis + " " + command + " " + version;
  }

  /** When the numbers were taken, since the epoch. */
  public long endMillis() {
    return startMillis + durationMillis;
  }
}
