package io.heapwise.trust;

import io.heapwise.analysis.BuilderUse;
import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.OutputUse;
import io.heapwise.analysis.WriterUse;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BeforeUse.Place;
import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.ReviewedMethods.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Follows one lent array, or object, through the methods of one receiver, or of none. */
final class LendingAnalysis {
  private static final int MAX_DEPTH = 8;

  private final ClassTree tree;
  private final boolean clean;

  /** What is lent, unless it is an array. */
  private final Lendable kind;

  private final LentCall lent;
  private final List<String> path = new ArrayList<>();
  private final List<Place> way = new ArrayList<>();
  private boolean isRecursive;

  LendingAnalysis(ClassTree tree, LentCall call) {
    this.tree = tree;
    clean = call.isClean();
    kind = kindOf(call);
    lent = call;
  }

  private static Lendable kindOf(LentCall call) {
    if (call.isOfOutput()) {
      return OutputUse.KIND;
    }
    return call.isOfWriter() ? WriterUse.KIND : BuilderUse.KIND;
  }

  ClassTree tree() {
    return tree;
  }

  Lendable kind() {
    return kind;
  }

  /** The call that lends it on, whose target the object in a field decides. */
  LentCall lentOn(MethodInsnNode call, int operand, boolean dropped) {
    return Trust.numbered(Trust.callWith(lent.kind(dropped), call.name, call.desc, operand));
  }

  boolean isClean() {
    return clean;
  }

  /** Whether the elements of the array are all that anybody may look at. */
  boolean isOfElements() {
    return lent.isOfElements();
  }

  /** What becomes of an array that is lent in a call on the receiver. */
  Lending of(LentCall call) throws Distrust {
    Target target =
        call.isOfElements() ? chosen(call) : tree.virtualTarget(call.name(), call.descriptor());
    if (target == null) {
      throw new Distrust("there is no such method");
    }
    Leaf leaf = target.reviewed();
    if (leaf != null) {
      return leaf.lending();
    }
    Type[] types = Type.getArgumentTypes(call.descriptor());
    int argument = call.argument() - 1;
    if (argument < 0 || argument >= types.length) {
      throw new Distrust("the receiver itself is lent");
    }
    Binding[] parameters = new Binding[types.length + 1];
    parameters[0] = Binding.THIS;
    for (int i = 1; i < parameters.length; i++) {
      parameters[i] = Binding.OTHER;
    }
    boolean whole = !Range.hasRange(types, argument);
    if (!whole) {
      parameters[argument + 2] = Binding.OFFSET;
      parameters[argument + 3] = Binding.LENGTH;
    }
    // Where anything may be read it does not matter.
    if (whole && argument != types.length - 1 && (!clean || call.fills())) {
      throw new Distrust("it cannot be told which part of the array is given");
    }
    return follow(target, call.argument(), parameters, call.fills(), whole);
  }

  /**
   * What becomes of a builder, writer or output stream that is lent in a call on the receiver, or
   * in one without a choice.
   */
  Lending ofObject(LentCall call) throws Distrust {
    Target target = call.owner() == null ? chosen(call) : named(call);
    if (target == null) {
      throw new Distrust("there is no such method");
    }
    int receivers = target.is(Opcodes.ACC_STATIC) ? 0 : 1;
    Type[] types = Type.getArgumentTypes(call.descriptor());
    Binding[] parameters = new Binding[types.length + receivers];
    Arrays.fill(parameters, Binding.OTHER);
    if (call.owner() == null) {
      parameters[0] = Binding.THIS;
    }
    if (call.argument() < receivers || call.argument() >= parameters.length) {
      throw new Distrust("the receiver itself is lent");
    }
    Lending lending = followObject(target, call.argument(), parameters);
    if (lending.returns && !call.mayReturn()) {
      throw new Distrust("returned");
    }
    return lending;
  }

  private Target chosen(LentCall call) throws Distrust {
    tree.checkChoice(call.name(), call.descriptor());
    return tree.virtualTarget(call.name(), call.descriptor());
  }

  private Target named(LentCall call) throws Distrust {
    if (Secrets.contain(call.owner())) {
      throw new Distrust("it sees secrets");
    }
    return tree.exactTarget(tree.parsed(tree.type()), call.owner(), call.name(), call.descriptor());
  }

  /** Notes that a method is about to be entered. */
  void enter(Place place) {
    way.add(place);
  }

  void leave() {
    way.remove(way.size() - 1);
  }

  /** The calls that lead to a place, and that place. */
  List<Place> wayTo(Place place) {
    List<Place> copy = new ArrayList<>(way);
    copy.add(place);
    return copy;
  }

  /** Whether a method was entered again before it returned: then more ways lead to each place. */
  boolean isRecursive() {
    return isRecursive;
  }

  Lending follow(
      Target target, int arrayParameter, Binding[] parameters, boolean fill, boolean whole)
      throws Distrust {
    String key = key(target, arrayParameter, parameters, fill, whole);
    Lending again = begin(target, key);
    if (again != null) {
      return again;
    }
    try {
      return new LendingFrame(this, target, arrayParameter, parameters, fill, whole).lending();
    } finally {
      end();
    }
  }

  Lending followObject(Target target, int parameter, Binding[] parameters) throws Distrust {
    String key = key(target, parameter, parameters, false, true);
    Lending again = begin(target, key);
    if (again != null) {
      return again;
    }
    try {
      return new ObjectFrame(this, target, parameter, parameters).lending();
    } finally {
      end();
    }
  }

  /** What is known of a method that is being followed already; null if it is to be now. */
  private Lending begin(Target target, String key) throws Distrust {
    if (path.contains(key)) {
      isRecursive = true;
      // It does what the call does that is being followed: if that is harmless, so is this.
      Lending same = new Lending(Rule.ALL);
      same.again = true;
      same.returns = true;
      return same;
    }
    if (path.size() == MAX_DEPTH) {
      throw new Distrust("passed more than " + MAX_DEPTH + " calls deep");
    }
    if (target.is(Opcodes.ACC_NATIVE)) {
      throw new Distrust("passed to native code");
    }
    path.add(key);
    return null;
  }

  private void end() {
    path.remove(path.size() - 1);
  }

  private static String key(
      Target target, int arrayParameter, Binding[] parameters, boolean fill, boolean whole) {
    StringBuilder key = new StringBuilder(target.key());
    key.append(' ').append(arrayParameter).append(fill).append(whole);
    for (Binding binding : parameters) {
      key.append(' ').append(binding.owner).append('.').append(binding);
    }
    return key.toString();
  }
}
