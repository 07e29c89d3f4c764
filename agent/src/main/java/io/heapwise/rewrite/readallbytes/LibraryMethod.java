package io.heapwise.rewrite.readallbytes;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.runtime.LibraryReads;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A well-known method that reads all of a stream in a way that no general rule sees through. It is
 * given a short cut at its start, if its code, and that of the methods of its class that it calls,
 * is to the letter one that was tested.
 */
final class LibraryMethod {
  private static final String COMMONS_IO = "org/apache/commons/io/IOUtils";
  private static final String SPRING = "org/springframework/util/StreamUtils";
  private static final String GUAVA = "com/google/common/io/ByteStreams";
  private static final String TO_ARRAY = "(Ljava/io/InputStream;)[B";
  private static final String TO_TEXT =
      "(Ljava/io/InputStream;Ljava/nio/charset/Charset;)Ljava/lang/String;";

  private final long codeHash;
  private final boolean makesText;

  private LibraryMethod(long codeHash, boolean makesText) {
    this.codeHash = codeHash;
    this.makesText = makesText;
  }

  /** Spring's allocate an output stream, which is an anchor by itself, or a reader. */
  static void addAnchors(List<Anchor> anchors) {
    anchors.add(Anchor.callOfRareClass(Opcodes.INVOKESTATIC, COMMONS_IO, "copy"));
    anchors.add(Anchor.call(Opcodes.INVOKESTATIC, GUAVA, "toByteArrayInternal"));
    anchors.add(Anchor.allocation("java/io/InputStreamReader"));
  }

  /** The library's method that this is, or null; but for those that general rules see through. */
  static LibraryMethod of(MethodContext method) {
    if (!isOne(method.className(), method.method())) {
      return null;
    }
    long codeHash = CodeHash.of(method);
    boolean makesText = method.method().desc.equals(TO_TEXT);
    boolean isReadByJdk =
        method.className().equals(SPRING) && !makesText && known(codeHash, false) == 0;
    return isReadByJdk ? null : new LibraryMethod(codeHash, makesText);
  }

  private static boolean isOne(String className, MethodNode method) {
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      return false;
    }
    if (method.desc.equals(TO_TEXT)) {
      return className.equals(COMMONS_IO) && method.name.equals("toString")
          || className.equals(SPRING) && method.name.equals("copyToString");
    }
    if (!method.desc.equals(TO_ARRAY)) {
      return false;
    }
    return switch (className) {
      case COMMONS_IO, GUAVA -> method.name.equals("toByteArray");
      case SPRING -> method.name.equals("copyToByteArray");
      default -> false;
    };
  }

  /** What the runtime does in the method's stead, or 0 where its code is not among those tested. */
  private static int known(long codeHash, boolean makesText) {
    // A chain rather than a switch or a map: there are few, and it is asked once.
    if (codeHash == 0x374562eb7b67544eL // commons-io 1.4
        || codeHash == 0x4ad1fbcd612d41L // 2.5
        || codeHash == 0xb39db4dcead99587L) { // 2.6
      return LibraryReads.OLD_COMMONS_IO;
    }
    if (codeHash == 0xcde9818ef5ceedf4L // commons-io 2.11
        || codeHash == 0xd3b98349b81d1e35L // 2.13
        || codeHash == 0x48d57fc6d49dbd6L) { // 2.15 to 2.20
      return LibraryReads.COMMONS_IO;
    }
    if (codeHash == 0x1ae05826e0161b2L // Spring 3.2
        || codeHash == 0x4b6debe4062ff730L) { // 4.3 to 5.3
      return LibraryReads.SPRING;
    }
    if (codeHash == 0x42f424d3e8833fd3L) { // Guava 31.1 to 33.7
      return LibraryReads.GUAVA;
    }
    if (codeHash == 0x92113a32fc10d2edL) { // 25.1
      return LibraryReads.OLD_GUAVA;
    }
    return makesText ? knownText(codeHash) : 0;
  }

  private static int knownText(long codeHash) {
    if (codeHash == 0xee90ddcc2508ad81L // commons-io 2.5
        || codeHash == 0xe49a8d457d5d4370L // 2.6
        || codeHash == 0x3ab831575866eddcL // Spring 3.2
        || codeHash == 0xd3999a1018b023cdL) { // 4.3 to 5.3
      return LibraryReads.OLD_TEXT;
    }
    boolean isNewer =
        codeHash == 0x6b053e787ef9cd3fL // commons-io 2.11
            || codeHash == 0x4e7d26aa6454e971L // 2.13
            || codeHash == 0xb9f8ce1d48f9ecffL // 2.15 and 2.16
            || codeHash == 0x28b1a577d4f98176L // 2.17 to 2.20
            || codeHash == 0x796d3c73df702879L; // Spring 6.1 and 6.2
    return isNewer ? LibraryReads.TEXT : 0;
  }

  /** Makes the changes, or returns why not. */
  String apply(MethodContext method, AbstractInsnNode start) {
    int known = known(codeHash, makesText);
    if (known == 0) {
      return "its code is not one of those tested (" + Long.toHexString(codeHash) + ")";
    }
    LabelNode original = new LabelNode();
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, 0)); // in
    if (makesText) {
      code.add(new VarInsnNode(Opcodes.ALOAD, 1)); // in, charset
    }
    code.add(new IntInsnNode(Opcodes.BIPUSH, known)); // in, charset, method
    code.add(new IntInsnNode(Opcodes.SIPUSH, method.numberOf(start)));
    code.add(
        BridgeCalls.call(
            "readLibrary",
            makesText
                ? "(Ljava/lang/Object;Ljava/nio/charset/Charset;II)Ljava/lang/String;"
                : "(Ljava/lang/Object;II)[B")); // in, charset, method, site -> all
    code.add(new InsnNode(Opcodes.DUP)); // all, all
    code.add(new JumpInsnNode(Opcodes.IFNULL, original)); // all
    code.add(new InsnNode(Opcodes.ARETURN));
    code.add(original);
    code.add(new InsnNode(Opcodes.POP)); // null ->
    MethodEdit edit = method.edit();
    edit.isAroundSlowCall();
    edit.before(start, code, 4);
    return edit.apply();
  }
}
