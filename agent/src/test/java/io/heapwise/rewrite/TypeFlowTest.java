package io.heapwise.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;

/** What is known in front of each instruction, against what ASM's own analysis says. */
class TypeFlowTest {
  @Test
  void knowsWhatAsmKnows() throws IOException {
    List<byte[]> files = new ArrayList<>(JdkClasses.of("java.base", "java/util", 200));
    files.addAll(JdkClasses.of("java.base", "java/math", 50));
    files.addAll(JdkClasses.of("java.base", "java/lang/invoke", 60));
    files.add(GrownSamples.everything());
    int compared = 0;
    for (byte[] file : files) {
      Map<String, String> expected = byAsm(file);
      Map<String, String> found = byTypeFlow(file);
      expected.forEach((place, state) -> assertEquals(state, found.get(place), place));
      assertEquals(expected.size(), found.size());
      compared += found.size();
    }
    assertTrue(compared > 100_000, compared + " places compared");
  }

  private static Map<String, String> byAsm(byte[] file) {
    Map<String, String> states = new HashMap<>();
    AnalyzerAdapter[] current = new AnalyzerAdapter[1];
    String[] name = new String[2];
    ClassReader reader =
        new ClassReader(file) {
          @Override
          protected void readBytecodeInstructionOffset(int offset) {
            states.put(name[1] + '@' + offset, textOf(current[0]));
          }
        };
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public void visit(int v, int a, String className, String s, String p, String[] i) {
            name[0] = className;
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String signature, String[] thrown) {
            name[1] = name[0] + '.' + method + descriptor;
            current[0] = new AnalyzerAdapter(name[0], access, method, descriptor, null);
            return current[0];
          }
        },
        ClassReader.EXPAND_FRAMES);
    return states;
  }

  private static String textOf(AnalyzerAdapter adapter) {
    return adapter.locals == null
        ? "unknown"
        : textOf(adapter.locals.toArray()) + " | " + textOf(adapter.stack.toArray());
  }

  private static String textOf(Object[] types) {
    StringBuilder text = new StringBuilder();
    for (Object type : types) {
      text.append(type instanceof Label ? "uninitialised" : type).append(' ');
    }
    return text.toString().replaceAll("(0 )*$", "");
  }

  private static Map<String, String> byTypeFlow(byte[] file) {
    Map<String, String> states = new HashMap<>();
    ReadingScratch scratch = new ReadingScratch();
    scratch.makeRoomFor(ConstantPool.countOf(file));
    ConstantPool constants =
        new ConstantPool(file, new NameCache(), scratch.constantOffsets, scratch.decodedNames);
    ClassLayout layout = new ClassLayout(constants, file);
    scratch.addedConstants.begin(constants.count());
    String className = constants.className(constants.end() + 2);
    layout.visitCode(
        (header, code) -> {
          VerificationTypes types = new VerificationTypes(constants, scratch.addedConstants);
          TypeFlow flow = new TypeFlow(types, constants, scratch.addedConstants);
          flow.begin(
              header,
              layout,
              ClassLayout.shortAt(file, code - 6),
              ClassLayout.shortAt(file, code - 8));
          int length = ClassLayout.intAt(file, code - 4);
          int[] same = new int[length];
          for (int i = 0; i < length; i++) {
            same[i] = i;
          }
          Insertions none = new Insertions(ClassLayout.shortAt(file, code - 6));
          GrownFrames frames = new GrownFrames(flow, none, types, same);
          int[] parameters = frames.parameters();
          int table = layout.codeAttribute(code, ClassLayout.STACK_MAP_TABLE);
          StackMapReader reader = new StackMapReader(file, table, parameters, parameters.length);
          boolean isFrameLeft = reader.next();
          String method = className + '.' + constants.name(header + 2) + constants.name(header + 4);
          for (int i = 0; i < length; i += InstructionLength.at(file, code + i, code)) {
            states.put(method + '@' + i, textOf(flow, types));
            if (isFrameLeft && reader.place == i) {
              frames.enter(reader);
              isFrameLeft = reader.next();
            }
            if (flow.isKnown) {
              flow.step(file, code, i);
            }
          }
        });
    return states;
  }

  private static String textOf(TypeFlow flow, VerificationTypes types) {
    return flow.isKnown
        ? textOf(flow.locals, flow.localCount, types)
            + " | "
            + textOf(flow.stack, flow.depth, types)
        : "unknown";
  }

  private static String textOf(int[] slots, int count, VerificationTypes types) {
    Object[] texts = new Object[count];
    for (int i = 0; i < count; i++) {
      String name = types.nameOf(slots[i]);
      boolean isNew = VerificationTypes.tag(slots[i]) == VerificationTypes.UNINITIALIZED;
      texts[i] = name != null ? name : isNew ? "uninitialised" : String.valueOf(slots[i]);
    }
    return textOf(texts);
  }
}
