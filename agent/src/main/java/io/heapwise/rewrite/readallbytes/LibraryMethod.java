package io.heapwise.rewrite.readallbytes;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BuilderCalls;
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
import org.objectweb.asm.tree.MethodInsnNode;
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

  private final long codeHash;

  private LibraryMethod(long codeHash) {
    this.codeHash = codeHash;
  }

  /** Spring's allocates an output stream, which is an anchor by itself. */
  static void addAnchors(List<Anchor> anchors) {
    anchors.add(Anchor.callOfRareClass(Opcodes.INVOKESTATIC, COMMONS_IO, "copy"));
    anchors.add(Anchor.call(Opcodes.INVOKESTATIC, GUAVA, "toByteArrayInternal"));
  }

  /** The library's method that this is, or null; but for those that general rules see through. */
  static LibraryMethod of(MethodContext method) {
    if (!isOne(method.className(), method.method())) {
      return null;
    }
    long codeHash = CodeHash.of(method);
    boolean isReadByJdk = method.className().equals(SPRING) && known(codeHash) == 0;
    return isReadByJdk ? null : new LibraryMethod(codeHash);
  }

  private static boolean isOne(String className, MethodNode method) {
    if (!method.desc.equals(TO_ARRAY) || (method.access & Opcodes.ACC_STATIC) == 0) {
      return false;
    }
    return switch (className) {
      case COMMONS_IO, GUAVA -> method.name.equals("toByteArray");
      case SPRING -> method.name.equals("copyToByteArray");
      default -> false;
    };
  }

  /** What the runtime does in the method's stead, or 0 where its code is not among those tested. */
  private static int known(long codeHash) {
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
    return codeHash == 0x92113a32fc10d2edL ? LibraryReads.OLD_GUAVA : 0; // 25.1
  }

  /** Makes the changes, or returns why not. */
  String apply(MethodContext method, AbstractInsnNode start) {
    int known = known(codeHash);
    if (known == 0) {
      return "its code is not one of those tested (" + Long.toHexString(codeHash) + ")";
    }
    LabelNode original = new LabelNode();
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, 0)); // in
    code.add(new InsnNode(Opcodes.ICONST_0 + known)); // in, method
    code.add(new IntInsnNode(Opcodes.SIPUSH, method.numberOf(start))); // in, method, site
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            BuilderCalls.BRIDGE,
            "readLibrary",
            "(Ljava/lang/Object;II)[B",
            false)); // bytes
    code.add(new InsnNode(Opcodes.DUP)); // bytes, bytes
    code.add(new JumpInsnNode(Opcodes.IFNULL, original)); // bytes
    code.add(new InsnNode(Opcodes.ARETURN));
    code.add(original);
    code.add(new InsnNode(Opcodes.POP)); // null ->
    MethodEdit edit = method.edit();
    edit.isAroundSlowCall();
    edit.before(start, code, 3);
    return edit.apply();
  }
}
