package io.heapwise.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.rewrite.JdkClasses;
import io.heapwise.rewrite.KnownReturns;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Flows that are made of what flows before them were made of. */
class FlowMemoryTest {
  @Test
  void leavesNothingOfOneMethodInTheNext() throws IOException, UnanalyzableException {
    FlowMemory memory = new FlowMemory();
    int compared = 0;
    int merges = 0;
    for (byte[] file : JdkClasses.of("java.base", "java/util", 120)) {
      ClassNode type = new ClassNode();
      new ClassReader(file).accept(type, ClassReader.SKIP_FRAMES);
      for (MethodNode method : type.methods) {
        if (method.instructions.size() > 0) {
          String expected = describe(method, SampleMethods.flow(method));
          MethodFlow flow = MethodFlow.of(method, KnownReturns.INSTANCE, memory);
          assertEquals(expected, describe(method, flow), () -> type.name + "." + method.name);
          compared++;
          merges += expected.contains("PHI") ? 1 : 0;
        }
      }
    }
    assertTrue(compared > 1000 && merges > 100, compared + " compared, " + merges + " merge");
  }

  @Test
  void isOfUseAgain_whenAMethodWasNotUnderstood() throws UnanalyzableException {
    MethodNode method = SampleMethods.method("merged");
    MethodNode bad = SampleMethods.method("merged");
    bad.instructions.insertBefore(bad.instructions.getLast(), new InsnNode(Opcodes.POP2));
    bad.instructions.insertBefore(SampleMethods.call(bad, "toString"), new InsnNode(Opcodes.POP2));
    FlowMemory memory = new FlowMemory();
    assertThrows(
        UnanalyzableException.class, () -> MethodFlow.of(bad, KnownReturns.INSTANCE, memory));
    MethodFlow flow = MethodFlow.of(method, KnownReturns.INSTANCE, memory);
    assertEquals(describe(method, SampleMethods.flow(method)), describe(method, flow));
  }

  @Test
  void isLarge_onlyAfterGiantMethods() throws UnanalyzableException {
    FlowMemory memory = new FlowMemory();
    MethodFlow.of(straight(100), KnownReturns.INSTANCE, memory);
    assertFalse(memory.isLarge());
    MethodFlow.of(straight(20_000), KnownReturns.INSTANCE, memory);
    assertTrue(memory.isLarge());
  }

  private static MethodNode straight(int values) {
    MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "straight", "()V", null, null);
    for (int i = 0; i < values; i++) {
      method.visitInsn(Opcodes.ICONST_0);
      method.visitInsn(Opcodes.POP);
    }
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  /** Everything that can be asked of a flow. */
  private static String describe(MethodNode method, MethodFlow flow) {
    StringBuilder text = new StringBuilder();
    for (AbstractInsnNode insn : method.instructions) {
      text.append('\n').append(flow.indexOf(insn)).append(flow.isReachable(insn) ? ' ' : '-');
      Value produced = insn.getOpcode() < 0 ? null : flow.produced(insn);
      if (produced != null) {
        text.append(inFull(produced, flow)).append(produced.isDistinct());
        text.append(flow.isUsedAfter(insn, produced, insn));
      }
      if (insn instanceof MethodInsnNode && flow.isReachable(insn)) {
        for (Value operand : flow.operands(insn)) {
          text.append(" <- ").append(inFull(operand, flow));
        }
      }
    }
    return text + Arrays.toString(flow.stackSlotsBefore());
  }

  private static String inFull(Value value, MethodFlow flow) {
    StringBuilder text = new StringBuilder(name(value, flow));
    for (Value.Use use : value.uses()) {
      text.append(" used ").append(flow.indexOf(use.instruction())).append('.');
      text.append(use.operand());
    }
    for (AbstractInsnNode copy : value.copies()) {
      text.append(" copied ").append(flow.indexOf(copy));
    }
    return text + names(value.inputs(), flow) + names(value.phis(), flow);
  }

  private static String names(List<Value> values, MethodFlow flow) {
    StringBuilder text = new StringBuilder("[");
    for (Value value : values) {
      text.append(name(value, flow)).append(',').append(value.uses().size());
    }
    return text.append(']').toString();
  }

  private static String name(Value value, MethodFlow flow) {
    AbstractInsnNode definition = value.definition();
    int place = definition == null ? value.parameter() : flow.indexOf(definition);
    return value.kind() + "@" + place + "/" + value.size();
  }
}
