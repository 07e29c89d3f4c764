package io.heapwise.trust;

import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BeforeUse.Place;
import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.Lending.Need;
import io.heapwise.trust.ReviewedMethods.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * One method that is lent an array: follows the array through it, and through the calls that it is
 * passed to. A frame either <i>fills</i> the array, and then reads nothing that it has not itself
 * seen filled, or <i>drains</i> it, and then reads only what it was given.
 */
final class LendingFrame implements CallEffects {
  private final LendingAnalysis analysis;
  private final Target target;
  private final boolean fill;
  private final NullChecks checks;
  private final MethodFlow flow;
  private final FrameValues values;
  private final Value array;

  /** The part of the array that this frame was given. */
  private final Binding givenStart;

  private final Binding givenCount;

  /** What each call does that the array is passed to. */
  private final Map<MethodInsnNode, Lending> lendings = new LinkedHashMap<>();

  /** Those of them that fill the array. */
  private final Set<MethodInsnNode> fillers = new HashSet<>();

  /** Calls that fill a range of the array, all of it, if they return: the range. */
  private final Map<MethodInsnNode, Range> exactFillers = new LinkedHashMap<>();

  /** Those whose result is relied upon: they must have filled what they say. */
  private final Set<MethodInsnNode> reliedUpon = new HashSet<>();

  /**
   * @param parameters what the parameters stand for; the array's own is ignored
   * @param whole whether all of the array was given, rather than {@code offset} and {@code length}
   */
  LendingFrame(
      LendingAnalysis analysis,
      Target target,
      int arrayParameter,
      Binding[] parameters,
      boolean fill,
      boolean whole)
      throws Distrust {
    this.analysis = analysis;
    this.target = target;
    this.fill = fill;
    analysis.tree().prepare(target);
    checks = new NullChecks(analysis.tree(), target.owner());
    flow = FrameValues.flow(target, checks);
    values = new FrameValues(analysis.tree(), target, flow, parameters);
    array = flow.parameter(arrayParameter);
    givenStart = whole ? Binding.ZERO : Binding.OFFSET;
    givenCount = whole ? Binding.ARRAY_LENGTH : Binding.LENGTH;
  }

  Lending lending() throws Distrust {
    checkElements(array, new ArrayList<>());
    String reason = Escape.of(array, this);
    if (reason != null) {
      throw new Distrust(reason);
    }
    for (MethodInsnNode filler : reliedUpon) {
      rely(filler);
    }
    return sum();
  }

  private boolean isWhole() {
    return givenStart == Binding.ZERO;
  }

  private void checkElements(Value value, List<Value> seen) throws Distrust {
    seen.add(value);
    for (Use use : value.uses()) {
      int opcode = use.instruction().getOpcode();
      boolean reads = opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD;
      boolean writes = opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
      if (opcode == Opcodes.INVOKEDYNAMIC && analysis.isOfElements()) {
        // Even its text tells one array from another.
        throw new Distrust("passed to a dynamic call");
      }
      if (use.operand() == 0 && (reads && !mayReadAnything() || writes && !fill)) {
        String what = reads ? "reads" : "writes";
        int line = Escape.lineOf(use.instruction());
        throw new Distrust(what + " single elements" + (line > 0 ? " at line " + line : ""));
      }
    }
    for (Value phi : value.phis()) {
      if (!seen.contains(phi)) {
        checkElements(phi, seen);
      }
    }
  }

  private boolean mayReadAnything() {
    return analysis.isClean() || !fill && isWhole();
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    try {
      Lending lending = pass(call, operand);
      if (lending.again || !lending.needs.isEmpty()) {
        heedSwallowing(call, lending);
      }
      Lending before = lendings.put(call, lending);
      return before == null ? null : "passed twice to " + callee(call);
    } catch (Distrust e) {
      return e.getMessage();
    }
  }

  /** Where this method may return though the call threw, delegates must not keep a thing then. */
  private void heedSwallowing(MethodInsnNode call, Lending lending) throws Distrust {
    Paths paths = new Paths(target.method());
    if (!paths.mayThrowInto(call, paths.beforeReturn())) {
      return;
    }
    if (lending.again) {
      throw new Distrust("passed to " + callee(call) + " again, which may throw without effect");
    }
    for (int i = 0; i < lending.needs.size(); i++) {
      Need need = lending.needs.get(i);
      lending.needs.set(i, need.with(Rule.KEEPS_WHEN_THROWING, need.carries));
    }
  }

