package io.heapwise.trust;

import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.SilenceAnalysis.TreeSource;
import io.heapwise.trust.Term.Comparison;
import io.heapwise.trust.Term.Kind;
import io.heapwise.trust.Term.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * One way through the code of a call, as long as it does nothing but ask. Whatever is not certain
 * to be without effect ends it, and so does what might throw; that an object is there, and of the
 * class whose code was read, becomes one of the questions.
 */
final class SilentRun {
  private static final int MAX_STEPS = 4000;
  private static final int MAX_DEPTH = 16;

  /** Loops have as many ways as there are rounds; more would not be worth the time to ask. */
  private static final int MAX_DECISIONS = 12;

  /** All that a text may be taken for. Names of the JDK's own: no other class has them. */
  private static final Set<String> TEXT_TYPES =
      Set.of(
          "java/lang/String",
          "java/lang/Object",
          "java/lang/CharSequence",
          "java/lang/Comparable",
          "java/io/Serializable",
          "java/lang/constant/Constable",
          "java/lang/constant/ConstantDesc");

  private final ClassTree tree;
  private final TreeSource trees;
  private final SilentFields fields;
  private final Object example;
  private final List<Boolean> decisions;
  private final List<Question> questions = new ArrayList<>();
  private int decided;
  private int steps;

  SilentRun(ClassTree tree, TreeSource trees, Object example, List<Boolean> decisions) {
    this.tree = tree;
    this.trees = trees;
    this.example = example;
    this.decisions = decisions;
    fields = new SilentFields(tree);
  }

  /** Ends a way that may have an effect. */
  static final class Noise extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mayChange;

    Noise(String reason, boolean mayChange) {
      super(reason, null, false, false);
      this.mayChange = mayChange;
    }

    Noise(String reason) {
      this(reason, false);
    }

