package io.heapwise.trust;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.trust.ClassTree.Target;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Whether a call finds in a field what was there when it began, though the field may be written at
 * other times: all code that runs before the use has been followed, writes no such field, and waits
 * for nobody. Another thread that writes the field meanwhile has a data race with this use.
 */
final class BeforeUse {
  private static final int MAX_DEPTH = 6;

  private final ClassTree tree;
  private final String field;
  private final String descriptor;
  private final Set<String> followed = new HashSet<>();
  private int depth;

  BeforeUse(ClassTree tree, FieldNode field) {
    this.tree = tree;
    this.field = field.name;
    descriptor = field.desc;
  }

  /** Whether nothing replaces the delegate on the way through these calls, the last its use. */
  boolean isQuiet(List<Place> way) {
    try {
      for (Place place : way) {
        if (place.target.is(Opcodes.ACC_SYNCHRONIZED)) {
          return false;
        }
        Paths paths = new Paths(place.target.method());
        BitSet before = paths.before(place.call);
        if (!isQuiet(place.target, place.flow, place.values, paths, before, false)) {
          return false;
        }
      }
      return true;
    } catch (Distrust e) {
      return false;
    }
  }

  private boolean isQuiet(
      Target target,
      MethodFlow flow,
      FrameValues values,
      Paths paths,
      BitSet instructions,
      boolean mayThrow)
      throws Distrust {
    for (int i = instructions.nextSetBit(0); i >= 0; i = instructions.nextSetBit(i + 1)) {
      AbstractInsnNode insn = target.method().instructions.get(i);
      if (insn.getOpcode() >= 0
          && flow.isReachable(insn)
          && !isQuiet(
              target, flow, values, insn, mayThrow || paths.mayThrowInto(insn, instructions))) {
        return false;
      }
    }
    return true;
  }

  private boolean isQuiet(
      Target target, MethodFlow flow, FrameValues values, AbstractInsnNode insn, boolean mayThrow)
      throws Distrust {
    return switch (insn.getOpcode()) {
      case Opcodes.MONITORENTER, Opcodes.INVOKEDYNAMIC -> false;
      case Opcodes.PUTFIELD -> {
        FieldInsnNode write = (FieldInsnNode) insn;
        yield !write.name.equals(field) || !write.desc.equals(descriptor);
      }
      case Opcodes.GETFIELD -> isPlain(target.owner(), (FieldInsnNode) insn);
      case Opcodes.GETSTATIC, Opcodes.PUTSTATIC ->
          isInitialized(target.owner(), ((FieldInsnNode) insn).owner)
              && isPlain(target.owner(), (FieldInsnNode) insn);
      case Opcodes.NEW -> isInitialized(target.owner(), ((TypeInsnNode) insn).desc);
      case Opcodes.INVOKESTATIC,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKEINTERFACE ->
          isQuietCall(target, flow, values, (MethodInsnNode) insn, mayThrow);
      default -> true;
    };
  }

  /** Whether what is read tells nothing of what other threads have done before. */
  private boolean isPlain(ParsedClass by, FieldInsnNode read) throws Distrust {
    ParsedClass owner = tree.named(by, read.owner);
    while (owner.field(read.name) == null) {
      if (owner.node.superName == null) {
        return false;
      }
      owner = tree.named(owner, owner.node.superName);
    }
    return (owner.field(read.name).access & Opcodes.ACC_VOLATILE) == 0;
  }

  /** Whether a class runs nothing of the program when it is used for the first time. */
  private boolean isInitialized(ParsedClass by, String owner) throws Distrust {
    return owner.equals(by.name()) || tree.ancestor(owner) != null || tree.named(by, owner).isJdk();
  }

  private boolean isQuietCall(
      Target target, MethodFlow flow, FrameValues values, MethodInsnNode call, boolean mayThrow)
      throws Distrust {
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    boolean onThis = !isStatic && values.of(flow.operands(call)[0]) == Binding.THIS;
    if (isStatic && !isInitialized(target.owner(), call.owner)) {
      return false;
    }
    if (!isStatic && !onThis && call.getOpcode() != Opcodes.INVOKESPECIAL) {
      return false;
    }
    if (call.owner.equals("java/lang/System") && call.name.equals("arraycopy")) {
      return true;
    }
    Target reached =
        onThis
            ? values.targetOnThis(call)
            : tree.exactTarget(target.owner(), call.owner, call.name, call.desc);
    int hidden = Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNCHRONIZED;
    if (reached == null || reached.is(hidden) || depth == MAX_DEPTH) {
      return false;
    }
    Binding[] parameters = new Binding[flow.operands(call).length];
    StringBuilder key = new StringBuilder(reached.key()).append(mayThrow);
    for (int i = 0; i < parameters.length; i++) {
      boolean isThis = values.of(flow.operands(call)[i]) == Binding.THIS;
      parameters[i] = isThis ? Binding.THIS : Binding.OTHER;
      key.append(parameters[i]);
    }
    if (!followed.add(key.toString())) {
      return true;
    }
    depth++;
    MethodFlow body = FrameValues.flow(reached);
    Paths paths = new Paths(reached.method());
    boolean isQuiet =
        isQuiet(
            reached,
            body,
            new FrameValues(tree, reached, body, parameters),
            paths,
            mayThrow ? paths.all() : paths.beforeReturn(),
            mayThrow);
    depth--;
    return isQuiet;
  }

  /** A call on the way to the use of a delegate, and the method that makes it. */
  static final class Place {
    final Target target;
    final MethodFlow flow;
    final FrameValues values;
    final MethodInsnNode call;

    Place(Target target, MethodFlow flow, FrameValues values, MethodInsnNode call) {
      this.target = target;
      this.flow = flow;
      this.values = values;
      this.call = call;
    }
  }
}