  private Lending pass(MethodInsnNode call, int operand) throws Distrust {
    Value[] operands = flow.operands(call);
    if (checks.isCheck(call) && operand == 0) {
      return new Lending(Rule.ALL);
    }
    if (call.owner.equals("java/lang/System") && call.name.equals("arraycopy")) {
      return copy(call, operands, operand);
    }
    int receivers = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
    Range range = Range.of(call.desc, operand, operands, receivers);
    if (receivers == 1 && operand == 0) {
      if (!call.name.equals("clone")) {
        throw new Distrust("its " + call.name + " is called");
      }
      read(Range.of("([B)V", 1, null, 1), "clone");
      return new Lending(Rule.KEEPS_NOTHING);
    }
    if (WrappedArray.isWrap(call)) {
      return wrap(call, range);
    }
    Leaf leaf = ReviewedMethods.leaf(call.owner + '.' + call.name + call.desc);
    if (leaf != null
        && (call.owner.startsWith("java/lang/") || call.owner.startsWith("java/nio/"))) {
      // None of the reviewed classes there can be extended by a program.
      if (leaf.fillsAll && fill && range != null) {
        exactFillers.put(call, range);
      }
      return leaf(leaf, call, range);
    }
    if (receivers == 1 && call.getOpcode() != Opcodes.INVOKESPECIAL) {
      Binding receiver = values.of(operands[0]);
      if (receiver.isField()) {
        return delegate(receiver, call, operand, range);
      }
      if (receiver != Binding.THIS) {
        throw new Distrust("passed to " + callee(call));
      }
    }
    Target reached =
        receivers == 1 && values.of(operands[0]) == Binding.THIS
            ? values.targetOnThis(call)
            : analysis.tree().exactTarget(target.owner(), call.owner, call.name, call.desc);
    return enter(reached, call, operand, operands, range);
  }

  private static String callee(MethodInsnNode call) {
    return Escape.simpleName(call.owner) + "." + call.name;
  }

  private Lending copy(MethodInsnNode call, Value[] operands, int operand) throws Distrust {
    if (operand == 0) {
      read(Range.of(operands[1], operands[4]), "System.arraycopy");
    } else if (!fill) {
      throw new Distrust("written by System.arraycopy");
    } else {
      exactFillers.put(call, Range.of(operands[3], operands[4]));
    }
    return new Lending(Rule.KEEPS_NOTHING);
  }

  /** Checks that a range may be read, here and now. */
  private void read(Range range, String reader) throws Distrust {
    if (analysis.isClean() || !fill && isWhole()) {
      return;
    }
    if (range == null) {
      throw new Distrust("perhaps read outside the given range by " + reader);
    }
    if (fill) {
      if (!isFilled(range)) {
        throw new Distrust("perhaps read by " + reader + " before it is filled");
      }
    } else if (range.isWhole()
        || values.of(range.start) != givenStart
        || values.of(range.count) != givenCount) {
      throw new Distrust("perhaps read outside the given range by " + reader);
    }
  }

  /** Whether the range is what an earlier call has filled, by its own account. */
  private boolean isFilled(Range range) {
    if (range.isWhole()
        || range.count.kind() != Value.Kind.RESULT
        || !(range.count.definition() instanceof MethodInsnNode filler)) {
      return false;
    }
    for (Use use : array.uses()) {
      if (use.instruction() == filler) {
        int receivers = filler.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
        Range filled = Range.of(filler.desc, use.operand(), flow.operands(filler), receivers);
        if (filled != null && filled.startsAs(range.start)) {
          reliedUpon.add(filler);
          return true;
        }
      }
    }
    return false;
  }

