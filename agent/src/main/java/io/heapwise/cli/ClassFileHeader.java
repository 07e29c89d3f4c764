package io.heapwise.cli;

import io.heapwise.rewrite.ClassRewriter;
import java.nio.ByteBuffer;
import org.objectweb.asm.ClassReader;

/** What can be told of a class file before it is analysed. */
final class ClassFileHeader {
  private static final int MAGIC = 0xCAFEBABE;

  /** Class file version of the Java that this build's ASM knows as its newest. */
  private static final int NEWEST_VERSION = ClassRewriter.NEWEST_VERSION;

  /** Class files of Java n have version n + 44. */
  private static final int VERSION_OF_JAVA_0 = 44;

  private ClassFileHeader() {}

  static boolean isClassFile(byte[] bytes) {
    return bytes.length >= 10 && ByteBuffer.wrap(bytes).getInt(0) == MAGIC;
  }

  /** Why a file is no class file that can be worked with, or null if it is one. */
  static String problemOf(byte[] bytes) {
    if (!isClassFile(bytes)) {
      return "it is not a class file";
    }
    int version = ByteBuffer.wrap(bytes).getChar(6);
    if (version > NEWEST_VERSION) {
      return "class file version %d is from the future; the newest known is %d (Java %d)"
          .formatted(version, NEWEST_VERSION, NEWEST_VERSION - VERSION_OF_JAVA_0);
    }
    try {
      internalNameOf(bytes);
      return null;
    } catch (RuntimeException e) {
      return "the class file is corrupt (" + e + ")";
    }
  }

  static String internalNameOf(byte[] bytes) {
    return new ClassReader(bytes).getClassName();
  }
}
