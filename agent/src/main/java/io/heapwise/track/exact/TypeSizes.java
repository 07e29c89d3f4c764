package io.heapwise.track.exact;

import io.heapwise.track.exact.CounterMemory.Records;
import io.heapwise.trust.LinkedClasses;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import jdk.internal.misc.Unsafe;

/**
 * Sizes of the objects that {@code new} makes, by class, and loader of the code that says so. A
 * class may not be there yet when code is counted that makes objects of it; its size is noted in
 * the table once it is. Initialises no class and runs no code of the program. Thread-safe.
 */
final class TypeSizes {
  private final ObjectLayout layout;
  private final LinkedClasses classes;
  private final CounterMemory memory;
  private final Map<Loader, Types> loaders = new HashMap<>();
  private final Types ofBootLoader = new Types();

  TypeSizes(ObjectLayout layout, LinkedClasses classes, CounterMemory memory) {
    this.layout = layout;
    this.classes = classes;
    this.memory = memory;
  }

  /** By identity: loaders may have ideas of their own about what is equal. */
  private static final class Loader extends WeakReference<ClassLoader> {
    private final int hash;

    Loader(ClassLoader loader) {
      super(loader);
      hash = System.identityHashCode(loader);
    }

    @Override
    public boolean equals(Object object) {
      return this == object
          || object instanceof Loader other && get() != null && get() == other.get();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** What is known of the types that code of one loader names. */
  private static final class Types {
    final Map<String, Integer> sizes = new HashMap<>();

    /** Of the types whose size is not known: how many, and so many numbers of cells. */
    final Map<String, int[]> waiting = new HashMap<>();
  }

  /** The size of objects of a class, by its internal name; 0 if it is not known yet. */
  synchronized int sizeOf(ClassLoader loader, String type) {
    Types types = typesOf(loader);
    Integer known = types.sizes.get(type);
    if (known != null) {
      return known;
    }
    int size = types.waiting.containsKey(type) ? 0 : find(loader, type);
    if (size > 0) {
      types.sizes.put(type, size);
    }
    return size;
  }

  /** Has the size noted for a site, once it is known. */
  synchronized void await(ClassLoader loader, String type, int cell) {
    Map<String, int[]> waiting = typesOf(loader).waiting;
    int[] cells = waiting.get(type);
    int count = cells == null ? 0 : cells[0];
    if (cells == null || count + 1 == cells.length) {
      cells = cells == null ? new int[2] : Arrays.copyOf(cells, 2 * cells.length);
      waiting.put(type, cells);
    }
    cells[0] = count + 1;
    cells[count + 1] = cell;
  }

  private Types typesOf(ClassLoader loader) {
    if (loader == null) {
      return ofBootLoader;
    }
    Loader key = new Loader(loader);
    Types types = loaders.get(key);
    if (types == null) {
      types = new Types();
      loaders.put(key, types);
    }
    return types;
  }

  /** Notes the sizes of what has run and was not known before. */
  synchronized void resolve() throws IOException {
    Records records = new Records();
    resolve(null, ofBootLoader, records);
    Iterator<Map.Entry<Loader, Types>> all = loaders.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Loader, Types> entry = all.next();
      ClassLoader loader = entry.getKey().get();
      if (loader == null) {
        all.remove();
      } else {
        resolve(loader, entry.getValue(), records);
      }
    }
    if (records.length() > 0) {
      memory.append(records);
    }
  }

  private void resolve(ClassLoader loader, Types types, Records records) {
    Iterator<Map.Entry<String, int[]>> waiting = types.waiting.entrySet().iterator();
    while (waiting.hasNext()) {
      Map.Entry<String, int[]> entry = waiting.next();
      int[] cells = entry.getValue();
      int size = hasRun(cells) ? find(loader, entry.getKey()) : 0;
      if (size > 0) {
        waiting.remove();
        types.sizes.put(entry.getKey(), size);
        for (int i = 1; i <= cells[0]; i++) {
          records.add1(CounterFormat.SIZE).add4(cells[i]).add4(size);
        }
      }
    }
  }

  private boolean hasRun(int[] cells) {
    for (int i = 1; i <= cells[0]; i++) {
      if (memory.sum(cells[i]) > 0) {
        return true;
      }
    }
    return false;
  }

  private int find(ClassLoader loader, String type) {
    Class<?> found = classes.find(loader, type);
    if (found == null) {
      found = ofJdk(type);
    }
    try {
      // Of a class that is not initialised no object can be had, and its initialisation is not
      // ours.
      return found == null || Unsafe.getUnsafe().shouldBeInitialized(found)
          ? 0
          : layout.objectBytes(Unsafe.getUnsafe().allocateInstance(found));
    } catch (InstantiationException | RuntimeException | LinkageError e) {
      return 0;
    }
  }

  private static Class<?> ofJdk(String type) {
    try {
      return Class.forName(type.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
