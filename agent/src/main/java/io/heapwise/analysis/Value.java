package io.heapwise.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * A value of a method: what one instruction produces, a parameter, or a merge of such. Copies
 * through locals, {@code dup} and casts are the same value. One value stands for all objects that
 * its instruction produces, one after the other; {@link Kind#STALE} is one that was produced in an
 * earlier round while the instruction runs again.
 */
public final class Value {
  /** Where a value comes from. */
  public enum Kind {
    PARAMETER,
    ALLOCATION,
    CONSTANT,
    RESULT,
    CAUGHT,
    PHI,
    STALE,
    UNDEFINED
  }

  /** What is in a local before anything is. It is never on the operand stack, so never used. */
  static final Value UNDEFINED = new Value();

  static {
    UNDEFINED.begin(Kind.UNDEFINED, null, 0, 1);
  }

  private Kind kind;
  private AbstractInsnNode definition;
  private int parameter;
  private int size;
  private Use lastUse;
  private Use lastCopy;
  private boolean isListed;
  private boolean areCopiesListed;
  private Value stale;

  /** Null until they are needed for the first time; then they stay, for what this is used next. */
  private List<Use> listed;

  private List<AbstractInsnNode> listedCopies;
  private List<Value> inputs;
  private List<Value> phis;

  /** To be had from {@link FlowMemory}. */
  Value() {}

  /** Forgets everything that this was before. */
  void begin(Kind kind, AbstractInsnNode definition, int parameter, int size) {
    this.kind = kind;
    this.definition = definition;
    this.parameter = parameter;
    this.size = size;
    lastUse = null;
    lastCopy = null;
    isListed = false;
    areCopiesListed = false;
    stale = null;
    clear(inputs);
    clear(phis);
  }

  private static void clear(List<?> list) {
    if (list != null && !list.isEmpty()) {
      list.clear();
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  public Kind kind() {
    return kind;
  }

  /** The instruction that produces this value, or null for parameters, merges and the like. */
  public AbstractInsnNode definition() {
    return definition;
  }

  /** Index of the parameter, counting the receiver of an instance method as 0. */
  public int parameter() {
    return parameter;
  }

  /** 2 for long and double, else 1. */
  int size() {
    return size;
  }

  /**
   * Instructions that consume this value itself, in the order of the code; copies do not count, nor
   * do merges.
   */
  public List<Use> uses() {
    // Few values are ever asked: until then a chain is cheaper than a list.
    if (!isListed) {
      if (listed == null) {
        listed = new ArrayList<>(4);
      }
      listed.clear();
      for (Use use = lastUse; use != null; use = use.previous) {
        listed.add(use);
      }
      Collections.reverse(listed);
      isListed = true;
    }
    return listed;
  }

  /** Whether an instruction consumes this value itself. */
  public boolean isUsedBy(AbstractInsnNode instruction) {
    for (Use use = lastUse; use != null; use = use.previous) {
      if (use.instruction == instruction) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing consumes this value itself. */
  public boolean isUnused() {
    return lastUse == null;
  }

  /** Instructions that store this value in a local, or move or duplicate it on the stack. */
  public List<AbstractInsnNode> copies() {
    if (lastCopy == null) {
      return List.of();
    }
    if (!areCopiesListed) {
      if (listedCopies == null) {
        listedCopies = new ArrayList<>(2);
      }
      listedCopies.clear();
      for (Use copy = lastCopy; copy != null; copy = copy.previous) {
        listedCopies.add(copy.instruction);
      }
      Collections.reverse(listedCopies);
      areCopiesListed = true;
    }
    return listedCopies;
  }

  /** What a merge merges; may list more than can really arrive, never less. */
  public List<Value> inputs() {
    return orEmpty(inputs);
  }

  /** The merges that this value flows into. */
  public List<Value> phis() {
    return orEmpty(phis);
  }

  /** The values of earlier rounds of the same instruction. */
  Value stale(FlowMemory memory) {
    if (stale == null) {
      stale = memory.value(Kind.STALE, definition, 0, size);
    }
    return stale;
  }

  boolean addInput(Value input) {
    if (input == this || inputs().contains(input)) {
      return false;
    }
    if (inputs == null) {
      inputs = new ArrayList<>(2);
    }
    inputs.add(input);
    return true;
  }

  void addPhi(Value phi) {
    if (phis == null) {
      phis = new ArrayList<>(1);
    }
    if (!phis.contains(phi)) {
      phis.add(phi);
    }
  }

  void addUse(AbstractInsnNode instruction, int operand, FlowMemory memory) {
    lastUse = memory.use(instruction, operand, lastUse);
    isListed = false;
  }

  void addCopy(AbstractInsnNode instruction, FlowMemory memory) {
    lastCopy = memory.use(instruction, 0, lastCopy);
    areCopiesListed = false;
  }

  /** Whether this value, or a merge that it flows into, is consumed anywhere. */
  boolean isConsumedThroughMerge() {
    return !phis().isEmpty() && isConsumedThroughMerge(new ArrayList<>());
  }

  private boolean isConsumedThroughMerge(List<Value> seen) {
    for (Value phi : phis()) {
      if (seen.contains(phi)) {
        continue;
      }
      seen.add(phi);
      if (!phi.isUnused() || phi.isConsumedThroughMerge(seen)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether every read of this value is certain to see this very object: it is never merged with
   * another one before a use, nor used from an earlier round of its instruction.
   */
  public boolean isDistinct() {
    return !isConsumedThroughMerge()
        && (stale == null || (stale.isUnused() && !stale.isConsumedThroughMerge()));
  }

  @Override
  public String toString() {
    return kind + (definition == null ? "" : "@" + definition.getOpcode()) + uses();
  }

  /** One consumption of a value; and what each copy of one is kept as. */
  public static final class Use {
    private AbstractInsnNode instruction;
    private int operand;
    private Use previous;

    /** To be had from {@link FlowMemory}. */
    Use() {}

    void begin(AbstractInsnNode instruction, int operand, Use previous) {
      this.instruction = instruction;
      this.operand = operand;
      this.previous = previous;
    }

    public AbstractInsnNode instruction() {
      return instruction;
    }

    /** Position among the operands of the instruction, the deepest on the stack being 0. */
    public int operand() {
      return operand;
    }
  }
}