  private Lending delegate(Binding field, MethodInsnNode call, int operand, Range range)
      throws Distrust {
    if (analysis.isOfElements()) {
      throw new Distrust("passed to " + callee(call));
    }
    LentCall lent = Trust.lentCall(call.name, call.desc, operand, analysis.isClean());
    if (lent == null) {
      throw new Distrust("passed to " + callee(call) + ", one call too many to be numbered");
    }
    Lending lending = new Lending(Rule.ALL);
    if (lent.fills()) {
      if (!fill) {
        throw new Distrust("filled by " + callee(call));
      }
      fillers.add(call);
    } else {
      read(range, callee(call));
    }
    List<Place> way = analysis.wayTo(new Place(target, flow, values, call));
    if (ConsumedInput.isSetInput(call)
        && new ConsumedInput(analysis.tree(), field).isCertain(target, flow, values, call)) {
      lent = Trust.lentCall(ReviewedMethods.CONSUMED_INPUT, "([BII)V", 1, false);
      if (lent != null) {
        // No way is given: the deflater must be the same until its input is consumed.
        lending.needs.add(new Need(field.owner, field.name, lent, Rule.KEEPS_NOTHING, false, null));
        return lending;
      }
    }
    lending.needs.add(
        new Need(field.owner, field.name, lent, Rule.KEEPS_NOTHING, lent.fills(), way));
    return lending;
  }

  private Lending wrap(MethodInsnNode call, Range range) throws Distrust {
    if (fill) {
      throw new Distrust("passed to " + callee(call));
    }
    read(range, callee(call));
    Lending lending = new Lending(Rule.KEEPS_NOTHING);
    new WrappedArray(analysis, target, flow, values, lending).check(flow.produced(call));
    return lending;
  }

  private Lending leaf(Leaf leaf, MethodInsnNode call, Range range) throws Distrust {
    if (leaf.fills) {
      if (!fill) {
        throw new Distrust("filled by " + callee(call));
      }
      fillers.add(call);
    } else {
      read(range, callee(call));
    }
    return leaf.lending();
  }

  /** Follows the array into a method that is certain to be called. */
  private Lending enter(
      Target reached, MethodInsnNode call, int operand, Value[] operands, Range range)
      throws Distrust {
    if (reached == null) {
      throw new Distrust("passed to " + callee(call));
    }
    Leaf leaf = reached.reviewed();
    if (leaf != null) {
      return leaf(leaf, call, range);
    }
    boolean drainsFilled = fill && !analysis.isClean() && range != null && isFilled(range);
    Binding[] parameters = new Binding[operands.length];
    for (int i = 0; i < operands.length; i++) {
      parameters[i] = i == operand ? Binding.OTHER : values.of(operands[i]);
      if (parameters[i] == Binding.OTHER && isArrayLength(operands[i])) {
        parameters[i] = Binding.ARRAY_LENGTH;
      }
    }
    if (fill && range != null && !range.isWhole()) {
      // What is done to the array is told by the callee's own range, and by no other.
      for (int i = 0; i < operands.length; i++) {
        if (parameters[i] == Binding.OFFSET || parameters[i] == Binding.LENGTH) {
          parameters[i] = Binding.OTHER;
        }
      }
      parameters[operand + 1] = Binding.OFFSET;
      parameters[operand + 2] = Binding.LENGTH;
    }
    boolean calleeFills = fill && !drainsFilled;
    boolean calleeWhole = fill ? range == null || range.isWhole() : isWhole();
    analysis.enter(new Place(target, flow, values, call));
    try {
      Lending lending = analysis.follow(reached, operand, parameters, calleeFills, calleeWhole);
      if (calleeFills) {
        fillers.add(call);
      }
      return lending;
    } catch (Distrust e) {
      throw new Distrust("passed to " + callee(call) + ", there " + e.getMessage());
    } finally {
      analysis.leave();
    }
  }

  private boolean isArrayLength(Value value) {
    return value.kind() == Value.Kind.RESULT
        && value.definition().getOpcode() == Opcodes.ARRAYLENGTH
        && flow.operands(value.definition())[0] == array;
  }

  private void rely(MethodInsnNode filler) throws Distrust {
    Lending lending = lendings.get(filler);
    if (!fillers.contains(filler) || lending == null || (lending.level & Rule.FILLS) == 0) {
      throw new Distrust(
          "read after " + callee(filler) + ", which may have filled less than it says");
    }
    for (int i = 0; i < lending.needs.size(); i++) {
      Need need = lending.needs.get(i);
      if (need.carries) {
        lending.needs.set(i, need.with(Rule.FILLS, true));
      }
    }
  }

