package io.heapwise.rewrite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Walks the raw code of a class and finds the methods that hold an anchor, so that only those are
 * ever built as trees.
 */
final class CodeScan {
  /** Length of each instruction; 0 where it varies or the opcode is unknown. */
  private static final byte[] LENGTHS = lengths();

  private static final byte[] EXCEPTION = {'E', 'x', 'c', 'e', 'p', 't', 'i', 'o', 'n'};
  private static final byte[] INITIALIZER = {'<', 'c', 'l', 'i', 'n', 'i', 't', '>'};
  private static final byte[] SPLIT = {'s', 'p', 'l', 'i', 't'};
  private static final byte[] ONE_STRING = "(Ljava/lang/String;)".getBytes(ISO_8859_1);
  private static final byte[] ERROR = {'E', 'r', 'r', 'o', 'r'};

  /** All opcodes of anchors are from here on. */
  private static final int REGEX = 128;

  /** Stands for {@code invokestatic} of {@code values()} of an enum, which is no opcode of one. */
  private static final byte CONSTANTS = 1;

  /** The same for {@code invokevirtual} of a method whose text must be parsed at once. */
  private static final byte PART = 2;

  /** The same for a call whose text must be appended at once, or by way of a variable. */
  private static final byte APPENDED = 3;

  /** The same for a call whose text must be concatenated at once, with nothing but constants. */
  private static final byte CONCATENATED = 4;

  /** The same for a method of a logger that takes a text. */
  private static final byte LOG = 5;

  /** The same for one that tells whether a level is on. */
  private static final byte LEVEL_QUESTION = 6;

  /** The same for one whose array must be written or digested at once. */
  private static final byte CONSUMED = 7;

  private static final byte[] UPDATE = {'u', 'p', 'd', 'a', 't', 'e'};
  private static final byte[] WRITE = {'w', 'r', 'i', 't', 'e'};
  private static final byte[] APPEND = {'a', 'p', 'p', 'e', 'n', 'd'};
  private static final byte[] ANSWERS = {')', 'Z'};
  private static final byte[] ONE_TEXT = "(Ljava/lang/String;)V".getBytes(ISO_8859_1);
  private static final byte[] ONE_MESSAGE = "(Ljava/lang/Object;)V".getBytes(ISO_8859_1);
  private static final byte[] TO_STRING = {'t', 'o', 'S', 't', 'r', 'i', 'n', 'g'};

  private static final byte[] PARSE = {'p', 'a', 'r', 's', 'e', 'I', 'n', 't'};
  private static final int LDC_W = 19;
  private static final int ALOAD_0 = 42;
  private static final int ASTORE_0 = 75;

  private final ConstantPool constants;
  private final AnchorIndex anchors;
  private final byte[] file;

  /**
   * For each constant, the opcode of the anchor that it belongs to, or 0; less {@link #REGEX} where
   * it takes a regular expression; or {@link #CONSTANTS}, {@link #PART}, {@link #APPENDED}, {@link
   * #CONCATENATED}, {@link #LOG}, {@link #LEVEL_QUESTION} or {@link #CONSUMED}.
   */
  private final byte[] anchorOpcodes;

  /** For each constant, the rewrites that have such an anchor, one bit each. */
  private final long[] anchorRewrites;

  /** Element types of the arrays that are anchors, one bit each. */
  private int anchorArrays;

  /** The rewrites that have those. */
  private long arrayRewrites;

  /** The rewrites that want calls that take an array of constants, if the class may have such. */
  private long argumentRewrites;

  /** Index of the constant that names the class. */
  private final int thisClass;

  private final boolean anyAnchor;
  private final boolean everySite;

  /**
   * @param anchorOpcodes at least as long as there are constants; whatever is in it goes
   * @param anchorRewrites the same
   * @param everySite whether builders are wanted that certainly will be refused, because they stand
   *     right behind the allocation of an exception
   */
  CodeScan(
      ConstantPool constants,
      byte[] file,
      AnchorIndex anchors,
      byte[] anchorOpcodes,
      long[] anchorRewrites,
      boolean everySite) {
    this.constants = constants;
    this.anchors = anchors;
    this.everySite = everySite;
    this.file = file;
    this.anchorOpcodes = anchorOpcodes;
    this.anchorRewrites = anchorRewrites;
    thisClass = ClassLayout.shortAt(file, constants.end() + 2);
    anchorOpcodes[0] = 0;
    boolean any = false;
    for (int i = 1; i < constants.count(); i++) {
      int offset = constants.offset(i);
      anchorOpcodes[i] = 0;
      anchorRewrites[i] = 0;
      if (offset > 0) {
        findAnchor(i, offset);
        any |= anchorOpcodes[i] != 0;
      }
    }
    anyAnchor = any || anchorArrays != 0 || argumentRewrites != 0;
  }

