package io.heapwise.track.exact;

import io.heapwise.dump.Counts;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.track.exact.CounterMemory.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The sites of one class while it is being instrumented. Confined to one thread. */
final class CountedClass {
  private final ClassLoader loader;
  private final CounterMemory memory;
  private final TypeSizes sizes;
  private final Records records = new Records();
  private final List<String> unknownTypes = new ArrayList<>();
  private final List<Integer> unknownCells = new ArrayList<>();
  private final Refusals refusals;
  private String method = "";
  private String descriptor = "";
  private int line;
  private int bytecodeIndex;
  private int countedIndex;
  private int sites;

  CountedClass(
      ClassLoader loader, CounterMemory memory, TypeSizes sizes, List<SiteVerdict> verdicts) {
    refusals = new Refusals(verdicts);
    this.loader = loader;
    this.memory = memory;
    this.sizes = sizes;
  }

  void begin(String className, String file) {
    records.add1(CounterFormat.CLASS).add(className.replace('/', '.')).add(file);
  }

  void beginMethod(String name, String descriptor) {
    method = name;
    this.descriptor = descriptor;
    records.add1(CounterFormat.METHOD).add(name).add(descriptor);
  }

  /**
   * Where the site is whose address is asked for next.
   *
   * @param bytecodeIndex in the class file as the program has it, or {@link Counts#UNKNOWN}
   * @param countedIndex with the counters in it
   */
  void at(int line, int bytecodeIndex, int countedIndex) {
    this.line = line;
    this.bytecodeIndex = bytecodeIndex;
    this.countedIndex = countedIndex;
  }

  /** Address of the counter of a site whose objects are all of a size. */
  long siteOfSize(int kind, int size, String type) throws IOException {
    int cell = memory.newCells(1);
    record(cell, kind, CounterFormat.SIZE_IS_FIXED, size, type);
    return memory.addressOf(cell);
  }

  /** Address of the counter of a site that makes objects of one class. */
  long siteOfClass(int kind, String internalName, String type) throws IOException {
    int size = sizes.sizeOf(loader, internalName);
    int cell = memory.newCells(1);
    if (size == 0) {
      unknownTypes.add(internalName);
      unknownCells.add(cell);
    }
    record(cell, kind, CounterFormat.SIZE_IS_FIXED, size, type);
    return memory.addressOf(cell);
  }

  /** Address of the counters of a site that makes things of several sizes. */
  long siteOfAnySize(int kind, String type) throws IOException {
    int cell = memory.newCells(2);
    record(cell, kind, CounterFormat.BYTES_ARE_COUNTED, 0, type);
    return memory.addressOf(cell);
  }

  /** Whether a rewrite refused a site in a method. */
  boolean isRefused(String method, String descriptor, int bytecodeIndex) {
    return refusals.at(method, descriptor, bytecodeIndex) != null;
  }

  /** Address of the counter of a call that allocates in its own ways. */
  long siteOfCall(String type) throws IOException {
    int cell = memory.newCells(1);
    record(cell, Kind.CALL, CounterFormat.BYTES_ARE_UNKNOWN, 0, type);
    return memory.addressOf(cell);
  }

  private void record(int cell, int kind, int mode, int size, String type) {
    records
        .add1(CounterFormat.SITE)
        .add4(cell)
        .add1(kind)
        .add1(mode)
        .add4(size)
        .add2(line)
        .add2(bytecodeIndex)
        .add2(countedIndex)
        .add(type);
    sites++;
    SiteVerdict refused = refusals.at(method, descriptor, bytecodeIndex);
    if (refused != null) {
      records.add1(CounterFormat.REFUSAL).add(refused.rewrite()).add(refused.refusal());
      refusals.counted(refused);
    }
  }

  /** Whether a counter was put in. */
  boolean isCounted() {
    return sites > 0;
  }

  /** Whether there is anything to be said of the class. */
  boolean isKnown() {
    return sites > 0 || !refusals.isEmpty();
  }

  /** Makes the sites known. To be called before the class is given to the JVM. */
  void commit() throws IOException {
    for (SiteVerdict site : refusals.uncounted()) {
      records.add1(CounterFormat.METHOD).add(site.method()).add(site.descriptor());
      records.add1(CounterFormat.UNCOUNTED).add2(site.line()).add2(site.bytecodeIndex());
      records.add(site.rewrite()).add(site.refusal());
    }
    memory.append(records);
    for (int i = 0; i < unknownTypes.size(); i++) {
      sizes.await(loader, unknownTypes.get(i), unknownCells.get(i));
    }
  }
}
