package io.heapwise.analysis;

import io.heapwise.rewrite.KnownReturns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds sample methods and their instructions. */
final class SampleMethods {
  private SampleMethods() {}

  static byte[] bytesOf(Class<?> type) {
    String resource = '/' + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MethodNode method(String name) {
    ClassNode node = new ClassNode();
    new ClassReader(bytesOf(FlowSamples.class)).accept(node, 0);
    return node.methods.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
  }

  static MethodFlow flow(MethodNode method) throws UnanalyzableException {
    return MethodFlow.of(method, KnownReturns.INSTANCE);
  }

  static AbstractInsnNode first(MethodNode method, int opcode) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == opcode) {
        return insn;
      }
    }
    throw new AssertionError("no opcode " + opcode + " in " + method.name);
  }

  static MethodInsnNode call(MethodNode method, String name) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && call.name.equals(name)) {
        return call;
      }
    }
    throw new AssertionError("no call of " + name + " in " + method.name);
  }

  /** The first object that a method allocates. */
  static Value allocation(MethodNode method, MethodFlow flow) {
    return flow.produced(first(method, Opcodes.NEW));
  }
}
