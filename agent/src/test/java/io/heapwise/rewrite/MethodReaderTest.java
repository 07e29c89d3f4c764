package io.heapwise.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Every method of some packages of the JDK, read by this reader and by ASM's own. */
class MethodReaderTest {
  @Test
  void readsWhatAsmReads() throws IOException {
    int methods = 0;
    for (byte[] file : JdkClasses.of("java.base", "java/util", 150)) {
      methods += compare(file, new ReadingScratch.ForMethod(), false);
    }
    assertTrue(methods > 1000, methods + " methods compared");
  }

  @Test
  void readsTheSame_fromInstructionsThatWereOfOtherMethods() throws IOException {
    ReadingScratch.ForMethod scratch = new ReadingScratch.ForMethod();
    int methods = 0;
    for (byte[] file : JdkClasses.of("java.base", "java/util", 150)) {
      methods += compare(file, scratch, true);
    }
    assertTrue(methods > 1000, methods + " methods compared");
  }

  @Test
  void findsTheFramesThatAsmFinds() throws IOException {
    int frames = 0;
    for (byte[] file : JdkClasses.of("java.base", "java/util", 150)) {
      frames += compareFrames(file);
    }
    assertTrue(frames > 1000, frames + " frames compared");
  }

  private static int compare(byte[] file, ReadingScratch.ForMethod scratch, boolean recycle) {
    Map<String, String> expected = new HashMap<>();
    ClassNode byAsm = new ClassNode();
    ClassReader reader = new ClassReader(file);
    reader.accept(byAsm, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    for (MethodNode method : byAsm.methods) {
      expected.put(method.name + method.desc, textOf(method));
    }
    ConstantPool constants = constants(file);
    ClassLayout layout = new ClassLayout(constants, file);
    MethodReader methods = new MethodReader(file, constants, layout, scratch, false);
    int[] compared = new int[1];
    layout.visitCode(
        (header, code) -> {
          if (recycle) {
            scratch.nodes.recycle();
          }
          MethodNode method = methods.read(header, code);
          String key = method.name + method.desc;
          assertEquals(expected.get(key), textOf(method), key);
          assertEquals(method.instructions.size(), methods.bytecodeIndices().size());
          compared[0]++;
        });
    return compared[0];
  }

  /** Instructions, with labels numbered in the order in which they are mentioned. */
  private static String textOf(MethodNode method) {
    Listing listing = new Listing();
    method.accept(listing);
    return listing.lines + " stack " + method.maxStack + " locals " + method.maxLocals;
  }

  private static ConstantPool constants(byte[] file) {
    int count = ConstantPool.countOf(file);
    return new ConstantPool(file, new NameCache(), new int[count], new String[count]);
  }

  private static int compareFrames(byte[] file) {
    ConstantPool constants = constants(file);
    ClassLayout layout = new ClassLayout(constants, file);
    Map<String, Set<Integer>> expected = new HashMap<>();
    FrameOffsets.read(file, expected);
    int[] compared = new int[1];
    layout.visitCode(
        (header, code) -> {
          String key = constants.name(header + 2) + constants.name(header + 4);
          Set<Integer> offsets = expected.getOrDefault(key, Set.of());
          int table = layout.codeAttribute(code, ClassLayout.STACK_MAP_TABLE);
          int length = ClassLayout.intAt(file, code - 4);
          for (int at = 0; at < length; at++) {
            boolean found = StackMapScan.hasFrame(file, table, at - 1, at);
            assertEquals(offsets.contains(at), found, key + " at " + at);
          }
          compared[0] += offsets.size();
        });
    return compared[0];
  }

  /** Writes down what is visited. */
  private static final class Listing extends MethodVisitor {
    final List<String> lines = new ArrayList<>();
    private final Map<Label, Integer> labels = new HashMap<>();

    Listing() {
      super(Opcodes.ASM9);
    }

    private int number(Label label) {
      return labels.computeIfAbsent(label, l -> labels.size());
    }

    @Override
    public void visitInsn(int opcode) {
      lines.add("" + opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      lines.add(opcode + " " + operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      lines.add(opcode + " v" + variable);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
      lines.add("iinc " + variable + " " + increment);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      lines.add(opcode + " " + type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      lines.add(opcode + " " + owner + "." + name + descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      lines.add(opcode + " " + owner + "." + name + descriptor + isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      lines.add("dynamic " + name + descriptor + bootstrap);
    }

    @Override
    public void visitLdcInsn(Object value) {
      lines.add("ldc " + value.getClass() + value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      lines.add("multi " + descriptor + dimensions);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      lines.add(opcode + " L" + number(label));
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... targets) {
      lines.add("table " + min + " " + max + " L" + number(other) + numbers(targets));
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] targets) {
      lines.add("lookup L" + number(other) + java.util.Arrays.toString(keys) + numbers(targets));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      lines.add("try L" + number(start) + " L" + number(end) + " L" + number(handler) + type);
    }

    @Override
    public void visitLabel(Label label) {
      // ASM keeps labels that nothing refers to.
      if (labels.containsKey(label)) {
        lines.add("at L" + number(label));
      }
    }

    private List<Integer> numbers(Label[] targets) {
      List<Integer> numbers = new ArrayList<>();
      for (Label target : targets) {
        numbers.add(number(target));
      }
      return numbers;
    }
  }

  /** The places of frames, by ASM. */
  private static final class FrameOffsets extends ClassReader {
    private int offset;

    private FrameOffsets(byte[] file) {
      super(file);
    }

    static void read(byte[] file, Map<String, Set<Integer>> places) {
      FrameOffsets reader = new FrameOffsets(file);
      reader.accept(
          new org.objectweb.asm.ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              Set<Integer> found = places.computeIfAbsent(name + descriptor, k -> new HashSet<>());
              return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitFrame(
                    int type, int numLocal, Object[] local, int numStack, Object[] stack) {
                  found.add(reader.offset);
                }
              };
            }
          },
          0);
    }

    @Override
    protected void readBytecodeInstructionOffset(int bytecodeOffset) {
      offset = bytecodeOffset;
    }
  }
}
