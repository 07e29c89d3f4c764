package io.heapwise.analysis;

import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/** What the JDK's own methods do with a {@code ByteArrayOutputStream}. */
public final class OutputUse {
  public static final String OUTPUT = "java/io/ByteArrayOutputStream";

  /**
   * Those keep the stream where only they get at it, write to it, flush and close it, and ask it
   * nothing; that others of their packages do nothing with their field has been read, for 17 and
   * 25. Each has a buffer of its own, beside which a claim is little. Not so a {@code
   * DataOutputStream}: where all of it is inlined, C2 needs neither its locks nor a short array.
   */
  private static final Set<String> WRAPPERS =
      Set.of(
          "java/io/BufferedOutputStream",
          "java/io/ObjectOutputStream",
          "java/io/OutputStreamWriter",
          "java/io/PrintStream",
          "java/io/PrintWriter",
          "java/util/jar/JarOutputStream",
          "java/util/zip/DeflaterOutputStream",
          "java/util/zip/GZIPOutputStream",
          "java/util/zip/ZipOutputStream");

  private OutputUse() {}

  /**
   * Whether a constructor puts the stream into an object that only writes to it, provided that it
   * is that very class which is made, and not one that extends it.
   */
  public static boolean isWrapped(MethodInsnNode call, int operand) {
    return operand == 1 && call.name.equals("<init>") && WRAPPERS.contains(call.owner);
  }
}
