package io.heapwise.rewrite.concat;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * A chain of appends in one basic block: {@code new
 * StringBuilder().append(a).append(b).toString()}.
 */
final class ConcatChain {
  /** What {@link java.lang.invoke.StringConcatFactory} takes at most. */
  private static final int MAX_SLOTS = 200;

  /** The methods of the bridge stay below the 35 bytes that C2 inlines in any case. */
  static final int MAX_JOINED = 5;

  /** Far below what a constant may hold, and no chain by hand is as long. */
  private static final int MAX_RECIPE = 8000;

  /**
   * One operand.
   *
   * @param append the call that appends it; the constructor for a text given to that
   * @param type descriptor of the parameter
   * @param constant text to fold into the recipe, or null
   * @param push the instruction that pushes the constant, or null
   */
  record Operand(MethodInsnNode append, String type, String constant, AbstractInsnNode push) {
    boolean isDynamic() {
      return constant == null;
    }
  }

  private final TypeInsnNode allocation;
  private final MethodInsnNode constructor;
  private final AbstractInsnNode capacityPush;
  private final List<Operand> operands;
  private final MethodInsnNode toStringCall;
  private final boolean runsCalls;

  private ConcatChain(
      TypeInsnNode allocation,
      MethodInsnNode constructor,
      AbstractInsnNode capacityPush,
      List<Operand> operands,
      MethodInsnNode toStringCall,
      boolean runsCalls) {
    this.allocation = allocation;
    this.constructor = constructor;
    this.capacityPush = capacityPush;
    this.operands = operands;
    this.toStringCall = toStringCall;
    this.runsCalls = runsCalls;
  }

  /** The chain that begins with an allocation, or null where it is more than a chain. */
  static ConcatChain match(MethodContext method, TypeInsnNode allocation) {
    MethodFlow flow = method.flow();
    Value builder = flow.produced(allocation);
    MethodInsnNode constructor = Construction.constructorOf(builder);
    if (constructor == null || !builder.isDistinct()) {
      return null;
    }
    List<Operand> operands = new ArrayList<>();
    AbstractInsnNode capacityPush = null;
    switch (constructor.desc) {
      case "()V" -> {}
      case "(I)V" -> {
        Value capacity = flow.operand(constructor, 1);
        Integer constant = ArrayContents.intConstant(capacity);
        capacityPush = Adjacent.before(constructor);
        if (constant == null || constant < 0 || capacity.definition() != capacityPush) {
          return null;
        }
      }
      case "(Ljava/lang/String;)V" -> {
        if (!isNeverNull(flow.operand(constructor, 1))) {
          return null;
        }
        operands.add(operand(flow, constructor, "Ljava/lang/String;"));
      }
      default -> {
        return null;
      }
    }
    MethodInsnNode last = collect(flow, builder, operands);
    if (last == null
        || !flow.inOneBlock(allocation, last)
        || method.hasFrameBetween(allocation, last)) {
      return null;
    }
    boolean runsCalls = runsOtherCalls(allocation, last, builder);
    return new ConcatChain(allocation, constructor, capacityPush, operands, last, runsCalls);
  }

