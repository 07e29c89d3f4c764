package io.heapwise.analysis;

import static io.heapwise.analysis.SampleMethods.allocation;
import static io.heapwise.analysis.SampleMethods.call;
import static io.heapwise.analysis.SampleMethods.first;
import static io.heapwise.analysis.SampleMethods.flow;
import static io.heapwise.analysis.SampleMethods.method;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

class MethodFlowTest {
  @Test
  void seesOneValueThroughLocalsAndAppends() throws UnanalyzableException {
    MethodNode method = method("straight");
    MethodFlow flow = flow(method);
    Value builder = allocation(method, flow);
    assertSame(builder, flow.operands(call(method, "append"))[0]);
    assertSame(builder, flow.operands(call(method, "toString"))[0]);
    assertEquals(3, builder.uses().size());
    assertTrue(builder.isDistinct());
  }

  @Test
  void knowsThatAMergedValueMayBeAnother() throws UnanalyzableException {
    MethodNode method = method("merged");
    MethodFlow flow = flow(method);
    Value builder = allocation(method, flow);
    assertFalse(builder.isDistinct());
    Value either = flow.operands(call(method, "toString"))[0];
    assertEquals(Value.Kind.PHI, either.kind());
    assertTrue(either.inputs().contains(builder));
  }

  @Test
  void tellsThisRoundFromTheLast() throws UnanalyzableException {
    MethodNode kept = method("previousRound");
    assertFalse(allocation(kept, flow(kept)).isDistinct());
    MethodNode dropped = method("eachRound");
    assertTrue(allocation(dropped, flow(dropped)).isDistinct());
  }

  @Test
  void knowsTheLastUse() throws UnanalyzableException {
    assertFalse(isUsedAfterToString("straight"));
    assertFalse(isUsedAfterToString("eachRound"));
    assertTrue(isUsedAfterToString("usedAfter"));
    assertTrue(isUsedAfterToString("usedInHandler"));
  }

  private static boolean isUsedAfterToString(String name) throws UnanalyzableException {
    MethodNode method = method(name);
    MethodFlow flow = flow(method);
    AbstractInsnNode allocation = first(method, Opcodes.NEW);
    return flow.isUsedAfter(call(method, "toString"), flow.produced(allocation), allocation);
  }

  @Test
  void listsTheWritesOfAnArrayThatOnlyOneCallSees() throws UnanalyzableException {
    MethodNode method = method("twoArguments");
    MethodFlow flow = flow(method);
    AbstractInsnNode consumer = call(method, "consume");
    Value array = flow.operands(consumer)[0];
    AbstractInsnNode[] writes = ArrayContents.definiteWrites(flow, array, consumer);
    assertEquals(2, writes.length);
    assertSame(flow.parameter(0), flow.operands(writes[0])[2]);
    assertSame(flow.parameter(1), flow.operands(writes[1])[2]);
  }

  @Test
  void doesNotTrustAnArrayThatIsKept() throws UnanalyzableException {
    MethodNode method = method("keptArguments");
    MethodFlow flow = flow(method);
    AbstractInsnNode consumer = call(method, "consume");
    Value array = flow.operands(consumer)[0];
    assertNull(ArrayContents.definiteWrites(flow, array, consumer));
  }

  @Test
  void countsSlotsOfLongsTwice() throws UnanalyzableException {
    MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "m", "(J)V", null, null);
    method.visitVarInsn(Opcodes.LLOAD, 0);
    method.visitInsn(Opcodes.DUP2);
    method.visitInsn(Opcodes.LADD);
    method.visitInsn(Opcodes.POP2);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(4, 2);
    assertArrayEquals(new int[] {0, 2, 4, 2, 0}, flow(method).stackSlotsBefore());
  }

  @Test
  void refusesSubroutines() {
    MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "m", "()V", null, null);
    Label subroutine = new Label();
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(subroutine);
    method.visitVarInsn(Opcodes.ASTORE, 0);
    method.visitVarInsn(Opcodes.RET, 0);
    method.visitMaxs(1, 1);
    assertThrows(UnanalyzableException.class, () -> flow(method));
  }
}
