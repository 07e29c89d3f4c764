package io.heapwise.jmx;

import java.util.List;
import javax.management.ConstructorParameters;

/** What changing an option has done, for {@link HeapwiseMXBean}. Immutable. */
public final class SwitchInfo {
  private final int transformedClassCount;
  private final List<String> failures;
  private final long timeMillis;

  @ConstructorParameters({"transformedClassCount", "failures", "timeMillis"})
  public SwitchInfo(int transformedClassCount, List<String> failures, long timeMillis) {
    this.transformedClassCount = transformedClassCount;
    this.failures = failures;
    this.timeMillis = timeMillis;
  }

  public int getTransformedClassCount() {
    return transformedClassCount;
  }

  public List<String> getFailures() {
    return failures;
  }

  public long getTimeMillis() {
    return timeMillis;
  }
}
