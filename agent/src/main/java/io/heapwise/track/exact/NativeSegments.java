package io.heapwise.track.exact;

import java.io.IOException;
import jdk.internal.misc.Unsafe;

/** Memory of the process, gone with it. */
final class NativeSegments implements SegmentSource {
  @Override
  public long allocate(long bytes) throws IOException {
    try {
      long address = Unsafe.getUnsafe().allocateMemory(bytes);
      Unsafe.getUnsafe().setMemory(address, bytes, (byte) 0);
      return address;
    } catch (OutOfMemoryError e) {
      throw new IOException("no memory", e);
    }
  }
}