  /** Adds the operands of the appends; returns the toString(), or null where there is more. */
  private static MethodInsnNode collect(MethodFlow flow, Value builder, List<Operand> operands) {
    MethodInsnNode last = null;
    List<Use> uses = builder.uses();
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (!(use.instruction() instanceof MethodInsnNode call) || use.operand() != 0) {
        return null;
      }
      if (call.name.equals("<init>")) {
        continue;
      }
      if (last != null || !BuilderCalls.isBuilder(call.owner)) {
        return null;
      }
      if (BuilderCalls.isToString(call)) {
        last = call;
      } else {
        String type = appendedType(call);
        if (type == null) {
          return null;
        }
        operands.add(operand(flow, call, type));
      }
    }
    return last;
  }

  /** Type of the operand of an append whose text does not depend on when it is asked for. */
  private static String appendedType(MethodInsnNode call) {
    if (!call.name.equals("append")) {
      return null;
    }
    String type = call.desc.substring(1, call.desc.indexOf(')'));
    return switch (type) {
      case "Ljava/lang/String;", "Ljava/lang/Object;", "I", "J", "C", "Z", "F", "D" -> type;
      default -> null; // char[] and CharSequence are read at their append
    };
  }

  private static Operand operand(MethodFlow flow, MethodInsnNode append, String type) {
    Value value = flow.operand(append, 1);
    String text = constantText(value, type);
    if (text == null || value.definition() != Adjacent.before(append)) {
      return new Operand(append, type, null, null);
    }
    return new Operand(append, type, text, value.definition());
  }

  private static String constantText(Value value, String type) {
    if (type.equals("Ljava/lang/String;")) {
      boolean isText =
          value.kind() == Value.Kind.CONSTANT
              && value.definition() instanceof LdcInsnNode constant
              && constant.cst instanceof String;
      // These two characters mean something in a recipe.
      String text = isText ? (String) ((LdcInsnNode) value.definition()).cst : "\1";
      return text.indexOf('\1') < 0 && text.indexOf('\2') < 0 ? text : null;
    }
    Integer number = ArrayContents.intConstant(value);
    if (number == null || number <= 2) {
      return null;
    }
    return switch (type) {
      case "C" -> String.valueOf((char) number.intValue());
      case "I" -> String.valueOf(number.intValue());
      default -> null;
    };
  }

  /** Whether a text is the result of something that cannot give null. */
  private static boolean isNeverNull(Value value) {
    AbstractInsnNode definition = value.definition();
    if (value.kind() == Value.Kind.CONSTANT) {
      return definition instanceof LdcInsnNode;
    }
    if (definition instanceof InvokeDynamicInsnNode dynamic) {
      return dynamic.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory");
    }
    return definition instanceof MethodInsnNode call
        && (BuilderCalls.isToString(call)
            || call.owner.equals("java/lang/String")
                && call.name.equals("valueOf")
                && !call.desc.startsWith("(Ljava/lang/Object;)"));
  }

  /** Calls of the bridge, from an earlier pass, count for nothing: they are there to be inlined. */
  private static boolean runsOtherCalls(
      AbstractInsnNode first, AbstractInsnNode last, Value builder) {
    for (AbstractInsnNode node = first; node != last; node = node.getNext()) {
      if (node.getOpcode() == Opcodes.INVOKEDYNAMIC) {
        return true;
      }
      if (node instanceof MethodInsnNode call
          && !BridgeCalls.isOne(call)
          && !builder.isUsedBy(call)) {
        return true;
      }
    }
    return false;
  }

  TypeInsnNode allocation() {
    return allocation;
  }

  MethodInsnNode constructor() {
    return constructor;
  }

  /** The instruction that pushes a constant initial capacity, or null. */
  AbstractInsnNode capacityPush() {
    return capacityPush;
  }

  List<Operand> operands() {
    return operands;
  }

  MethodInsnNode toStringCall() {
    return toStringCall;
  }

  /** C2 joins a chain of texts, ints and chars into one allocation by itself. */
  boolean isFusedByC2() {
    for (Operand operand : operands) {
      if (!operand.type().equals("Ljava/lang/String;")
          && !operand.type().equals("I")
          && !operand.type().equals("C")) {
        return false;
      }
    }
    return !runsCalls;
  }

  /** The operand appended last is joined at the place of its own append. */
  Operand last() {
    return operands.get(operands.size() - 1);
  }

  /** Whether there is a method of the bridge for these operands: a few texts and objects. */
  boolean fitsJoin() {
    for (Operand operand : operands) {
      if (operand.type().length() == 1) {
        return false;
      }
    }
    return !operands.isEmpty() && operands.size() <= MAX_JOINED;
  }

  /**
   * Whether a concatenation is certain to give a new text exactly where the builder does: an empty
   * builder gives the one empty constant, and a number or boolean that is concatenated with nothing
   * gives what {@code valueOf} has at hand.
   */
  boolean isAsFreshAsConcatenation() {
    int dynamic = 0;
    boolean primitive = false;
    for (Operand operand : operands) {
      if (operand.isDynamic()) {
        dynamic++;
        primitive |= operand.type().length() == 1;
      } else if (!operand.constant().isEmpty()) {
        return true;
      }
    }
    return primitive && dynamic > 1;
  }

  /** With no operand at all the JDK would answer with the same constant each time. */
  boolean fitsInvokedynamic() {
    int slots = 0;
    int recipe = 0;
    for (Operand operand : operands) {
      slots += operand.isDynamic() ? Type.getType(operand.type()).getSize() : 0;
      recipe += operand.isDynamic() ? 1 : operand.constant().length();
    }
    // The call of five bytes takes the place of the last append and the toString() behind it.
    return slots > 0
        && slots <= MAX_SLOTS
        && recipe <= MAX_RECIPE
        && Adjacent.after(last().append()) == toStringCall;
  }
}
