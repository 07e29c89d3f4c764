package io.heapwise.rewrite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.objectweb.asm.Opcodes;

/**
 * Walks the raw code of a class and finds the methods that hold an anchor, so that only those are
 * ever built as trees.
 */
final class CodeScan {
  private static final byte[] EXCEPTION = {'E', 'x', 'c', 'e', 'p', 't', 'i', 'o', 'n'};
  private static final byte[] INITIALIZER = {'<', 'c', 'l', 'i', 'n', 'i', 't', '>'};
  private static final byte[] SPLIT = {'s', 'p', 'l', 'i', 't'};
  private static final byte[] ONE_STRING = "(Ljava/lang/String;)".getBytes(ISO_8859_1);
  private static final byte[] ERROR = {'E', 'r', 'r', 'o', 'r'};

  private static final byte[] UPDATE = {'u', 'p', 'd', 'a', 't', 'e'};
  private static final byte[] WRITE = {'w', 'r', 'i', 't', 'e'};
  private static final byte[] APPEND = {'a', 'p', 'p', 'e', 'n', 'd'};
  private static final byte[] TO_STRING = {'t', 'o', 'S', 't', 'r', 'i', 'n', 'g'};

  private static final byte[] PARSE = {'p', 'a', 'r', 's', 'e', 'I', 'n', 't'};
  private static final int LDC_W = 19;
  private static final int ALOAD_0 = 42;
  private static final int ASTORE_0 = 75;

  private final ConstantPool constants;
  private final AnchorConstants anchors;
  private final byte[] file;
  private final boolean everySite;

