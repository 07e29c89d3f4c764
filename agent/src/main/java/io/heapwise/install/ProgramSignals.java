package io.heapwise.install;

/**
 * Tells by the JDK's classes that are loaded what the program does, so that the agent can offer
 * itself there and costs nothing where it is not wanted: it is never the first to touch JMX or
 * Flight Recorder.
 */
final class ProgramSignals {
  /** An MBean server is made. */
  private static final String SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  /** The JVM is opened for JMX from outside, by options or by somebody who attaches. */
  private static final String OUTSIDE = "jdk/internal/agent/Agent";

  /** A recording of Flight Recorder is made. */
  private static final String RECORDING = "jdk/jfr/internal/PlatformRecording";

  private final RunningAgent agent;

  ProgramSignals(RunningAgent agent) {
    this.agent = agent;
  }

  /** A class of the boot loader is being loaded. Called in the midst of that, by any thread. */
  void loaded(String internalName) {
    // Nearly always the lengths alone tell.
    if (internalName.equals(SERVER) || internalName.equals(OUTSIDE)) {
      agent.managementIsUsed();
    } else if (internalName.equals(RECORDING)) {
      agent.flightRecorderIsUsed();
    }
  }
}
