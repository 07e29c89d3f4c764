package io.heapwise.track.exact;

import io.heapwise.bridge.HeapwiseCounting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts a call behind each instruction of a method that allocates, but in front of {@code new}.
 * Nothing that is put in branches, so that frames stay what they are.
 *
 * <p>The call branches inside. Were it between {@code new} and the constructor, C2 would no longer
 * see that this writes the fields, and clear them first. For that, a {@code new} that fails, for
 * want of memory or because the class cannot be initialised, is counted as well.
 */
final class AllocationVisitor extends MethodVisitor {
  /** Packaging relocates the text as well; the class is not to be asked before it is defined. */
  private static final String COUNTERS = "io/heapwise/bridge/HeapwiseCounters";

  /** What a call needs on the stack: twice the array, an int, and an address. */
  private static final int SLOTS = 4;

  /** Bytes up to which HotSpot inlines a method; a hot one; and compiles it at all. */
  private static final int[] LIMITS = {35, 325, 8000};

  private static final int MOST_COMPILED = 8000;

  private static final int MOST_DIMENSIONS = 255;
  private static final int CALL_BYTES = 6;
  private static final int NOT_CONSTANT = -1;
  private static final String ANY_ARRAY = "[Ljava/lang/Object;";

  private final boolean everything;
  private final String className;
  private final String name;
  private final String descriptor;
  private final CountedClass sites;
  private final ObjectLayout layout;
  private final InstructionPlaces places;
  private boolean begun;
  private int line;
  private int constant = NOT_CONSTANT;
  private int added;

  /** The label of the next instruction, or null. */
  private Label next;

  /** Labels of allocations, by those that had been theirs and are now of the calls in front. */
  private final Map<Label, Label> moved = new HashMap<>();

  /** Other labels that frames tell objects by: those of allocations that come later. */
  private final Set<Label> framed = new HashSet<>();

  /** Of the instruction that was visited last: its length, and what was added before it. */
  private int instructionBytes;

  private int addedBefore;

  /**
   * @param everything whether allocations are counted that no rewrite refused
   * @param places of the instructions that are being visited
   */
  AllocationVisitor(
      boolean everything,
      String className,
      String name,
      String descriptor,
      MethodVisitor next,
      CountedClass sites,
      ObjectLayout layout,
      InstructionPlaces places) {
    super(Opcodes.ASM9, next);
    this.everything = everything;
    this.className = className;
    this.name = name;
    this.descriptor = descriptor;
    this.sites = sites;
    this.layout = layout;
    this.places = places;
  }

  /** A method that HotSpot would treat worse, were it counted. */
  static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient String method;

    TooLongException(String method) {
      super("a method would grow too long", null, false, false);
      this.method = method;
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    Label here = next;
    int length = takeConstant();
    boolean isCountedNew = opcode == Opcodes.NEW && isWanted();
    if (isCountedNew && !framed.contains(here)) {
      visited(-CALL_BYTES);
      count(ofClass(Kind.NEW, type), "(J)V");
      move(here);
    }
    super.visitTypeInsn(opcode, type);
    visited(3);
    if (isCountedNew && framed.contains(here)) {
      count(ofClass(Kind.NEW, type), "(J)V");
    } else if (opcode == Opcodes.ANEWARRAY && isWanted()) {
      String element = Type.getObjectType(type).getClassName();
      countArray(Kind.ANEWARRAY, HeapwiseCounting.REFERENCES, length, element + "[]", ANY_ARRAY);
    }
  }

  /** Frames tell objects that are not initialised by the place of their allocation. */
  private void move(Label label) {
    if (label != null) {
      Label place = new Label();
      super.visitLabel(place);
      moved.put(label, place);
    }
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    super.visitFrame(type, numLocal, moved(local, numLocal), numStack, moved(stack, numStack));
  }

