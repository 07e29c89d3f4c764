package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.util.CheckClassAdapter;

/** Reads class files: their bytes, what they hold, whether they are valid. */
public final class ClassFiles {
  private ClassFiles() {}

  /** A class of the test class path and the classes nested in it, by binary name. */
  public static Map<String, byte[]> of(Class<?> type) {
    Map<String, byte[]> classFiles = new LinkedHashMap<>();
    for (Class<?> nested : type.getNestMembers()) {
      classFiles.put(nested.getName(), bytesOf(nested));
    }
    return classFiles;
  }

  public static byte[] bytesOf(Class<?> type) {
    String resource = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ClassNode parse(byte[] classFile) {
    ClassNode node = new ClassNode(Opcodes.ASM9);
    new ClassReader(classFile).accept(node, 0);
    return node;
  }

  public static MethodNode method(byte[] classFile, String name) {
    for (MethodNode method : parse(classFile).methods) {
      if (method.name.equals(name)) {
        return method;
      }
    }
    throw new AssertionError("no method " + name);
  }

  /** How many there are of each instruction that rewrites remove or add. */
  public static Map<String, Integer> countsOf(byte[] classFile, String methodName) {
    Map<String, Integer> counts = new TreeMap<>();
    for (AbstractInsnNode insn : method(classFile, methodName).instructions) {
      String kind = kindOf(insn);
      if (kind != null) {
        counts.merge(kind, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static String kindOf(AbstractInsnNode insn) {
    if (insn.getOpcode() == Opcodes.NEW && isReplaced(((TypeInsnNode) insn).desc)) {
      return "new";
    }
    if (insn.getOpcode() == Opcodes.NEW
        && ((TypeInsnNode) insn).desc.equals("java/io/ByteArrayOutputStream")) {
      return "newOutput";
    }
    if (insn.getOpcode() == Opcodes.ANEWARRAY) {
      return "array";
    }
    if (insn.getOpcode() == Opcodes.NEWARRAY) {
      return "newarray";
    }
    if (insn.getOpcode() == Opcodes.CALOAD) {
      return "caload";
    }
    if (insn.getOpcode() == Opcodes.ARRAYLENGTH) {
      return "arraylength";
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return dynamic.name.equals("makeConcatWithConstants") ? "indy" : null;
    }
    if (!(insn instanceof MethodInsnNode call)) {
      return null;
    }
    if (call.owner.endsWith("/HeapwiseBridge")) {
      return call.name;
    }
    if (isBuilder(call.owner) && (call.name.equals("append") || call.name.equals("toString"))) {
      return call.name.equals("append") ? "append" : "toString";
    }
    if (call.name.equals("allocateDirect")) {
      return call.name;
    }
    return call.owner.equals("java/lang/String") && call.name.startsWith("format")
        ? "String.format"
        : null;
  }

  private static boolean isReplaced(String type) {
    return isBuilder(type)
        || type.startsWith("java/io/Buffered")
        || type.equals("java/io/InputStreamReader")
        || type.equals("java/io/OutputStreamWriter");
  }

  private static boolean isBuilder(String owner) {
    return owner.equals("java/lang/StringBuilder") || owner.equals("java/lang/StringBuffer");
  }

  /** Fails unless ASM's verifier accepts a class file. */
  public static void assertValid(byte[] classFile) {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(classFile),
        ClassFiles.class.getClassLoader(),
        false,
        new PrintWriter(problems));
    assertEquals("", problems.toString());
  }
}
