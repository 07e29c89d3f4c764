package io.heapwise.trust;

import io.heapwise.runtime.trust.Trust;
import org.objectweb.asm.Opcodes;

/** What a value on the operand stack is, in terms of what can be read before the call. */
final class Term {
  enum Kind {
    /** The text that the call is given: a String, not null. */
    TEXT,
    /** Of any reference type, and nothing is known of it. */
    ANYTHING,
    /** Some object of which nothing is known but that it is one. */
    SOMETHING,
    NULL,
    INT,
    OBJECT,
    RECEIVER,
    /** What a field holds. */
    FIELD,
    /** How long the array of references in a field is. */
    LENGTH
  }

  static final Term TEXT = new Term(Kind.TEXT, null, null, 0, null);
  static final Term ANYTHING = new Term(Kind.ANYTHING, null, null, 0, null);
  static final Term SOMETHING = new Term(Kind.SOMETHING, null, null, 0, null);
  static final Term NULL = new Term(Kind.NULL, null, null, 0, null);
  static final Term RECEIVER = new Term(Kind.RECEIVER, null, null, 0, null);

  final Kind kind;

  /** Of an object. */
  final Object object;

  /** Whose field it is, or whose length. */
  private final Term owner;

  /** Of a field its offset, of an int its value. */
  private final long number;

  /** Of a field: its type. */
  final String descriptor;

  /** Of what is in a field: the one class that all that is found out about it is for, or null. */
  Class<?> type;

  private Term(Kind kind, Object object, Term owner, long number, String descriptor) {
    this.kind = kind;
    this.object = object;
    this.owner = owner;
    this.number = number;
    this.descriptor = descriptor;
  }

  static Term ofInt(int value) {
    return new Term(Kind.INT, null, null, value, null);
  }

  /** An object that code gets without the receiver. */
  static Term ofObject(Object object) {
    return object == null ? NULL : new Term(Kind.OBJECT, object, null, 0, null);
  }

  static Term ofField(Term owner, long offset, String descriptor) {
    return new Term(Kind.FIELD, null, owner, offset, descriptor);
  }

  static Term ofLength(Term array) {
    return new Term(Kind.LENGTH, null, array, 0, null);
  }

  /** Whether it can be read before the call. */
  boolean isRead() {
    return kind == Kind.FIELD || kind == Kind.LENGTH;
  }

  /** Whether it is a reference that is certainly not null. */
  boolean isNeverNull() {
    return switch (kind) {
      case TEXT, SOMETHING, OBJECT, RECEIVER -> true;
      default -> false;
    };
  }

  /** Whether it is read from another one, or from what is read from that. */
  boolean isReadFrom(Term other) {
    for (Term each = owner; each != null; each = each.owner) {
      if (each == other) {
        return true;
      }
    }
    return false;
  }

  int value() {
    return (int) number;
  }

  /** Whether both are the same, whatever the fields hold. */
  boolean is(Term other) {
    if (this == other) {
      return true;
    }
    return kind == other.kind
        && object == other.object
        && number == other.number
        && (owner == null ? other.owner == null : other.owner != null && owner.is(other.owner))
        && kind != Kind.ANYTHING
        && kind != Kind.SOMETHING;
  }

  /** Whose field it is, or whose length. */
  Term owner() {
    return owner;
  }

  /** Of a field: where it is in its owner. */
  long offset() {
    return number;
  }

  /** The class of the object in a field, for one receiver and now; null if there is none. */
  Class<?> typeFor(Object receiver) {
    Object object = objectFor(receiver);
    return object == null ? null : object.getClass();
  }

  private Object objectFor(Object receiver) {
    if (kind != Kind.FIELD) {
      return kind == Kind.RECEIVER ? receiver : object;
    }
    Object at = owner.objectFor(receiver);
    boolean isKnown = at != null && (owner.type == null || owner.type == at.getClass());
    return isKnown ? Trust.referenceIn(at, number) : null;
  }

  /** What code compares, by the opcode of a jump that is taken where it holds. */
  record Comparison(int opcode) {
    /** Of what is compared to null, or to 0, the one that compares to another value. */
    static Comparison of(int opcode) {
      return new Comparison(
          switch (opcode) {
            case Opcodes.IFNULL -> Opcodes.IF_ACMPEQ;
            case Opcodes.IFNONNULL -> Opcodes.IF_ACMPNE;
            default ->
                opcode < Opcodes.IF_ICMPEQ ? opcode - Opcodes.IFEQ + Opcodes.IF_ICMPEQ : opcode;
          });
    }

    boolean isOfReferences() {
      return opcode >= Opcodes.IF_ACMPEQ;
    }

    /** They lie side by side, beginning with an odd one. */
    Comparison opposite() {
      return new Comparison((opcode + 1 ^ 1) - 1);
    }

    boolean holds(int left, int right) {
      return switch (opcode) {
        case Opcodes.IF_ICMPEQ -> left == right;
        case Opcodes.IF_ICMPNE -> left != right;
        case Opcodes.IF_ICMPLT -> left < right;
        case Opcodes.IF_ICMPGE -> left >= right;
        case Opcodes.IF_ICMPGT -> left > right;
        default -> left <= right;
      };
    }
  }

  /** A comparison of two terms, one of which must be read. */
  record Question(Comparison comparison, Term left, Term right) {
    /** Whether an object is there. */
    static Question isThere(Term object) {
      return new Question(new Comparison(Opcodes.IF_ACMPNE), object, NULL);
    }

    boolean asksIfThere() {
      return comparison.opcode == Opcodes.IF_ACMPNE && right.kind == Kind.NULL;
    }

    /** The same one if it holds, and the opposite one if not. */
    Question answered(boolean holds) {
      return holds ? this : new Question(comparison.opposite(), left, right);
    }

    /** Whether it does nothing but find an object that the other one reads from. */
    boolean isImpliedBy(Question other) {
      return asksIfThere() && (other.left.isReadFrom(left) || other.right.isReadFrom(left));
    }

    /** Whether both cannot be answered so at once: the other one says which number it is. */
    boolean contradicts(Question other) {
      return other.comparison.opcode == Opcodes.IF_ICMPEQ
          && right.kind == Kind.INT
          && other.right.kind == Kind.INT
          && left.is(other.left)
          && !comparison.holds(other.right.value(), right.value());
    }

    boolean is(Question other) {
      return comparison.equals(other.comparison) && left.is(other.left) && right.is(other.right);
    }
  }
}
