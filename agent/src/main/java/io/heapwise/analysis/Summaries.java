package io.heapwise.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What methods do with their parameters, read from bytecode when first asked and remembered for the
 * life of this object. Only calls whose target is certain are followed: static, private and
 * constructor calls, and those of final methods and final classes, up to {@value #MAX_DEPTH} deep.
 * Not thread-safe.
 */
public final class Summaries {
  static final int MAX_DEPTH = 3;

  private static final int METHOD_IS_EXACT =
      Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;

  private final ClassSource source;
  private final ReturnedOperand returnedOperand;
  private final Map<String, Declarations> classes = new HashMap<>();
  private final Map<String, MethodFlow> flows = new HashMap<>();
  private final List<String> path = new ArrayList<>();

  public Summaries(ClassSource source, ReturnedOperand returnedOperand) {
    this.source = source;
    this.returnedOperand = returnedOperand;
  }

  /**
   * Why an operand of a call escapes in the method called, or null if it does not.
   *
   * @param effects what is known of the calls that the method makes in turn; it may ask this object
   */
  public String escape(MethodInsnNode call, int operand, CallEffects effects) {
    String target = Escape.simpleName(call.owner) + "." + call.name;
    if (path.size() >= MAX_DEPTH) {
      return "passed more than " + MAX_DEPTH + " calls deep, to " + target;
    }
    String key = call.owner + '.' + call.name + call.desc;
    if (path.contains(key)) {
      return "passed to the recursive method " + target;
    }
    MethodFlow flow = flowOf(call, key);
    if (flow == null) {
      return "passed to " + target;
    }
    path.add(key);
    try {
      String reason = Escape.of(flow.parameter(operand), effects);
      return reason == null ? null : "passed to " + target + ", there " + reason;
    } finally {
      path.remove(path.size() - 1);
    }
  }

  private MethodFlow flowOf(MethodInsnNode call, String key) {
    if (flows.containsKey(key)) {
      return flows.get(key);
    }
    MethodFlow flow = null;
    Declarations declarations = declarationsOf(call.owner);
    if (declarations != null && declarations.isExact(call)) {
      MethodNode method = declarations.codeOf(call.name, call.desc);
      if (method != null) {
        try {
          flow = MethodFlow.of(method, returnedOperand);
        } catch (UnanalyzableException e) {
          // Stays null: a method that is not understood may do anything.
        }
      }
    }
    flows.put(key, flow);
    return flow;
  }

  private Declarations declarationsOf(String internalName) {
    if (!classes.containsKey(internalName)) {
      byte[] bytes = source.bytesOf(internalName);
      classes.put(internalName, bytes == null ? null : new Declarations(bytes));
    }
    return classes.get(internalName);
  }

  /** The methods of one class, with the code of those that were asked for. */
  private static final class Declarations {
    private final ClassReader reader;
    private final Map<String, Integer> access = new HashMap<>();

    Declarations(byte[] bytes) {
      reader = new ClassReader(bytes);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int flags, String name, String descriptor, String signature, String[] thrown) {
              access.put(name + descriptor, flags);
              return null;
            }
          },
          ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    boolean isExact(MethodInsnNode call) {
      Integer flags = access.get(call.name + call.desc);
      if (flags == null || (flags & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
        return false;
      }
      return call.getOpcode() == Opcodes.INVOKESTATIC
          || call.getOpcode() == Opcodes.INVOKESPECIAL
          || (flags & METHOD_IS_EXACT) != 0
          || (reader.getAccess() & Opcodes.ACC_FINAL) != 0;
    }

    MethodNode codeOf(String name, String descriptor) {
      MethodNode[] found = new MethodNode[1];
      reader.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int flags, String method, String desc, String signature, String[] thrown) {
              if (!method.equals(name) || !desc.equals(descriptor)) {
                return null;
              }
              found[0] = new MethodNode(flags, method, desc, signature, thrown);
              return found[0];
            }
          },
          ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return found[0];
    }
  }
}
