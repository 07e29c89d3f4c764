package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.List;

/**
 * The types that the verifier knows, an {@code int} each: the tag that stands in stack map frames,
 * and above it what the tag refers to. Some classes have no constant until a frame needs one.
 * Confined to one thread.
 */
final class VerificationTypes {
  static final int TOP = 0;
  static final int INTEGER = 1;
  static final int FLOAT = 2;
  static final int DOUBLE = 3;
  static final int LONG = 4;
  static final int NULL = 5;
  static final int UNINITIALIZED_THIS = 6;

  /** With the index of a class constant. */
  static final int OBJECT = 7;

  /** With the bytecode index of an allocation. */
  static final int UNINITIALIZED = 8;

  /** A class that is known by its name; not in frames. */
  private static final int NAMED = 9;

  private static final int TAG_BITS = 4;

  private final ConstantPool constants;
  private final AddedConstants added;
  private final List<String> names = new ArrayList<>();

  VerificationTypes(ConstantPool constants, AddedConstants added) {
    this.constants = constants;
    this.added = added;
  }

  static int of(int tag, int reference) {
    return tag | reference << TAG_BITS;
  }

  static int tag(int type) {
    return type & (1 << TAG_BITS) - 1;
  }

  static int reference(int type) {
    return type >>> TAG_BITS;
  }

  static boolean isWide(int type) {
    return type == LONG || type == DOUBLE;
  }

  /**
   * A class or array.
   *
   * @param name internal name, or descriptor of an array
   */
  int named(String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      place = names.size();
      names.add(name);
    }
    return of(NAMED, place);
  }

  /** The type whose descriptor begins at a place of a text. */
  int described(String text, int at) {
    return switch (text.charAt(at)) {
      case 'Z', 'B', 'C', 'S', 'I' -> INTEGER;
      case 'F' -> FLOAT;
      case 'J' -> LONG;
      case 'D' -> DOUBLE;
      case 'L' -> named(text.substring(at + 1, text.indexOf(';', at)));
      case '[' -> named(text.substring(at, endOf(text, at)));
      default -> throw new IllegalArgumentException("descriptor " + text);
    };
  }

  /** Where the descriptor that begins at a place of a text ends. */
  static int endOf(String text, int start) {
    int at = start;
    while (text.charAt(at) == '[') {
      at++;
    }
    return (text.charAt(at) == 'L' ? text.indexOf(';', at) : at) + 1;
  }

  /** Internal name, or descriptor of an array; null if the type is neither. */
  String nameOf(int type) {
    return switch (tag(type)) {
      case OBJECT -> classNameAt(reference(type));
      case NAMED -> names.get(reference(type));
      default -> null;
    };
  }

  /** The name that a class constant has. */
  String classNameAt(int constant) {
    return added.contains(constant)
        ? added.classNameOf(constant)
        : constants.name(constants.offset(constant));
  }

  boolean isSame(int type, int other) {
    if (type == other) {
      return true;
    }
    String name = nameOf(type);
    return name != null && name.equals(nameOf(other));
  }

  /** The type with a constant that frames can refer to. */
  int inFrames(int type) {
    return tag(type) == NAMED ? of(OBJECT, added.classOf(nameOf(type))) : type;
  }
}
