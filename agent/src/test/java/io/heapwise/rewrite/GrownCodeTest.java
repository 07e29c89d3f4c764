package io.heapwise.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.util.TraceClassVisitor;

/** Methods with code in them that was not there: all else is as it was, and it runs as before. */
class GrownCodeTest {
  private static final int MARK = 12345;
  private static final String TEXT_MARK = "<mark>";

  @Test
  void isTheSameMethod_withoutWhatWasPutIn() throws IOException {
    int methods = 0;
    for (byte[] file : classFiles()) {
      for (int seed = 0; seed < 3; seed++) {
        Random random = new Random(seed);
        int share = 1 + 3 * seed;
        byte[] grown =
            GrownClass.of(file, (into, indexes, code) -> mark(into, indexes, code, random, share));
        ClassNode node = nodeOf(grown);
        methods += removeMarks(node);
        assertSameLines(textOf(nodeOf(file)), textOf(node));
      }
    }
    assertTrue(methods > 3000, methods + " methods with marks");
  }

  @Test
  void keepsAttributesOfAllKinds() {
    String text = textOf(nodeOf(GrownSamples.everything()));
    for (String part :
        List.of(
            "LINENUMBER",
            "LOCALVARIABLE",
            "TABLESWITCH",
            "LOOKUPSWITCH",
            "TRYCATCHBLOCK",
            "INVOKEDYNAMIC",
            ": INSTANCEOF",
            ": NEW",
            ": CAST 0",
            ": CONSTRUCTOR_REFERENCE",
            ": LOCAL_VARIABLE, [",
            ": EXCEPTION_PARAMETER",
            "LSTORE 300",
            "IINC 302")) {
      assertTrue(text.contains(part), "the sample has no " + part + " in " + text);
    }
  }

  @Test
  void seesWhenSomethingIsNotAsItWas() {
    byte[] file = GrownSamples.everything();
    byte[] grown =
        GrownClass.of(
            file,
            (into, indexes, code) ->
                into.addBefore(indexes[0], code(new InsnNode(Opcodes.NOP)), 0));
    ClassNode node = nodeOf(grown);
    removeMarks(node);
    assertNotEquals(textOf(nodeOf(file)), textOf(node));
  }

