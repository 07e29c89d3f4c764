package io.heapwise.track.exact;

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
  private int sites;

  CountedClass(ClassLoader loader, CounterMemory memory, TypeSizes sizes) {
    this.loader = loader;
    this.memory = memory;
    this.sizes = sizes;
  }

  void begin(String className, String file) {
    records.add1(CounterFormat.CLASS).add(className.replace('/', '.')).add(file);
  }

  void beginMethod(String name, String descriptor) {
    records.add1(CounterFormat.METHOD).add(name).add(descriptor);
  }

  /** Address of the counter of a site whose objects are all of a size. */
  long siteOfSize(int kind, int size, int line, int bytecodeIndex, String type) throws IOException {
    int cell = memory.newCells(1);
    record(cell, kind, CounterFormat.SIZE_IS_FIXED, size, line, bytecodeIndex, type);
    return memory.addressOf(cell);
  }

  /** Address of the counter of a site that makes objects of one class. */
  long siteOfClass(int kind, String internalName, int line, int bytecodeIndex, String type)
      throws IOException {
    int size = sizes.sizeOf(loader, internalName);
    int cell = memory.newCells(1);
    if (size == 0) {
      unknownTypes.add(internalName);
      unknownCells.add(cell);
    }
    record(cell, kind, CounterFormat.SIZE_IS_FIXED, size, line, bytecodeIndex, type);
    return memory.addressOf(cell);
  }

  /** Address of the counters of a site that makes things of several sizes. */
  long siteOfAnySize(int kind, int line, int bytecodeIndex, String type) throws IOException {
    int cell = memory.newCells(2);
    record(cell, kind, CounterFormat.BYTES_ARE_COUNTED, 0, line, bytecodeIndex, type);
    return memory.addressOf(cell);
  }

  private void record(
      int cell, int kind, int mode, int size, int line, int bytecodeIndex, String type) {
    records
        .add1(CounterFormat.SITE)
        .add4(cell)
        .add1(kind)
        .add1(mode)
        .add4(size)
        .add2(line)
        .add2(bytecodeIndex)
        .add(type);
    sites++;
  }

  boolean hasSites() {
    return sites > 0;
  }

  /** Makes the sites known. To be called before the class is given to the JVM. */
  void commit() throws IOException {
    memory.append(records);
    for (int i = 0; i < unknownTypes.size(); i++) {
      sizes.await(loader, unknownTypes.get(i), unknownCells.get(i));
    }
  }
}
