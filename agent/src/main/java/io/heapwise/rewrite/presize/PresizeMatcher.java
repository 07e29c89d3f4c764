package io.heapwise.rewrite.presize;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.LastUses;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Where a method has an object in hand for the last time, and so can tell how large it has become.
 * Confined to one thread.
 */
final class PresizeMatcher {
  private final MethodContext method;
  private final MethodFlow flow;
  private final TypeInsnNode allocation;
  private final Value object;
  private final List<AbstractInsnNode> places = new ArrayList<>();

  PresizeMatcher(MethodContext method, TypeInsnNode allocation) {
    this.method = method;
    this.allocation = allocation;
    flow = method.flow();
    object = flow.produced(allocation);
  }

  /**
   * Instructions in front of which the object is on top of the operand stack, one for each last
   * use; complete if there is no {@link #refusal}.
   */
  List<AbstractInsnNode> places() {
    return places;
  }

  /** Why nothing could be learned of the object, or null; to be called once. */
  String refusal() {
    if (!object.isDistinct()) {
      return "may be another object where it is used";
    }
    List<Use> last = new ArrayList<>();
    int others = 0;
    for (Use use : object.uses()) {
      if (use.instruction() instanceof MethodInsnNode call
          && use.operand() == 0
          && PresizedClass.isAboutCapacity(call)) {
        return call.name + "() is called on it";
      }
      if (isConstructor(use)) {
        continue;
      }
      if (flow.isUsedAfter(use.instruction(), object, allocation)) {
        others++;
      } else {
        last.add(use);
      }
    }
    if (others == 0) {
      return "nothing is put into it here";
    }
    if (last.isEmpty() || !LastUses.of(flow, object).inFrontOf().isEmpty()) {
      return "not always in hand when it is complete";
    }
    int[] slots = flow.stackSlotsBefore();
    for (Use use : last) {
      AbstractInsnNode place = placeOf(use, slots);
      if (place == null) {
        int line = Escape.lineOf(use.instruction());
        return "not at hand for its last use" + (line > 0 ? " at line " + line : "");
      }
      if (!places.contains(place)) {
        places.add(place);
      }
    }
    return null;
  }

  private boolean isConstructor(Use use) {
    return use.instruction() instanceof MethodInsnNode call
        && use.operand() == 0
        && call.name.equals("<init>");
  }

  private AbstractInsnNode placeOf(Use use, int[] slots) {
    AbstractInsnNode insn = use.instruction();
    int above = slotsAbove(use);
    if (above < 0) {
      return null;
    }
    int height = slots[flow.indexOf(insn)] - above;
    AbstractInsnNode place = insn;
    while (place != null && flow.inOneBlock(place, insn) && slots[flow.indexOf(place)] != height) {
      place = Adjacent.before(place);
    }
    boolean isThere =
        place != null && flow.inOneBlock(place, insn) && flow.onTopBefore(place) == object;
    return isThere && !method.isChanged(place) ? place : null;
  }

  /** What lies above the object when it is used, or -1 where nobody hands it on or asks it. */
  private static int slotsAbove(Use use) {
    AbstractInsnNode insn = use.instruction();
    int operand = use.operand();
    if (insn instanceof MethodInsnNode call) {
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      return slotsBehind(call.desc, isStatic ? operand : operand - 1);
    }
    if (insn instanceof InvokeDynamicInsnNode call) {
      return slotsBehind(call.desc, operand);
    }
    return switch (insn.getOpcode()) {
      case Opcodes.ARETURN, Opcodes.PUTSTATIC -> 0;
      case Opcodes.PUTFIELD -> operand == 1 ? 0 : -1;
      case Opcodes.AASTORE -> operand == 2 ? 0 : -1;
      default -> -1;
    };
  }

  /**
   * @param argument its index, -1 for the receiver
   */
  private static int slotsBehind(String descriptor, int argument) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    int slots = 0;
    for (int i = argument + 1; i < arguments.length; i++) {
      slots += arguments[i].getSize();
    }
    return slots;
  }
}