  /**
   * @param anchors of the same class
   * @param everySite whether sites are wanted that certainly will be refused, as the code around
   *     them tells
   */
  CodeScan(ConstantPool constants, AnchorConstants anchors, boolean everySite) {
    this.constants = constants;
    this.anchors = anchors;
    this.everySite = everySite;
    file = constants.file();
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
    if (anchors.isEmpty()) {
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
    int earlier = code;
    int asksUntil = code;
    boolean holdsAnchor = false;
    long rewrites = 0;
    // The same without the calls behind the last jump or return that may lead only to a throw.
    boolean holdsFirmly = false;
    long firmRewrites = 0;
    while (offset < end) {
      int opcode = file[offset] & 0xFF;
      if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.NEW) {
        int constant = ClassLayout.shortAt(file, offset + 1);
        int anchor = anchors.markOf(constant);
        if (anchor != 0) {
          long ofAnchor = anchors.rewritesOf(constant);
          boolean isFirm = everySite || (ofAnchor & ~anchors.rewritesOfCalls()) != 0;
          rewrites |= ofAnchor;
          firmRewrites |= isFirm ? ofAnchor : 0;
          if (anchor == AnchorConstants.LEVEL_QUESTION) {
            asksUntil =
                Math.max(asksUntil, endOfYes(offset + InstructionLength.at(file, offset, code)));
          } else if (!holdsAnchor || isFirm && !holdsFirmly) {
            boolean isAsked = !everySite && offset < asksUntil;
            boolean isHeld =
                anchor == AnchorConstants.LOG
                    ? !isAsked && isGivenText(offset, previous, earlier)
                    : isAnchor(anchor, offset, previous, method, code);
            holdsAnchor |= isHeld;
            holdsFirmly |= isHeld && isFirm;
          }
        }
      } else if (opcode == Opcodes.NEWARRAY
          && anchors.rewritesOfArrays(file[offset + 1]) != 0
          && !isTinyPush(file[previous])
          && (everySite || !isGivenAway(file[offset + 2]))) {
        rewrites |= anchors.rewritesOfArrays(file[offset + 1]);
        firmRewrites |= rewrites;
        holdsAnchor = true;
        holdsFirmly = true;
      } else if (opcode == Opcodes.ANEWARRAY
          && anchors.rewritesOfArguments() != 0
          && isPassedBehind(offset)
          && (everySite || !isInitializer(method))) {
        rewrites |= anchors.rewritesOfArguments();
        firmRewrites |= rewrites;
        holdsAnchor = true;
        holdsFirmly = true;
      } else if (opcode == Opcodes.ATHROW) {
        rewrites = firmRewrites;
        holdsAnchor = holdsFirmly;
      } else if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.RETURN || opcode >= Opcodes.IFNULL) {
        // It jumps, or returns.
        firmRewrites = rewrites;
        holdsFirmly = holdsAnchor;
      }
      earlier = previous;
      previous = offset;
      offset += InstructionLength.at(file, offset, code);
    }
    return holdsAnchor ? rewrites : 0;
  }

  /**
   * Whether what belongs to an instruction with such a constant holds of it.
   *
   * @param anchor of the constant
   */
  private boolean isAnchor(int anchor, int offset, int previous, int method, int code) {
    int opcode = file[offset] & 0xFF;
    if ((anchor & 0xFF) == opcode) {
      return everySite || !feedsThrowable(offset, previous, code);
    }
    return switch (anchor) {
      case AnchorConstants.APPENDED -> isAppendedBehind(offset) && !isInitializer(method);
      case AnchorConstants.CONCATENATED ->
          opcode == Opcodes.INVOKEVIRTUAL && isConcatenatedBehind(offset) && !isInitializer(method);
      case AnchorConstants.PART -> opcode == Opcodes.INVOKEVIRTUAL && isParsedBehind(offset);
      case AnchorConstants.STORED ->
          opcode == Opcodes.INVOKEVIRTUAL
              && (everySite || isStore(file[offset + 3] & 0xFF) && !isInitializer(method));
      case AnchorConstants.CONSUMED -> opcode == Opcodes.INVOKEVIRTUAL && isConsumedBehind(offset);
      case AnchorConstants.CONSTANTS ->
          opcode == Opcodes.INVOKESTATIC
              && (everySite || !readsLengthAlone(offset) && !isInitializer(method));
      default ->
          anchor > 0
              && anchor + AnchorConstants.REGEX == opcode
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
      int read = next + 1 + InstructionLength.ofOpcode(file[next + 1]);
      if ((file[read] & 0xFF) != Opcodes.GETSTATIC
          || file[read + 3] != Opcodes.AASTORE
          || ClassLayout.shortAt(file, constants.referredAt(read + 1)) != type) {
        return false;
      }
      next = read + 4;
    }
    int opcode = file[next] & 0xFF;
    if (next == allocation + 3
        || opcode != Opcodes.INVOKEVIRTUAL && opcode != Opcodes.INVOKEINTERFACE) {
      return false;
    }
    int method = constants.referredAt(next + 1);
    int nameAndType = constants.referredAt(method + 2);
    int descriptor = constants.referredAt(nameAndType + 2);
    return AnchorConstants.takesArrayAlone(file, descriptor);
  }

  /** Where a branch ends that is taken if what was pushed in front is true; 0 if none begins. */
  private int endOfYes(int offset) {
    return (file[offset] & 0xFF) == Opcodes.IFEQ
        ? offset + (short) ClassLayout.shortAt(file, offset + 1)
        : 0;
  }

  /** Whether a logger is given a text of others, as far as the code tells, and maybe a cause. */
  private boolean isGivenText(int call, int previous, int earlier) {
    int opcode = file[previous] & 0xFF;
    boolean hasCause = isLoad(opcode) || opcode == Opcodes.ACONST_NULL;
    return (file[call] & 0xFF) != Opcodes.INVOKESTATIC && makesText(hasCause ? earlier : previous);
  }

  /** Whether an instruction makes a text of others, as far as the code tells. */
  private boolean makesText(int offset) {
    int opcode = file[offset] & 0xFF;
    if (opcode != Opcodes.INVOKEVIRTUAL) {
      return opcode == Opcodes.INVOKEDYNAMIC;
    }
    int method = constants.referredAt(offset + 1);
    return constants.isText(constants.referredAt(method + 2), TO_STRING);
  }

  /** Whether a call follows at once that parses one text. */
  private boolean isParsedBehind(int call) {
    if ((file[call + 3] & 0xFF) != Opcodes.INVOKESTATIC) {
      return false;
    }
    int method = constants.referredAt(call + 4);
    int nameAndType = constants.referredAt(method + 2);
    return constants.startsWith(nameAndType + 2, ONE_STRING)
        && constants.isText(nameAndType, PARSE);
  }

  /** Whether a dynamic call follows at once that takes one text. */
  private boolean isConcatenatedBehind(int call) {
    if ((file[call + 3] & 0xFF) != Opcodes.INVOKEDYNAMIC) {
      return false;
    }
    int site = constants.referredAt(call + 4);
    return constants.startsWith(constants.referredAt(site + 2) + 2, ONE_STRING);
  }

  /** Whether a call follows that appends one text, at once or from a variable. */
  private boolean isAppendedBehind(int call) {
    int next = call + 3;
    if (isStore(file[next] & 0xFF)) {
      next += InstructionLength.ofOpcode(file[next]);
      for (int loads = 0; loads < 2; loads++) {
        if (!isLoad(file[next] & 0xFF)) {
          return false;
        }
        next += InstructionLength.ofOpcode(file[next]);
      }
    }
    if ((file[next] & 0xFF) != Opcodes.INVOKEVIRTUAL) {
      return false;
    }
    int method = constants.referredAt(next + 1);
    int nameAndType = constants.referredAt(method + 2);
    return constants.isText(nameAndType, APPEND)
        && constants.startsWith(nameAndType + 2, ONE_STRING);
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
    int method = constants.referredAt(call + 4);
    int nameAndType = constants.referredAt(method + 2);
    return constants.isText(nameAndType + 2, Anchor.CONSUMER)
        && (constants.isText(nameAndType, UPDATE) || constants.isText(nameAndType, WRITE));
  }

  /** As the tables do that compilers make for a {@code switch}. */
  private boolean readsLengthAlone(int call) {
    return (file[call + 3] & 0xFF) == Opcodes.ARRAYLENGTH;
  }

  /** Whether an array goes to somebody else by the instruction behind its allocation. */
  private static boolean isGivenAway(byte next) {
    int opcode = next & 0xFF;
    return opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC || opcode == Opcodes.ARETURN;
  }

  private static boolean isTinyPush(int opcode) {
    return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.BIPUSH;
  }

  private boolean isInitializer(int method) {
    return constants.isText(method + 2, INITIALIZER);
  }

  /** Whether a call may be given a constant regular expression that needs a pattern. */
  private boolean takesPattern(int call, int previous) {
    int method = constants.referredAt(call + 1);
    int nameAndType = constants.referredAt(method + 2);
    int opcode = file[previous];
    if (opcode != Opcodes.LDC && opcode != LDC_W) {
      // Others have something above it on the stack.
      return !constants.startsWith(nameAndType + 2, ONE_STRING);
    }
    int index =
        opcode == Opcodes.LDC ? file[previous + 1] & 0xFF : ClassLayout.shortAt(file, previous + 1);
    int constant = constants.offset(index);
    return file[constant - 1] != 8
        || !constants.isText(nameAndType, SPLIT)
        || !isSingleCharacter(constants.referredAt(constant));
  }

  /** What {@code String.split} splits at without a pattern; says false for some. */
  private boolean isSingleCharacter(int utf8) {
    int length = ClassLayout.shortAt(file, utf8);
    int last = file[utf8 + 1 + length];
    return length == 1 && ".$|()[{^?*+\\".indexOf(last) < 0
        || length == 2 && file[utf8 + 2] == '\\' && last > 0 && !Character.isLetterOrDigit(last);
  }

  /** The raw form of the question that {@code ThrowableFeed} answers, as far as it can tell. */
  private boolean feedsThrowable(int offset, int previous, int code) {
    if ((file[offset] & 0xFF) != Opcodes.NEW) {
      // The text is passed to a constructor at once.
      int next = offset + 3;
      return (file[next] & 0xFF) == Opcodes.INVOKESPECIAL
          && isThrowable(constants.referredAt(next + 1));
    }
    // The builder is allocated behind new and dup.
    int allocation = offset - 4;
    return previous == offset - 1
        && file[previous] == Opcodes.DUP
        && allocation >= code
        && (file[allocation] & 0xFF) == Opcodes.NEW
        && isThrowable(constants.referredAt(allocation + 1));
  }

  /**
   * @param constant a class, or a method of one
   */
  private boolean isThrowable(int constant) {
    boolean isClass = file[constant - 1] == 7;
    int owner = isClass ? constant : constants.referredAt(constant);
    int name = constants.referredAt(owner);
    return constants.endsWithAt(name, EXCEPTION) || constants.endsWithAt(name, ERROR);
  }
}