  private Object[] moved(Object[] types, int count) {
    Object[] result = types == null ? null : types.clone();
    for (int i = 0; i < count; i++) {
      if (result[i] instanceof Label label) {
        Label place = moved.get(label);
        if (place == null) {
          framed.add(label);
        } else {
          result[i] = place;
        }
      }
    }
    return result;
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    int length = takeConstant();
    super.visitIntInsn(opcode, operand);
    if (opcode == Opcodes.NEWARRAY) {
      visited(2);
      if (!isWanted()) {
        return;
      }
      String array = arrayDescriptor(operand);
      String type = Type.getType(array).getClassName();
      countArray(Kind.NEWARRAY, operand, length, type, array);
    } else {
      constant = operand;
    }
  }

  private static String arrayDescriptor(int elementType) {
    return "[" + "ZCFDBSIJ".charAt(elementType - Opcodes.T_BOOLEAN);
  }

  private void countArray(int kind, int arrayKind, int length, String type, String array) {
    int bytes = length < 0 ? 0 : layout.arrayBytes(arrayKind, length);
    if (bytes > 0) {
      count(ofSize(kind, bytes, type), "(J)V");
    } else {
      dup();
      count(ofAnySize(kind, type), "(" + array + "J)V");
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String array, int dimensions) {
    takeConstant();
    super.visitMultiANewArrayInsn(array, dimensions);
    visited(4);
    if (isWanted()) {
      countArrays(Kind.MULTIANEWARRAY, Type.getType(array).getClassName(), dimensions);
    }
  }

  private boolean isWanted() {
    return everything || isRefused();
  }

  private boolean isRefused() {
    return sites.isRefused(name, descriptor, places.original(name + descriptor));
  }

  private void countArrays(int kind, String type, int dimensions) {
    dup();
    super.visitIntInsn(Opcodes.SIPUSH, dimensions);
    added += 3;
    count(ofAnySize(kind, type), "countArrays", "(Ljava/lang/Object;IJ)V");
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    takeConstant();
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    visited(opcode == Opcodes.INVOKEINTERFACE ? 5 : 3);
    if (!everything) {
      countRefusedCall(owner, name, descriptor);
    } else if (isClone(opcode, owner, name, descriptor)) {
      boolean isArray = owner.charAt(0) == '[';
      countAny(Kind.CLONE, Type.getObjectType(isArray ? owner : className).getClassName());
    } else if (opcode == Opcodes.INVOKESTATIC && owner.equals("java/util/Arrays")) {
      if (name.equals("copyOf") || name.equals("copyOfRange")) {
        countCopy(Type.getReturnType(descriptor));
      }
    } else if (isReflection(owner, name)) {
      if (descriptor.equals("(Ljava/lang/Class;[I)Ljava/lang/Object;")) {
        countArrays(Kind.REFLECTION, "java.lang.Object", MOST_DIMENSIONS);
      } else {
        countAny(Kind.REFLECTION, "java.lang.Object");
      }
    } else if (opcode == Opcodes.INVOKESTATIC && name.equals("valueOf")) {
      countBox(owner, descriptor);
    }
  }

  private void countRefusedCall(String owner, String name, String descriptor) {
    if (!isRefused()) {
      return;
    }
    Type made = name.equals("<init>") ? Type.getObjectType(owner) : Type.getReturnType(descriptor);
    begin();
    try {
      count(sites.siteOfCall(made.getClassName()), "(J)V");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isClone(int opcode, String owner, String name, String descriptor) {
    return name.equals("clone")
        && descriptor.equals("()Ljava/lang/Object;")
        && (owner.charAt(0) == '['
            || opcode == Opcodes.INVOKESPECIAL && owner.equals("java/lang/Object"));
  }

  private static boolean isReflection(String owner, String name) {
    return name.equals("newInstance")
        && (owner.equals("java/lang/reflect/Constructor")
            || owner.equals("java/lang/Class")
            || owner.equals("java/lang/reflect/Array"));
  }

  private void countCopy(Type array) {
    dup();
    count(ofAnySize(Kind.COPY_OF, array.getClassName()), "(" + array.getDescriptor() + "J)V");
  }

  /** Boxes that are always kept, as all bytes and booleans are, are no allocations. */
  private void countBox(String owner, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    boolean boxes = arguments.length == 1 && arguments[0].getSort() <= Type.DOUBLE;
    if (!boxes) {
      return;
    }
    switch (owner) {
      case "java/lang/Float":
      case "java/lang/Double":
        count(ofClass(Kind.BOXING, owner), "(J)V");
        break;
      case "java/lang/Integer":
      case "java/lang/Long":
      case "java/lang/Short":
      case "java/lang/Character":
        dup();
        count(ofClass(Kind.BOXING, owner), "(L" + owner + ";J)V");
        break;
      default:
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    takeConstant();
    boolean isRewritten = places.isRewritten(this.name + this.descriptor, name, descriptor);
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    visited(5);
    if (isRewritten || !isWanted()) {
      return;
    }
    String type = Type.getReturnType(descriptor).getClassName();
    String factory = bootstrap.getOwner();
    if (factory.equals("java/lang/invoke/StringConcatFactory")) {
      dup();
      count(ofAnySize(Kind.CONCAT, type), "(Ljava/lang/String;J)V");
    } else if (factory.equals("java/lang/invoke/LambdaMetafactory")
        && !descriptor.startsWith("()")) {
      countAny(Kind.LAMBDA, type);
    }
  }

  private void countAny(int kind, String type) {
    dup();
    count(ofAnySize(kind, type), "countAny", "(Ljava/lang/Object;J)V");
  }

  private void dup() {
    super.visitInsn(Opcodes.DUP);
    added++;
  }

  private void count(long site, String descriptor) {
    count(site, "count", descriptor);
  }

  private void count(long site, String method, String descriptor) {
    super.visitLdcInsn(site);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, COUNTERS, method, descriptor, false);
    added += CALL_BYTES;
  }

  private long ofClass(int kind, String type) {
    begin();
    try {
      return sites.siteOfClass(kind, type, Type.getObjectType(type).getClassName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long ofSize(int kind, int bytes, String type) {
    begin();
    try {
      return sites.siteOfSize(kind, bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long ofAnySize(int kind, String type) {
    begin();
    try {
      return sites.siteOfAnySize(kind, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An instruction of so many bytes was written that may allocate. */
  private void visited(int bytes) {
    instructionBytes = bytes;
    addedBefore = added;
  }

  /** The instruction visited last is a site. */
  private void begin() {
    if (!begun) {
      begun = true;
      sites.beginMethod(name, descriptor);
    }
    Label here = new Label();
    super.visitLabel(here);
    int index = here.getOffset() - (added - addedBefore) - instructionBytes;
    sites.at(line, places.original(name + descriptor), index);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    int length = places.current();
    for (int limit : LIMITS) {
      boolean counts = limit == MOST_COMPILED || !everything;
      if (counts && added > 0 && length < limit && length + added >= limit) {
        throw new TooLongException(name + descriptor);
      }
    }
    super.visitMaxs(maxStack + SLOTS, maxLocals);
  }

  @Override
  public void visitLineNumber(int line, Label start) {
    this.line = line;
    super.visitLineNumber(line, start);
  }

  // What follows only knows whether the length of an array is a constant, pushed right before, and
  // which label an instruction has.

  private int takeConstant() {
    int taken = constant;
    constant = NOT_CONSTANT;
    next = null;
    return taken;
  }

  @Override
  public void visitLabel(Label label) {
    takeConstant();
    next = label;
    super.visitLabel(label);
  }

  @Override
  public void visitInsn(int opcode) {
    takeConstant();
    super.visitInsn(opcode);
    if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
      constant = opcode - Opcodes.ICONST_0;
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    takeConstant();
    super.visitLdcInsn(value);
    if (value instanceof Integer length) {
      constant = length;
    }
  }

  @Override
  public void visitVarInsn(int opcode, int varIndex) {
    takeConstant();
    super.visitVarInsn(opcode, varIndex);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    takeConstant();
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    takeConstant();
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitIincInsn(int varIndex, int increment) {
    takeConstant();
    super.visitIincInsn(varIndex, increment);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
    takeConstant();
    super.visitTableSwitchInsn(min, max, dflt, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
    takeConstant();
    super.visitLookupSwitchInsn(dflt, keys, labels);
  }
}
