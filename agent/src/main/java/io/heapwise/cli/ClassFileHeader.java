package io.heapwise.cli;

import java.nio.ByteBuffer;
import org.objectweb.asm.Opcodes;

/** The first eight bytes of a class file. */
final class ClassFileHeader {
  private static final int MAGIC = 0xCAFEBABE;

  /** Class file version of the Java that this build's ASM knows as its newest. */
  private static final int NEWEST_VERSION = Opcodes.V28;

  /** Class files of Java n have version n + 44. */
  private static final int VERSION_OF_JAVA_0 = 44;

  private ClassFileHeader() {}

  static boolean isClassFile(byte[] bytes) {
    return bytes.length >= 10 && ByteBuffer.wrap(bytes).getInt(0) == MAGIC;
  }

  /** Why a file is not a class file of a known version, or null if it is. */
  static String problemOf(byte[] bytes) {
    if (!isClassFile(bytes)) {
      return "it is not a class file";
    }
    int version = ByteBuffer.wrap(bytes).getChar(6);
    return version <= NEWEST_VERSION
        ? null
        : "class file version %d is from the future; the newest known is %d (Java %d)"
            .formatted(version, NEWEST_VERSION, NEWEST_VERSION - VERSION_OF_JAVA_0);
  }
}
