package io.heapwise.hygiene;

import io.heapwise.runtime.Sites;
import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.BuilderPool;
import io.heapwise.runtime.pool.DirectPool;
import java.nio.ByteBuffer;

/** Uses of the pools that leave something behind. */
public final class CarelessUse {
  private CarelessUse() {}

  public static void scratchBytes(byte[] bytes, char[] chars) {
    byte[] block = ArrayPool.claimScratchBytes(1024, Sites.UNNUMBERED);
    System.arraycopy(bytes, 0, block, 100, bytes.length);
    ArrayPool.releaseBytes(block);
  }

  public static void scratchChars(byte[] bytes, char[] chars) {
    char[] block = ArrayPool.claimScratchChars(1024, Sites.UNNUMBERED);
    System.arraycopy(chars, 0, block, 100, chars.length);
    ArrayPool.releaseChars(block);
  }

  public static void directScratch(byte[] bytes, char[] chars) {
    ByteBuffer block = DirectPool.claimScratch(1024, Sites.UNNUMBERED);
    block.put(bytes);
    DirectPool.release(block);
  }

  public static void declaresTooLittle(byte[] bytes, char[] chars) {
    byte[] block = ArrayPool.claimBytes(1024, Sites.UNNUMBERED);
    System.arraycopy(bytes, 0, block, 100, bytes.length);
    ArrayPool.dirtied(block, 100);
    ArrayPool.releaseBytes(block);
  }

  public static void shortensABuilder(byte[] bytes, char[] chars) {
    StringBuilder text = BuilderPool.claim();
    text.append(chars).setLength(1);
    BuilderPool.release(text);
  }
}