    /** Whether it may be otherwise once classes are loaded, or fields are set. */
    boolean mayChange() {
      return mayChange;
    }
  }

  void begin() {
    questions.clear();
    decided = 0;
    steps = 0;
  }

  /** What was asked on the way, as it was answered. */
  List<Question> questions() {
    return questions;
  }

  /** Runs a method; returns what it returns, or null. */
  Term run(Target target, Term[] operands, int depth) throws Noise {
    int noisy = Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNCHRONIZED;
    if (target.is(noisy) || depth > MAX_DEPTH) {
      throw new Noise("calls " + target);
    }
    MethodNode method = target.method();
    Frame frame = new Frame(target, depth);
    int local = 0;
    for (Term operand : operands) {
      frame.locals[local++] = operand;
    }
    AbstractInsnNode insn = method.instructions.getFirst();
    while (true) {
      int opcode = insn.getOpcode();
      if (++steps > MAX_STEPS) {
        throw new Noise("is too long");
      }
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        return opcode == Opcodes.RETURN ? null : frame.pop();
      }
      AbstractInsnNode next = opcode < 0 ? null : frame.execute(insn);
      insn = next == null ? insn.getNext() : next;
    }
  }

  /** A method under way. */
  private final class Frame {
    private final ParsedClass owner;
    private final int depth;
    private final Term[] locals;
    private final List<Term> stack = new ArrayList<>();

    Frame(Target target, int depth) {
      owner = target.owner();
      this.depth = depth;
      locals = new Term[target.method().maxLocals + 1];
    }

    Term pop() {
      return stack.remove(stack.size() - 1);
    }

    private void push(Term term) {
      stack.add(term);
    }

    /** Where it goes on, or null for the instruction behind. */
    AbstractInsnNode execute(AbstractInsnNode insn) throws Noise {
      int opcode = insn.getOpcode();
      if (insn instanceof JumpInsnNode jump) {
        if (opcode == Opcodes.JSR) {
          throw new Noise("has a subroutine");
        }
        return opcode == Opcodes.GOTO || isTaken(opcode) ? jump.label : null;
      }
      if (insn instanceof TableSwitchInsnNode table) {
        int index = constant(pop()) - table.min;
        boolean isIn = index >= 0 && index < table.labels.size();
        return isIn ? table.labels.get(index) : table.dflt;
      }
      if (insn instanceof LookupSwitchInsnNode lookup) {
        int index = lookup.keys.indexOf(constant(pop()));
        return index < 0 ? lookup.dflt : lookup.labels.get(index);
      }
      if (insn instanceof FieldInsnNode field) {
        read(field);
      } else if (insn instanceof MethodInsnNode call) {
        call(call);
      } else if (insn instanceof VarInsnNode variable) {
        access(variable);
      } else if (insn instanceof TypeInsnNode type) {
        check(type);
      } else {
        compute(insn, opcode);
      }
      return null;
    }

    private void compute(AbstractInsnNode insn, int opcode) throws Noise {
      if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
        push(Term.ofInt(opcode - Opcodes.ICONST_0));
        return;
      }
      switch (opcode) {
        case Opcodes.NOP -> {}
        case Opcodes.ACONST_NULL -> push(Term.NULL);
        case Opcodes.BIPUSH, Opcodes.SIPUSH -> push(Term.ofInt(((IntInsnNode) insn).operand));
        case Opcodes.LDC -> push(constant((LdcInsnNode) insn));
        case Opcodes.POP -> pop();
        case Opcodes.DUP -> push(stack.get(stack.size() - 1));
        case Opcodes.IINC -> {
          IincInsnNode increment = (IincInsnNode) insn;
          locals[increment.var] = Term.ofInt(constant(locals[increment.var]) + increment.incr);
        }
        case Opcodes.ARRAYLENGTH -> push(lengthOf(pop()));
        default -> throw new Noise("does more than ask");
      }
    }

    private Term constant(LdcInsnNode insn) throws Noise {
      if (insn.cst instanceof Integer number) {
        return Term.ofInt(number);
      }
      if (insn.cst instanceof String) {
        return Term.SOMETHING;
      }
      throw new Noise("uses a constant");
    }

    private int constant(Term term) throws Noise {
      if (term == null || term.kind != Kind.INT) {
        throw new Noise("computes something");
      }
      return term.value();
    }

    private Term lengthOf(Term array) throws Noise {
      if (array.kind != Kind.FIELD || !array.descriptor.startsWith("[L")) {
        throw new Noise("uses an array");
      }
      require(array);
      return Term.ofLength(array);
    }

    private void access(VarInsnNode variable) throws Noise {
      switch (variable.getOpcode()) {
        case Opcodes.ALOAD, Opcodes.ILOAD -> push(locals[variable.var]);
        case Opcodes.ASTORE, Opcodes.ISTORE -> locals[variable.var] = pop();
        default -> throw new Noise("computes something");
      }
    }

    private void check(TypeInsnNode insn) throws Noise {
      if (insn.getOpcode() != Opcodes.INSTANCEOF && insn.getOpcode() != Opcodes.CHECKCAST) {
        throw new Noise("makes an object");
      }
      Term term = pop();
      boolean isText = term.kind == Kind.TEXT;
      if (!isText && term.kind != Kind.NULL) {
        throw new Noise("asks what an object is");
      }
      boolean fits = isText && TEXT_TYPES.contains(insn.desc);
      if (isText && !fits) {
        checkLoaded(insn.desc);
      }
      if (insn.getOpcode() == Opcodes.INSTANCEOF) {
        push(Term.ofInt(fits ? 1 : 0));
      } else if (fits || !isText) {
        push(term);
      } else {
        throw new Noise("fails to cast");
      }
    }

    /** To name a class for the first time loads it. */
    private void checkLoaded(String internalName) throws Noise {
      try {
        tree.named(owner, internalName);
      } catch (Distrust e) {
        throw new Noise(e.getMessage(), tree.isWaiting());
      }
    }

    private boolean isTaken(int opcode) throws Noise {
      boolean hasTwo = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
      boolean ofReferences =
          opcode == Opcodes.IFNULL
              || opcode == Opcodes.IFNONNULL
              || opcode == Opcodes.IF_ACMPEQ
              || opcode == Opcodes.IF_ACMPNE;
      Term right = hasTwo ? pop() : ofReferences ? Term.NULL : Term.ofInt(0);
      Term left = pop();
      Question question = new Question(Comparison.of(opcode), left, right);
      return ofReferences ? areSame(question) : answer(question);
    }

    /** Of references. */
    private boolean areSame(Question question) throws Noise {
      Term left = question.left();
      Term right = question.right();
      boolean ifSame = question.comparison().opcode() == Opcodes.IF_ACMPEQ;
      if (left.is(right)) {
        return ifSame;
      }
      boolean differ =
          left.isNeverNull() && right.kind == Kind.NULL
              || right.isNeverNull() && left.kind == Kind.NULL
              || left.kind == Kind.OBJECT && right.kind == Kind.OBJECT;
      return differ ? !ifSame : decide(question);
    }

    /** Of numbers. */
    private boolean answer(Question question) throws Noise {
      Term left = question.left();
      Term right = question.right();
      if (left.kind == Kind.INT && right.kind == Kind.INT) {
        return question.comparison().holds(left.value(), right.value());
      }
      return decide(question);
    }

    private boolean decide(Question question) throws Noise {
      if (!isReadable(question.left()) || !isReadable(question.right())) {
        throw new Noise("asks what cannot be known before");
      }
      for (Question before : questions) {
        if (before.is(question)) {
          return true;
        }
        if (before.is(question.answered(false))) {
          return false;
        }
      }
      if (decided == MAX_DECISIONS) {
        throw new Noise("asks too much");
      }
      if (decided == decisions.size()) {
        decisions.add(false);
      }
      boolean holds = decisions.get(decided++);
      questions.add(question.answered(holds));
      return holds;
    }

    /** What was read last must be there, and of the one class that it is taken for. */
    private void require(Term object) {
      if (object.kind == Kind.FIELD) {
        for (Question before : questions) {
          if (before.left() == object && before.asksIfThere()) {
            return;
          }
        }
        questions.add(Question.isThere(object));
      }
    }

    private boolean isReadable(Term term) {
      return term.isRead()
          || term.kind == Kind.INT
          || term.kind == Kind.NULL
          || term.kind == Kind.OBJECT
          || term.kind == Kind.RECEIVER;
    }

    private void read(FieldInsnNode field) throws Noise {
      switch (field.getOpcode()) {
        case Opcodes.GETFIELD -> {
          Term of = pop();
          require(of);
          push(fields.read(owner, field, of));
        }
        case Opcodes.GETSTATIC -> push(fields.readStatic(owner, field));
        default -> throw new Noise("writes field " + field.name);
      }
    }

    private void call(MethodInsnNode call) throws Noise {
      Type[] types = Type.getArgumentTypes(call.desc);
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      Term[] operands = new Term[types.length + (isStatic ? 0 : 1)];
      for (int i = operands.length - 1; i >= 0; i--) {
        int type = i - (isStatic ? 0 : 1);
        if (type >= 0 && types[type].getSize() > 1) {
          throw new Noise("computes something");
        }
        operands[i] = pop();
      }
      Target target;
      try {
        target = isStatic ? staticTarget(call) : target(call, operands[0]);
      } catch (Distrust e) {
        throw new Noise(e.getMessage(), tree.isWaiting());
      }
      if (target == null || target.is(Opcodes.ACC_STATIC) != isStatic) {
        throw new Noise("calls " + call.name);
      }
      Term result = run(target, operands, depth + 1);
      if (result != null) {
        push(result);
      }
    }

    private Target staticTarget(MethodInsnNode call) throws Distrust, Noise {
      Target target = tree.exactTarget(owner, call.owner, call.name, call.desc);
      if (target != null) {
        fields.checkInitialized(target.owner());
      }
      return target;
    }

    private Target target(MethodInsnNode call, Term receiver) throws Distrust, Noise {
      if (!receiver.isNeverNull() && receiver.kind != Kind.FIELD) {
        throw new Noise("calls " + call.name);
      }
      require(receiver);
      if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
        boolean isKnown =
            call.owner.equals(owner.name()) || call.owner.equals(owner.node.superName);
        if (!isKnown || call.name.equals("<init>")) {
          throw new Noise("calls " + call.name);
        }
        return tree.exactTarget(owner, call.owner, call.name, call.desc);
      }
      if (call.getOpcode() == Opcodes.INVOKEVIRTUAL) {
        Target named = tree.exactTarget(owner, call.owner, call.name, call.desc);
        boolean isLast =
            named != null
                && (named.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)
                    || (tree.named(owner, call.owner).node.access & Opcodes.ACC_FINAL) != 0);
        if (isLast) {
          return named;
        }
      }
      ClassTree chosen = treeOf(receiver, call);
      chosen.checkChoice(call.name, call.desc);
      return chosen.virtualTarget(call.name, call.desc);
    }

    private ClassTree treeOf(Term receiver, MethodInsnNode call) throws Noise {
      return switch (receiver.kind) {
        case RECEIVER -> tree;
        case TEXT -> trees.treeOf(String.class);
        case OBJECT -> trees.treeOf(receiver.object.getClass());
        case FIELD -> {
          if (receiver.type == null) {
            receiver.type = receiver.typeFor(example);
          }
          if (receiver.type == null) {
            throw new Noise("nobody is there to be asked for " + call.name, true);
          }
          yield trees.treeOf(receiver.type);
        }
        default -> throw new Noise("calls " + call.name);
      };
    }
  }
}
