package io.heapwise.benchmarks.tracking;

import java.nio.file.Path;
import java.util.List;

/** What a program is run with, as its users would. */
enum Tool {
  NONE("no tool") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return List.of();
    }
  },
  SITES("Heapwise, `track=sites`") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return heapwise(files, "sites", folder);
    }
  },
  SAMPLED("Heapwise, `track=sampled`") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return heapwise(files, "sampled", folder);
    }
  },
  EXACT("Heapwise, `track=exact`") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return heapwise(files, "exact", folder);
    }
  },
  ALLOCATION_INSTRUMENTER("allocation-instrumenter") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return List.of("-javaagent:" + files.allocationInstrumenter());
    }

    @Override
    String mainClass() {
      return "io.heapwise.benchmarks.tracking.RecordedProgram";
    }
  },
  FLIGHT_RECORDER("JFR, `ObjectAllocationSample`") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return List.of(
          "-XX:StartFlightRecording:filename="
              + folder.resolve("recording.jfr")
              + ",settings="
              + files.recordingSettings(),
          "-Xlog:jfr+startup=error");
    }
  },
  ASYNC_PROFILER("async-profiler, `event=alloc`") {
    @Override
    List<String> jvmOptions(ToolFiles files, Path folder) {
      return List.of(
          "-agentpath:"
              + files.asyncProfiler()
              + "=start,event=alloc,file="
              + folder.resolve("alloc.collapsed"));
    }
  };

  private final String label;

  Tool(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * Options of the JVM.
   *
   * @param folder where the tool may leave what it has found
   */
  abstract List<String> jvmOptions(ToolFiles files, Path folder);

  /** What the JVM starts: the program, or what attaches the tool to it. */
  String mainClass() {
    return AllocatingProgram.class.getName();
  }

  private static List<String> heapwise(ToolFiles files, String track, Path folder) {
    return List.of(
        "-javaagent:"
            + files.heapwise()
            + "=track="
            + track
            + ",dump="
            + folder.resolve("heapwise.json"));
  }
}