  private Lending sum() throws Distrust {
    int level = fill ? target.reviewedLevel() : 0;
    if (level == 0 && fill && (handsOn() || returnsWhatItFills())) {
      level = Rule.ALL;
    }
    Lending sum = new Lending(level == 0 ? Rule.KEEPS_NOTHING : level);
    for (Map.Entry<MethodInsnNode, Lending> entry : lendings.entrySet()) {
      boolean carries = level != 0 && fillers.contains(entry.getKey());
      Lending lending = entry.getValue();
      sum.again |= lending.again;
      if (carries) {
        sum.level &= lending.level;
      }
      for (Need need : lending.needs) {
        sum.needs.add(need.with(0, need.carries && carries));
      }
    }
    return sum;
  }

  /**
   * Whether this method does to the array what one call does that it is passed to with the same
   * range, and returns what that call returns.
   */
  private boolean handsOn() throws Distrust {
    if (!array.phis().isEmpty()) {
      return false;
    }
    for (Use use : array.uses()) {
      AbstractInsnNode insn = use.instruction();
      boolean isRequired = insn instanceof MethodInsnNode call && checks.isCheck(call);
      if (insn instanceof MethodInsnNode call && !isRequired) {
        if (!fillers.contains(call)
            || !isGivenRange(call, use.operand())
            || flow.isUsedAfter(call, array, call)) {
          return false;
        }
      } else if (insn.getOpcode() >= Opcodes.IASTORE && insn.getOpcode() <= Opcodes.SASTORE) {
        return false;
      }
    }
    return !fillers.isEmpty() && returnsWhatFillersDo();
  }

  /**
   * Whether this method fills just the elements that the number says which it returns, by calls
   * that fill a range completely, on each way one at most.
   */
  private boolean returnsWhatItFills() throws Distrust {
    if (!array.phis().isEmpty() || exactFillers.isEmpty()) {
      return false;
    }
    for (Use use : array.uses()) {
      AbstractInsnNode insn = use.instruction();
      if (insn.getOpcode() >= Opcodes.IASTORE && insn.getOpcode() <= Opcodes.SASTORE
          || insn instanceof MethodInsnNode call
              && !checks.isCheck(call)
              && !exactFillers.containsKey(call)) {
        return false;
      }
    }
    for (Map.Entry<MethodInsnNode, Range> filler : exactFillers.entrySet()) {
      Range range = filler.getValue();
      if (range.isWhole()
          || values.of(range.start) != givenStart
          || flow.isUsedAfter(filler.getKey(), array, filler.getKey())) {
        return false;
      }
    }
    Paths paths = new Paths(target.method());
    for (AbstractInsnNode insn : target.method().instructions) {
      if (insn.getOpcode() == Opcodes.IRETURN
          && flow.isReachable(insn)
          && !returnsWhatItFills(insn, paths)) {
        return false;
      }
    }
    return true;
  }

  private boolean returnsWhatItFills(AbstractInsnNode insn, Paths paths) {
    Value returned = flow.operands(insn)[0];
    Integer constant = ArrayContents.intConstant(returned);
    boolean none = constant != null && constant <= 0;
    for (Map.Entry<MethodInsnNode, Range> filler : exactFillers.entrySet()) {
      if (filler.getValue().count == returned && !paths.canRunWithout(insn, filler.getKey())) {
        return true;
      }
      none &= !paths.canFollow(insn, filler.getKey());
    }
    return none;
  }

  private boolean isGivenRange(MethodInsnNode call, int operand) throws Distrust {
    int receivers = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
    Range range = Range.of(call.desc, operand, flow.operands(call), receivers);
    if (range == null) {
      return false;
    }
    if (range.isWhole()) {
      return isWhole();
    }
    boolean count = isWhole() && isArrayLength(range.count) || values.of(range.count) == givenCount;
    return values.of(range.start) == givenStart && count;
  }

  private boolean returnsWhatFillersDo() {
    for (AbstractInsnNode insn : target.method().instructions) {
      if (insn.getOpcode() != Opcodes.IRETURN || !flow.isReachable(insn)) {
        continue;
      }
      Value returned = flow.operands(insn)[0];
      Integer constant = ArrayContents.intConstant(returned);
      if (constant != null) {
        for (MethodInsnNode filler : fillers) {
          if (constant > 0 || flow.isUsedAfter(filler, returned, filler)) {
            return false;
          }
        }
      } else if (!(returned.definition() instanceof MethodInsnNode call)
          || !fillers.contains(call)
          || flow.produced(call) != returned) {
        return false;
      }
    }
    return true;
  }
}
