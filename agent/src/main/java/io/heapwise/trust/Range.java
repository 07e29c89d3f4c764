package io.heapwise.trust;

import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.Value;
import org.objectweb.asm.Type;

/** Which part of an array a call is given: all of it, or what two operands say. */
final class Range {
  /** Null if all of the array is given. */
  final Value start;

  final Value count;

  private Range(Value start, Value count) {
    this.start = start;
    this.count = count;
  }

  static Range of(Value start, Value count) {
    return new Range(start, count);
  }

  /**
   * The range that a call is given with an operand, null where that cannot be told.
   *
   * @param operands of the call
   * @param receivers 1 if the first operand is a receiver, else 0
   */
  static Range of(String descriptor, int operand, Value[] operands, int receivers) {
    Type[] types = Type.getArgumentTypes(descriptor);
    int argument = operand - receivers;
    if (argument == types.length - 1) {
      return new Range(null, null);
    }
    return hasRange(types, argument) ? of(operands[operand + 1], operands[operand + 2]) : null;
  }

  /** Whether an offset and a length follow an argument. */
  static boolean hasRange(Type[] types, int argument) {
    return argument + 2 < types.length
        && types[argument + 1] == Type.INT_TYPE
        && types[argument + 2] == Type.INT_TYPE;
  }

  boolean isWhole() {
    return start == null;
  }

  /** Whether both begin at the same element, whatever happens. */
  boolean startsAs(Value otherStart) {
    if (start == otherStart) {
      return true;
    }
    Integer other = ArrayContents.intConstant(otherStart);
    Integer own = start == null ? Integer.valueOf(0) : ArrayContents.intConstant(start);
    return own != null && own.equals(other);
  }
}
