package io.heapwise.trust;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32;

/**
 * Length and CRC of each class file as the JVM got it, so that one that is read again later can be
 * compared. 16 bytes a class, in tables that are added when the ones before have no room; when the
 * last is full, later classes are simply not known.
 *
 * <p>Thread-safe without a lock: called in the middle of class loading. Two classes whose names and
 * loaders have equal hashes share an entry, which then fits the later one at most.
 */
public final class LoadedClasses {
  private static final int FIRST_CAPACITY = 1 << 11;
  private static final int TABLES = 8;
  private static final int PROBES = 16;

  /** Elements 2i are keys, 2i + 1 what is known; a key is never removed. */
  private final AtomicReferenceArray<AtomicLongArray> tables = new AtomicReferenceArray<>(TABLES);

  /** One for all, taken while in use; another one is made for those who find none. */
  private final AtomicReference<CRC32> spare = new AtomicReference<>(new CRC32());

  /** Loads all that it will use: later calls come from the middle of class loading. */
  public LoadedClasses() {
    put(table(0), key(null, ""), fingerprint(new byte[1]));
  }

  /** Notes what the JVM was given, now or again. */
  public void loaded(ClassLoader loader, String internalName, byte[] classFile) {
    long key = key(loader, internalName);
    long value = fingerprint(classFile);
    for (int i = 0; i < TABLES; i++) {
      if (put(table(i), key, value)) {
        return;
      }
    }
  }

  /** Whether this is known to be what the JVM was given last. */
  boolean isLoaded(ClassLoader loader, String internalName, byte[] classFile) {
    long known = known(key(loader, internalName));
    return known != 0 && known == fingerprint(classFile);
  }

  /** Whether anything is known of a class. */
  boolean contains(ClassLoader loader, String internalName) {
    return known(key(loader, internalName)) != 0;
  }

  private long known(long key) {
    for (int i = 0; i < TABLES; i++) {
      AtomicLongArray table = tables.get(i);
      if (table == null) {
        return 0;
      }
      for (int probe = 0; probe < PROBES; probe++) {
        int slot = slot(table, key, probe);
        if (table.get(slot) == key) {
          return table.get(slot + 1);
        }
      }
    }
    return 0;
  }

  private AtomicLongArray table(int index) {
    AtomicLongArray table = tables.get(index);
    if (table == null) {
      tables.compareAndSet(index, null, new AtomicLongArray(2 * FIRST_CAPACITY << index));
      table = tables.get(index);
    }
    return table;
  }

  private static boolean put(AtomicLongArray table, long key, long value) {
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(table, key, probe);
      long found = table.get(slot);
      if (found == key
          || found == 0 && (table.compareAndSet(slot, 0, key) || table.get(slot) == key)) {
        table.set(slot + 1, value);
        return true;
      }
    }
    return false;
  }

  private static int slot(AtomicLongArray table, long key, int probe) {
    return 2 * ((int) (key ^ key >>> 32) + probe & table.length() / 2 - 1);
  }

  /** Never 0, which marks an empty slot. */
  private static long key(ClassLoader loader, String internalName) {
    long hashes =
        (long) System.identityHashCode(loader) << 32 | internalName.hashCode() & 0xFFFFFFFFL;
    long mixed = hashes * 0x9E3779B97F4A7C15L;
    return mixed == 0 ? 1 : mixed;
  }

  /** Never 0, as no class file is empty. */
  private long fingerprint(byte[] classFile) {
    CRC32 crc = spare.getAndSet(null);
    if (crc == null) {
      crc = new CRC32();
    }
    crc.reset();
    crc.update(classFile, 0, classFile.length);
    long fingerprint = (long) classFile.length << 32 | crc.getValue();
    spare.set(crc);
    return fingerprint;
  }
}