  @Test
  void runsAsBefore_withBranchesAndVariablesEverywhere() throws Exception {
    byte[] file = GrownSamples.everything();
    List<Object> expected = GrownSamples.run(file);
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      byte[] grown =
          GrownClass.of(file, (into, indexes, code) -> branch(into, indexes, code, random));
      assertNull(RewriteVerifier.problemOf(grown));
      assertEquals(expected, GrownSamples.run(grown), "seed " + seed);
    }
  }

  @Test
  void leavesWhatIsBehindToTheWayAround() throws Exception {
    // A label behind goto is reached by jumps alone.
    byte[] file = GrownSamples.everything();
    byte[] grown =
        GrownClass.of(
            file,
            (into, indexes, code) -> {
              for (int index : indexes) {
                LabelNode other = new LabelNode();
                LabelNode end = new LabelNode();
                into.addBefore(
                    index,
                    code(
                        new InsnNode(Opcodes.LCONST_1),
                        new InsnNode(Opcodes.ACONST_NULL),
                        new JumpInsnNode(Opcodes.IFNONNULL, other),
                        new InsnNode(Opcodes.POP2),
                        new JumpInsnNode(Opcodes.GOTO, end),
                        other,
                        new InsnNode(Opcodes.POP2),
                        end,
                        new InsnNode(Opcodes.NOP)),
                    4);
              }
            });
    assertNull(RewriteVerifier.problemOf(grown));
    assertEquals(GrownSamples.run(file), GrownSamples.run(grown));
  }

  @Test
  void writesInstructionsOfAllKinds() throws Exception {
    byte[] file = GrownSamples.everything();
    byte[] grown =
        GrownClass.of(
            file,
            (into, indexes, code) -> {
              int local = into.newLocal("java/lang/Object");
              InsnList insns =
                  code(
                      new InsnNode(Opcodes.ICONST_2),
                      new TypeInsnNode(Opcodes.ANEWARRAY, "java/lang/String"),
                      new VarInsnNode(Opcodes.ASTORE, local),
                      new LdcInsnNode(1 << 20),
                      new InsnNode(Opcodes.POP),
                      new LdcInsnNode(1.5f),
                      new InsnNode(Opcodes.POP),
                      new LdcInsnNode(1L << 40),
                      new InsnNode(Opcodes.POP2),
                      new LdcInsnNode(2.5d),
                      new InsnNode(Opcodes.POP2),
                      new LdcInsnNode(Type.getObjectType("java/util/List")),
                      new TypeInsnNode(Opcodes.INSTANCEOF, "java/lang/Class"),
                      new InsnNode(Opcodes.POP),
                      new IntInsnNode(Opcodes.BIPUSH, -3),
                      new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_LONG),
                      new VarInsnNode(Opcodes.ASTORE, local),
                      new FieldInsnNode(
                          Opcodes.GETSTATIC, "java/lang/Boolean", "TRUE", "Ljava/lang/Boolean;"),
                      new MethodInsnNode(
                          Opcodes.INVOKEVIRTUAL, "java/lang/Boolean", "booleanValue", "()Z", false),
                      new InsnNode(Opcodes.POP),
                      new LdcInsnNode("\u0000 \u00e4 \u20ac \ud83d\ude00"),
                      new LdcInsnNode(""),
                      new MethodInsnNode(
                          Opcodes.INVOKEINTERFACE,
                          "java/lang/Comparable",
                          "compareTo",
                          "(Ljava/lang/Object;)I",
                          true),
                      new InsnNode(Opcodes.POP));
              // Never to run: an array of length -3 cannot be had.
              LabelNode end = new LabelNode();
              InsnList guarded =
                  code(new InsnNode(Opcodes.ACONST_NULL), new JumpInsnNode(Opcodes.IFNULL, end));
              guarded.add(insns);
              guarded.add(end);
              guarded.add(new InsnNode(Opcodes.NOP));
              into.addBefore(indexes[0], guarded, 4);
            });
    assertNull(RewriteVerifier.problemOf(grown));
    assertEquals(GrownSamples.run(file), GrownSamples.run(grown));
    String text = textOf(nodeOf(grown));
    assertTrue(text.contains("LDC \"\\u0000 \\u00e4 \\u20ac \\ud83d\\ude00\""), text);
    assertTrue(text.contains("LDC 2.5D"), text);
  }

  @Test
  void refusesWhatItCannotWrite() {
    for (AbstractInsnNode insn :
        List.of(
            new TypeInsnNode(Opcodes.NEW, "java/lang/Object"),
            new LdcInsnNode(Type.getMethodType("()V")),
            new org.objectweb.asm.tree.MultiANewArrayInsnNode("[[I", 2))) {
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              GrownClass.of(
                  GrownSamples.everything(),
                  (into, indexes, code) -> into.addBefore(indexes[0], code(insn), 1)));
    }
  }

  private static void assertSameLines(String expected, String found) {
    String[] lines = expected.split("\n");
    String[] others = found.split("\n");
    for (int i = 0; i < Math.min(lines.length, others.length); i++) {
      assertEquals(lines[i], others[i], "line " + i + " of " + lines[1]);
    }
    assertEquals(lines.length, others.length);
  }

  private static void mark(Insertions into, int[] indexes, byte[] code, Random random, int share) {
    for (int index : indexes) {
      if (random.nextInt(share) > 0) {
        continue;
      }
      AbstractInsnNode push =
          random.nextBoolean() ? new IntInsnNode(Opcodes.SIPUSH, MARK) : new LdcInsnNode(TEXT_MARK);
      InsnList mark = code(push, new InsnNode(Opcodes.POP));
      if (completes(code[index] & 0xFF) && random.nextBoolean()) {
        into.addAfter(index, mark, 1);
      } else if ((code[index] & 0xFF) != Opcodes.NEW) {
        // In front of those the frames of what is allocated, and so the labels, would differ.
        into.addBefore(index, mark, 1);
      }
    }
  }

  private static void branch(Insertions into, int[] indexes, byte[] code, Random random) {
    int share = 1 + random.nextInt(6);
    int local = random.nextBoolean() ? into.newLocal("[B") : -1;
    int wide = random.nextInt(4) == 0 ? into.newLocal("java/lang/Runnable") : -1;
    for (int index : indexes) {
      if (random.nextInt(share) > 0) {
        continue;
      }
      LabelNode end = new LabelNode();
      InsnList insns =
          code(new InsnNode(Opcodes.ACONST_NULL), new JumpInsnNode(Opcodes.IFNULL, end));
      if (local >= 0) {
        insns.add(new InsnNode(Opcodes.ICONST_1));
        insns.add(new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_BYTE));
        insns.add(new VarInsnNode(Opcodes.ASTORE, local));
      }
      if (wide >= 0) {
        insns.add(new VarInsnNode(Opcodes.ALOAD, wide));
        insns.add(new InsnNode(Opcodes.POP));
      }
      insns.add(end);
      if (completes(code[index] & 0xFF) && random.nextBoolean()) {
        into.addAfter(index, insns, 1);
      } else {
        insns.add(new InsnNode(Opcodes.NOP));
        into.addBefore(index, insns, 1);
      }
    }
  }

  private static boolean completes(int opcode) {
    return opcode != Opcodes.GOTO
        && opcode != Opcodes.ATHROW
        && opcode != 200
        && (opcode < Opcodes.TABLESWITCH || opcode > Opcodes.RETURN);
  }

  private static InsnList code(AbstractInsnNode... insns) {
    InsnList code = new InsnList();
    for (AbstractInsnNode insn : insns) {
      code.add(insn);
    }
    return code;
  }

  private static List<byte[]> classFiles() throws IOException {
    List<byte[]> files = new ArrayList<>(JdkClasses.of("java.base", "java/util", 120));
    files.addAll(JdkClasses.of("java.base", "java/lang/invoke", 40));
    files.add(GrownSamples.everything());
    return files;
  }

  private static ClassNode nodeOf(byte[] file) {
    ClassNode node = new ClassNode();
    new ClassReader(file).accept(node, ClassReader.EXPAND_FRAMES);
    return node;
  }

  /** How many methods had marks. */
  private static int removeMarks(ClassNode node) {
    int marked = 0;
    for (MethodNode method : node.methods) {
      boolean isMarked = false;
      for (AbstractInsnNode insn : method.instructions.toArray()) {
        if (insn instanceof IntInsnNode push && push.operand == MARK
            || insn instanceof LdcInsnNode text && text.cst.equals(TEXT_MARK)) {
          assertEquals(Opcodes.POP, insn.getNext().getOpcode());
          method.instructions.remove(insn.getNext());
          method.instructions.remove(insn);
          isMarked = true;
        }
      }
      if (isMarked) {
        method.maxStack--;
        marked++;
      }
    }
    return marked;
  }

  private static String textOf(ClassNode node) {
    StringWriter text = new StringWriter();
    node.accept(new TraceClassVisitor(new PrintWriter(text)));
    return text.toString();
  }
}