  /** Sees the methods that hold an anchor. */
  interface CandidateVisitor {
    /**
     * Sees one.
     *
     * @param method offset of the method in the class file
     * @param code offset of its first instruction
     * @param rewrites those that may have something to do there, one bit each
     */
    void visit(int method, int code, long rewrites);
  }

  /** Shows the methods that hold an anchor. */
  void visitCandidates(ClassLayout layout, CandidateVisitor visitor) {
    if (!anyAnchor) {
      return;
    }
    layout.visitCode(
        new ClassLayout.CodeVisitor() {
          @Override
          public void visit(int method, int code) {
            long rewrites = rewritesIn(method, code);
            if (rewrites != 0) {
              visitor.visit(method, code, rewrites);
            }
          }
        });
  }

  /**
   * The rewrites that may have something to do in the code that begins at an offset, of a method at
   * another; none where it holds no anchor.
   */
  long rewritesIn(int method, int code) {
    int end = code + ClassLayout.intAt(file, code - 4);
    int offset = code;
    int previous = code;
    int asksUntil = code;
    boolean holdsAnchor = false;
    long rewrites = 0;
    while (offset < end) {
      int opcode = file[offset] & 0xFF;
      if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.NEW) {
        int constant = ClassLayout.shortAt(file, offset + 1);
        int anchor = anchorOpcodes[constant];
        if (anchor != 0) {
          rewrites |= anchorRewrites[constant];
          if (anchor == LEVEL_QUESTION) {
            asksUntil = Math.max(asksUntil, endOfYes(offset + lengthAt(file, offset, code)));
          } else if (!holdsAnchor) {
            boolean isAsked = !everySite && offset < asksUntil;
            holdsAnchor = isAnchor(anchor, offset, previous, method, code, isAsked);
          }
        }
      } else if (opcode == Opcodes.NEWARRAY
          && (anchorArrays >> file[offset + 1] & 1) != 0
          && !isTinyPush(file[previous])) {
        rewrites |= arrayRewrites;
        holdsAnchor = true;
      } else if (opcode == Opcodes.ANEWARRAY
          && argumentRewrites != 0
          && isPassedBehind(offset)
          && (everySite || !isInitializer(method))) {
        rewrites |= argumentRewrites;
        holdsAnchor = true;
      }
      previous = offset;
      offset += lengthAt(file, offset, code);
    }
    return holdsAnchor ? rewrites : 0;
  }

  /**
   * Whether what belongs to an instruction with such a constant holds of it.
   *
   * @param anchor of the constant
   * @param isAsked whether it runs only if a logger has said that it would log
   */
  private boolean isAnchor(
      int anchor, int offset, int previous, int method, int code, boolean isAsked) {
    int opcode = file[offset] & 0xFF;
    if ((anchor & 0xFF) == opcode) {
      return everySite || !feedsThrowable(offset, previous, code);
    }
    return switch (anchor) {
      case APPENDED -> isAppendedBehind(offset) && !isInitializer(method);
      case CONCATENATED ->
          opcode == Opcodes.INVOKEVIRTUAL && isConcatenatedBehind(offset) && !isInitializer(method);
      case PART -> opcode == Opcodes.INVOKEVIRTUAL && isParsedBehind(offset);
      case LOG -> !isAsked && opcode != Opcodes.INVOKESTATIC && makesText(previous);
      case CONSUMED -> opcode == Opcodes.INVOKEVIRTUAL && isConsumedBehind(offset);
      case CONSTANTS ->
          opcode == Opcodes.INVOKESTATIC
              && (everySite || !readsLengthAlone(offset) && !isInitializer(method));
      default ->
          anchor > 0
              && anchor + REGEX == opcode
              && (everySite || takesPattern(offset, previous) && !isInitializer(method));
    };
  }

  /**
   * Whether an array is filled from static fields of the class of its elements at once, and then
   * passed to a method of an object that takes nothing else.
   */
  private boolean isPassedBehind(int allocation) {
    int type = ClassLayout.shortAt(file, allocation + 1);
    int next = allocation + 3;
    while (file[next] == Opcodes.DUP) {
      int read = next + 1 + LENGTHS[file[next + 1] & 0xFF];
      if ((file[read] & 0xFF) != Opcodes.GETSTATIC
          || file[read + 3] != Opcodes.AASTORE
          || ClassLayout.shortAt(file, constants.offset(ClassLayout.shortAt(file, read + 1)))
              != type) {
        return false;
      }
      next = read + 4;
    }
    int opcode = file[next] & 0xFF;
    if (next == allocation + 3
        || opcode != Opcodes.INVOKEVIRTUAL && opcode != Opcodes.INVOKEINTERFACE) {
      return false;
    }
    int method = constants.offset(ClassLayout.shortAt(file, next + 1));
    int nameAndType = constants.offset(ClassLayout.shortAt(file, method + 2));
    int descriptor = constants.offset(ClassLayout.shortAt(file, nameAndType + 2));
    return takesArrayAlone(descriptor);
  }

  /**
   * @param descriptor a text
   */
  private boolean takesArrayAlone(int descriptor) {
    return ConstantPoolScan.takesArrayAlone(
        file, descriptor + 2, ClassLayout.shortAt(file, descriptor));
  }

  /** Where a branch ends that is taken if what was pushed in front is true; 0 if none begins. */
  private int endOfYes(int offset) {
    return (file[offset] & 0xFF) == Opcodes.IFEQ
        ? offset + (short) ClassLayout.shortAt(file, offset + 1)
        : 0;
  }

  /** Whether an instruction makes a text of others, as far as the code tells. */
  private boolean makesText(int offset) {
    int opcode = file[offset] & 0xFF;
    if (opcode != Opcodes.INVOKEVIRTUAL) {
      return opcode == Opcodes.INVOKEDYNAMIC;
    }
    int method = constants.offset(ClassLayout.shortAt(file, offset + 1));
    return isUtf8(constants.offset(ClassLayout.shortAt(file, method + 2)), TO_STRING);
  }

  /** Whether a call follows at once that parses one text. */
  private boolean isParsedBehind(int call) {
    if ((file[call + 3] & 0xFF) != Opcodes.INVOKESTATIC) {
      return false;
    }
    int method = constants.offset(ClassLayout.shortAt(file, call + 4));
    int nameAndType = constants.offset(ClassLayout.shortAt(file, method + 2));
    return startsWith(nameAndType + 2, ONE_STRING) && isUtf8(nameAndType, PARSE);
  }

  /** Whether a dynamic call follows at once that takes one text. */
  private boolean isConcatenatedBehind(int call) {
    if ((file[call + 3] & 0xFF) != Opcodes.INVOKEDYNAMIC) {
      return false;
    }
    int site = constants.offset(ClassLayout.shortAt(file, call + 4));
    return startsWith(constants.offset(ClassLayout.shortAt(file, site + 2)) + 2, ONE_STRING);
  }

  /** Whether a call follows that appends one text, at once or from a variable. */
  private boolean isAppendedBehind(int call) {
    int next = call + 3;
    if (isStore(file[next] & 0xFF)) {
      next += LENGTHS[file[next] & 0xFF];
      for (int loads = 0; loads < 2; loads++) {
        if (!isLoad(file[next] & 0xFF)) {
          return false;
        }
        next += LENGTHS[file[next] & 0xFF];
      }
    }
    if ((file[next] & 0xFF) != Opcodes.INVOKEVIRTUAL) {
      return false;
    }
    int method = constants.offset(ClassLayout.shortAt(file, next + 1));
    int nameAndType = constants.offset(ClassLayout.shortAt(file, method + 2));
    return isUtf8(nameAndType, APPEND) && startsWith(nameAndType + 2, ONE_STRING);
  }

  private static boolean isStore(int opcode) {
    return opcode == Opcodes.ASTORE || opcode >= ASTORE_0 && opcode < ASTORE_0 + 4;
  }

  private static boolean isLoad(int opcode) {
    return opcode == Opcodes.ALOAD || opcode >= ALOAD_0 && opcode < ALOAD_0 + 4;
  }

  /** Whether a call follows at once that writes or digests one array of bytes. */
  private boolean isConsumedBehind(int call) {
    int opcode = file[call + 3] & 0xFF;
    if (opcode != Opcodes.INVOKEVIRTUAL && opcode != Opcodes.INVOKEINTERFACE) {
      return false;
    }
    int method = constants.offset(ClassLayout.shortAt(file, call + 4));
    int nameAndType = constants.offset(ClassLayout.shortAt(file, method + 2));
    return isUtf8(nameAndType + 2, Anchor.CONSUMER)
        && (isUtf8(nameAndType, UPDATE) || isUtf8(nameAndType, WRITE));
  }

  /** As the tables do that compilers make for a {@code switch}. */
  private boolean readsLengthAlone(int call) {
    return (file[call + 3] & 0xFF) == Opcodes.ARRAYLENGTH;
  }

  private static boolean isTinyPush(int opcode) {
    return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.BIPUSH;
  }

  private boolean isInitializer(int method) {
    return isUtf8(method + 2, INITIALIZER);
  }

  /** Whether a call may be given a constant regular expression that needs a pattern. */
  private boolean takesPattern(int call, int previous) {
    int method = constants.offset(ClassLayout.shortAt(file, call + 1));
    int nameAndType = constants.offset(ClassLayout.shortAt(file, method + 2));
    int opcode = file[previous];
    if (opcode != Opcodes.LDC && opcode != LDC_W) {
      // Others have something above it on the stack.
      return !startsWith(nameAndType + 2, ONE_STRING);
    }
    int index =
        opcode == Opcodes.LDC ? file[previous + 1] & 0xFF : ClassLayout.shortAt(file, previous + 1);
    int constant = constants.offset(index);
    return file[constant - 1] != 8
        || !isUtf8(nameAndType, SPLIT)
        || !isSingleCharacter(constants.offset(ClassLayout.shortAt(file, constant)));
  }

  /** What {@code String.split} splits at without a pattern; says false for some. */
  private boolean isSingleCharacter(int utf8) {
    int length = ClassLayout.shortAt(file, utf8);
    int last = file[utf8 + 1 + length];
    return length == 1 && ".$|()[{^?*+\\".indexOf(last) < 0
        || length == 2 && file[utf8 + 2] == '\\' && last > 0 && !Character.isLetterOrDigit(last);
  }

  private boolean startsWith(int reference, byte[] text) {
    int offset = constants.offset(ClassLayout.shortAt(file, reference)) + 2;
    return ClassLayout.isAt(file, offset, text);
  }

  /** The raw form of the question that {@code ThrowableFeed} answers, as far as it can tell. */
  private boolean feedsThrowable(int offset, int previous, int code) {
    if ((file[offset] & 0xFF) != Opcodes.NEW) {
      // The text is passed to a constructor at once.
      int next = offset + 3;
      return (file[next] & 0xFF) == Opcodes.INVOKESPECIAL
          && isThrowable(constants.offset(ClassLayout.shortAt(file, next + 1)));
    }
    // The builder is allocated behind new and dup.
    int allocation = offset - 4;
    return previous == offset - 1
        && file[previous] == Opcodes.DUP
        && allocation >= code
        && (file[allocation] & 0xFF) == Opcodes.NEW
        && isThrowable(constants.offset(ClassLayout.shortAt(file, allocation + 1)));
  }

  /**
   * @param constant a class, or a method of one
   */
  private boolean isThrowable(int constant) {
    boolean isClass = file[constant - 1] == 7;
    int owner = isClass ? constant : constants.offset(ClassLayout.shortAt(file, constant));
    int name = constants.offset(ClassLayout.shortAt(file, owner));
    int end = name + 2 + ClassLayout.shortAt(file, name);
    return endsWith(end, EXCEPTION) || endsWith(end, ERROR);
  }

  private boolean endsWith(int end, byte[] suffix) {
    return ClassLayout.isAt(file, end - suffix.length, suffix);
  }

  /** Length of the instruction at an offset, in code that begins at another. */
  static int lengthAt(byte[] file, int offset, int code) {
    int opcode = file[offset] & 0xFF;
    int length = LENGTHS[opcode];
    if (length > 0) {
      return length;
    }
    int padded = offset + 4 - (offset - code & 3);
    if (opcode == Opcodes.TABLESWITCH) {
      int low = ClassLayout.intAt(file, padded + 4);
      int high = ClassLayout.intAt(file, padded + 8);
      return padded + 12 + 4 * (high - low + 1) - offset;
    }
    if (opcode == Opcodes.LOOKUPSWITCH) {
      return padded + 8 + 8 * ClassLayout.intAt(file, padded + 4) - offset;
    }
    if (opcode == 196) { // wide
      return (file[offset + 1] & 0xFF) == Opcodes.IINC ? 6 : 4;
    }
    throw new IllegalArgumentException("unknown opcode " + opcode);
  }

  private void findAnchor(int index, int offset) {
    int tag = file[offset - 1];
    if (tag == 7) {
      findAllocation(index, offset);
    } else if (tag == 10 || tag == 11) {
      findCall(index, offset);
    }
  }

  /**
   * @param offset of the constant, a class
   */
  private void findAllocation(int index, int offset) {
    int name = constants.offset(ClassLayout.shortAt(file, offset));
    int length = ClassLayout.shortAt(file, name);
    for (AnchorIndex.Entry entry : anchors.allocations(file, name + 2, length)) {
      if (isUtf8At(name, entry.anchor.owner)) {
        note(index, entry, (byte) Opcodes.NEW);
      }
    }
  }

  /**
   * @param offset of the constant, a method
   */
  private void findCall(int index, int offset) {
    int nameAndType = constants.offset(ClassLayout.shortAt(file, offset + 2));
    int name = constants.offset(ClassLayout.shortAt(file, nameAndType));
    int descriptor = constants.offset(ClassLayout.shortAt(file, nameAndType + 2));
    findArrayAnchors(descriptor);
    if (anchors.ofArguments() != 0 && takesArrayAlone(descriptor)) {
      argumentRewrites = anchors.ofArguments();
    }
    int type = ClassLayout.shortAt(file, offset);
    int owner = constants.offset(ClassLayout.shortAt(file, constants.offset(type)));
    for (AnchorIndex.Entry entry : anchors.loggers()) {
      if (isUtf8At(owner, entry.anchor.owner)) {
        note(index, entry, ofLogger(nameAndType, entry.anchor.methods));
      }
    }
    int length = ClassLayout.shortAt(file, name);
    for (AnchorIndex.Entry entry : anchors.named(file, name + 2, length)) {
      if (isUtf8At(name, entry.anchor.name) && holds(entry.anchor, offset, owner)) {
        note(index, entry, markOf(entry.anchor));
      }
    }
    if (type == thisClass) {
      for (AnchorIndex.Entry entry : anchors.ownCalls()) {
        if (isUtf8At(descriptor, entry.anchor.name)) {
          note(index, entry, (byte) entry.anchor.opcode);
        }
      }
    }
  }

  /** The first anchor that a constant belongs to says what must hold of it. */
  private void note(int index, AnchorIndex.Entry entry, byte mark) {
    if (mark != 0) {
      if (anchorOpcodes[index] == 0) {
        anchorOpcodes[index] = mark;
      }
      anchorRewrites[index] |= entry.rewrite;
    }
  }

  /** Whether all but the name of a method is that of an anchor. */
  private boolean holds(Anchor anchor, int method, int owner) {
    if (anchor.isOfConstants()) {
      return file[method - 1] == 10
          && returnsArrayOf(method)
          && isWanted(anchor, ClassLayout.shortAt(file, method) == thisClass);
    }
    return (anchor.owner == null || isUtf8At(owner, anchor.owner))
        && (anchor.beside == null || names(constants, file, anchor.beside));
  }

  private static byte markOf(Anchor anchor) {
    return switch (anchor.condition) {
      case Anchor.OWN_CONSTANTS, Anchor.OTHER_CONSTANTS -> CONSTANTS;
      case Anchor.PART -> PART;
      case Anchor.APPENDED -> APPENDED;
      case Anchor.CONCATENATED -> CONCATENATED;
      case Anchor.CONSUMED -> CONSUMED;
      case Anchor.REGEX -> (byte) (anchor.opcode - REGEX);
      default -> (byte) anchor.opcode;
    };
  }

  /**
   * @param nameAndType of a method of a logger
   */
  private byte ofLogger(int nameAndType, byte[][] methods) {
    int descriptor = nameAndType + 2;
    if (isUtf8(descriptor, ONE_TEXT) || isUtf8(descriptor, ONE_MESSAGE)) {
      return isUtf8AnyOf(nameAndType, methods) ? LOG : 0;
    }
    int text = constants.offset(ClassLayout.shortAt(file, descriptor));
    return endsWith(text + 2 + ClassLayout.shortAt(file, text), ANSWERS) ? LEVEL_QUESTION : 0;
  }

  private static boolean isWanted(Anchor ofConstants, boolean isOwn) {
    return ofConstants.condition == (isOwn ? Anchor.OWN_CONSTANTS : Anchor.OTHER_CONSTANTS);
  }

  /** Whether a method takes nothing and returns an array of objects of the class that it is of. */
  private boolean returnsArrayOf(int method) {
    int owner =
        constants.offset(
            ClassLayout.shortAt(file, constants.offset(ClassLayout.shortAt(file, method))));
    int nameAndType = constants.offset(ClassLayout.shortAt(file, method + 2));
    int descriptor = constants.offset(ClassLayout.shortAt(file, nameAndType + 2));
    int length = ClassLayout.shortAt(file, owner);
    int start = descriptor + 2 + ConstantPoolScan.RETURNS_ARRAY.length;
    return ClassLayout.shortAt(file, descriptor)
            == ConstantPoolScan.RETURNS_ARRAY.length + length + 1
        && ClassLayout.isAt(file, descriptor + 2, ConstantPoolScan.RETURNS_ARRAY)
        && Arrays.equals(file, owner + 2, owner + 2 + length, file, start, start + length);
  }

  /** Whether a class file names another class. */
  static boolean names(ConstantPool constants, byte[] file, byte[] internalName) {
    for (int i = 1; i < constants.count(); i++) {
      int offset = constants.offset(i);
      if (offset > 0 && file[offset - 1] == 7 && isUtf8(constants, file, offset, internalName)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the constant that is referred to at an offset is a text. */
  private boolean isUtf8(int reference, byte[] text) {
    return isUtf8(constants, file, reference, text);
  }

  private static boolean isUtf8(ConstantPool constants, byte[] file, int reference, byte[] text) {
    return isUtf8At(file, constants.offset(ClassLayout.shortAt(file, reference)), text);
  }

  /** Whether the constant at an offset is a text. */
  private boolean isUtf8At(int offset, byte[] text) {
    return isUtf8At(file, offset, text);
  }

  private static boolean isUtf8At(byte[] file, int offset, byte[] text) {
    return ClassLayout.shortAt(file, offset) == text.length
        && ClassLayout.isAt(file, offset + 2, text);
  }

  /**
   * @param descriptor of a method that is called
   */
  private void findArrayAnchors(int descriptor) {
    int length = ClassLayout.shortAt(file, descriptor);
    for (AnchorIndex.Entry entry : anchors.arrays(file, descriptor + 2, length)) {
      for (byte[] companion : entry.anchor.companions) {
        if (isUtf8At(descriptor, companion)) {
          anchorArrays |= 1 << entry.anchor.elementType;
          arrayRewrites |= entry.rewrite;
        }
      }
    }
  }

  private boolean isUtf8AnyOf(int reference, byte[][] texts) {
    for (byte[] text : texts) {
      if (isUtf8(reference, text)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] lengths() {
    byte[] lengths = new byte[256];
    Arrays.fill(lengths, 0, 202, (byte) 1);
    for (int two : new int[] {16, 18, 169, 188}) {
      lengths[two] = 2;
    }
    Arrays.fill(lengths, 21, 26, (byte) 2);
    Arrays.fill(lengths, 54, 59, (byte) 2);
    for (int three : new int[] {17, 19, 20, 132, 187, 189, 192, 193, 198, 199}) {
      lengths[three] = 3;
    }
    Arrays.fill(lengths, 153, 169, (byte) 3);
    Arrays.fill(lengths, 178, 185, (byte) 3);
    lengths[185] = 5; // invokeinterface
    lengths[186] = 5; // invokedynamic
    lengths[197] = 4; // multianewarray
    lengths[200] = 5; // goto_w
    lengths[201] = 5; // jsr_w
    lengths[170] = 0; // tableswitch
    lengths[171] = 0; // lookupswitch
    lengths[196] = 0; // wide
    return lengths;
  }
}
