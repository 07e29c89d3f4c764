package io.heapwise.rewrite;

import io.heapwise.analysis.Escape;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Finds in the raw code of a class the methods that handle keys or passwords: by what they are
 * called, by what they call, use and name, by their variables; and those one call away, which make
 * what such a method takes, or take what it makes. Confined to one thread.
 */
final class SecretScan {
  private static final int CLEAN = 1;
  private static final int TELLING = 2;
  private static final int HANDLE = 15;
  private static final int DYNAMIC = 18;

  private final ConstantPool constants;
  private final ClassLayout layout;
  private final byte[] file;
  private final int thisClass;

  /** For each text, whether it tells of secrets, once that was asked; null if none does. */
  private final byte[] texts;

  /** Null until somebody asks. */
  private Methods methods;

  SecretScan(ConstantPool constants, ClassLayout layout) {
    this.constants = constants;
    this.layout = layout;
    file = constants.file();
    thisClass = constants.end() + 2;
    // Most classes tell of none at all, and then all constants can be looked through as one.
    texts = Secrets.areToldOf(file, 0, constants.end()) ? new byte[constants.count()] : null;
  }

  /**
   * What says that a method handles secrets, or null.
   *
   * @param method offset of the method in the class file
   */
  String touchedBy(int method) {
    if (texts == null) {
      return null;
    }
    if (methods == null) {
      methods = new Methods();
    }
    int index = methods.indexOf(method);
    String own = methods.touches[index];
    if (own != null) {
      return "in a method " + own;
    }
    for (int i = 0; i < methods.count; i++) {
      if (methods.touches[i] != null) {
        String call = null;
        if (methods.calls(index, i)) {
          call = "that calls ";
        } else if (methods.calls(i, index)) {
          call = "called by ";
        }
        if (call != null) {
          String name = constants.name(methods.headers[i] + 2);
          return "in a method " + call + name + ", a method " + methods.touches[i];
        }
      }
    }
    return null;
  }

  private boolean tells(int reference) {
    int index = ClassLayout.shortAt(file, reference);
    if (texts[index] == 0) {
      int offset = constants.offset(index);
      boolean isTold = Secrets.areToldOf(file, offset + 2, ClassLayout.shortAt(file, offset));
      texts[index] = (byte) (isTold ? TELLING : CLEAN);
    }
    return texts[index] == TELLING;
  }

  /** The name of the class whose constant is referred to. */
  private int className(int reference) {
    return constants.referredAt(reference);
  }

  private boolean isOwn(int member) {
    return constants.className(member).equals(constants.className(thisClass));
  }

  /** All methods that have code, and what they touch. */
  private final class Methods implements ClassLayout.CodeVisitor {
    int[] headers = new int[16];
    int[] codes = new int[16];
    int count;
    final String[] touches;

    Methods() {
      layout.visitCode(this);
      touches = new String[count];
      for (int i = 0; i < count; i++) {
        touches[i] = touchedBy(headers[i], codes[i]);
      }
    }

    @Override
    public void visit(int method, int code) {
      if (count == headers.length) {
        headers = Arrays.copyOf(headers, 2 * count);
        codes = Arrays.copyOf(codes, 2 * count);
      }
      headers[count] = method;
      codes[count++] = code;
    }

    int indexOf(int method) {
      int index = 0;
      while (headers[index] != method) {
        index++;
      }
      return index;
    }

    private String touchedBy(int method, int code) {
      if (tells(className(thisClass)) || tells(method + 2) || tells(method + 4)) {
        return "whose name tells of secrets";
      }
      Touch touch = new Touch();
      walk(code, touch);
      return touch.found != null ? touch.found : variable(code);
    }

    private String variable(int code) {
      int table = layout.codeAttribute(code, ClassLayout.LOCAL_VARIABLE_TABLE);
      int entries = table < 0 ? 0 : ClassLayout.shortAt(file, table + 6);
      for (int i = 0; i < entries; i++) {
        int entry = table + 8 + 10 * i;
        if (tells(entry + 4) || tells(entry + 6)) {
          return "with a variable " + constants.name(entry + 4);
        }
      }
      return null;
    }

    boolean calls(int caller, int target) {
      Call call = new Call(headers[target]);
      walk(codes[caller], call);
      return call.found;
    }

    /** Shows the constants that instructions refer to, and the methods given to lambdas. */
    private void walk(int code, ConstantVisitor visitor) {
      int end = code + ClassLayout.intAt(file, code - 4);
      for (int i = code; i < end; i += InstructionLength.at(file, i, code)) {
        int opcode = file[i] & 0xFF;
        if (opcode >= Opcodes.GETSTATIC && opcode < Opcodes.NEW
            || opcode == Opcodes.ANEWARRAY
            || opcode == Opcodes.CHECKCAST
            || opcode == Opcodes.INSTANCEOF) {
          int constant = constants.referredAt(i + 1);
          visitor.visit(constant);
          if (opcode == Opcodes.INVOKEDYNAMIC) {
            visitHandles(ClassLayout.shortAt(file, constant), visitor);
          }
        }
      }
    }

    private void visitHandles(int bootstrap, ConstantVisitor visitor) {
      int entry = layout.bootstrapMethodsOffset() + 8;
      for (int i = 0; i < bootstrap; i++) {
        entry += 4 + 2 * ClassLayout.shortAt(file, entry + 2);
      }
      int arguments = ClassLayout.shortAt(file, entry + 2);
      for (int i = 0; i < arguments; i++) {
        int argument = constants.referredAt(entry + 4 + 2 * i);
        if (constants.tagAt(argument) == HANDLE) {
          visitor.visit(constants.referredAt(argument + 1));
        }
      }
    }
  }

  private interface ConstantVisitor {
    /** Sees a class, field, method or dynamic call site. */
    void visit(int constant);
  }

  /** The first constant that tells of secrets. */
  private final class Touch implements ConstantVisitor {
    String found;

    @Override
    public void visit(int constant) {
      if (found != null) {
        return;
      }
      int tag = constants.tagAt(constant);
      if (tag == 7) {
        found = tells(constant) ? "that names " + simpleName(constants.name(constant)) : null;
        return;
      }
      int nameAndType = constants.referredAt(constant + 2);
      boolean isMember = tag != DYNAMIC;
      if (isMember && tells(className(constant)) || tells(nameAndType) || tells(nameAndType + 2)) {
        String owner = isMember ? simpleName(constants.className(constant)) + "." : "";
        found = (tag == 9 ? "that uses " : "that calls ") + owner + constants.name(nameAndType);
      }
    }

    private String simpleName(String internalName) {
      return Escape.simpleName(internalName).replace('$', '.');
    }
  }

  /** Whether there is a call of a method, as its own class names it. */
  private final class Call implements ConstantVisitor {
    private final int method;
    boolean found;

    Call(int method) {
      this.method = method;
    }

    @Override
    public void visit(int constant) {
      int tag = constants.tagAt(constant);
      if (tag == 10 || tag == 11) {
        int nameAndType = constants.referredAt(constant + 2);
        found |=
            constants.name(nameAndType).equals(constants.name(method + 2))
                && constants.name(nameAndType + 2).equals(constants.name(method + 4))
                && isOwn(constant);
      }
    }
  }
}
