package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;

/**
 * Code to be put into methods of a class, where overwriting is not enough. The code attributes of
 * the methods concerned are written anew, branches, frames, exception ranges, lines and variables
 * moving along; all the rest of the class file stays as it is.
 *
 * <p>Confined to one thread.
 */
final class ClassGrowth {
  private final List<Grown> methods = new ArrayList<>(0);

  /** The new code attributes, one behind the other. */
  private final Bytes code;

  /** For each of them, in the order of the class file: where the old one is, and ends of both. */
  private final IntArrayList places;

  private int bytes;

  /**
   * @param scratch of which some parts are lent to this object
   */
  ClassGrowth(ReadingScratch scratch) {
    code = scratch.grownCode;
    places = scratch.grownPlaces;
  }

  /**
   * A method with code to be put into it.
   *
   * @param header offset of the method
   * @param code offset of its first instruction
   */
  record Grown(int header, int code, Insertions insertions) {}

  /**
   * What is to be put into a method, to be added to.
   *
   * @param header offset of the method
   * @param code offset of its first instruction
   * @param maxLocals slots of the method's own local variables
   */
  Insertions insertionsOf(int header, int code, int maxLocals) {
    int place = 0;
    while (place < methods.size() && methods.get(place).code <= code) {
      if (methods.get(place).code == code) {
        return methods.get(place).insertions;
      }
      place++;
    }
    Insertions insertions = new Insertions(maxLocals);
    methods.add(place, new Grown(header, code, insertions));
    return insertions;
  }

  boolean isEmpty() {
    for (int i = 0; i < methods.size(); i++) {
      if (methods.get(i).insertions.bytes() > 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes the code attributes. Nothing can be added, nor overwritten, after that. */
  void write(GrownCode writer, ClassLayout layout) {
    for (int i = 0; i < methods.size(); i++) {
      Grown method = methods.get(i);
      if (method.insertions.bytes() > 0) {
        int start = method.code - ClassLayout.TO_CODE;
        int end = layout.next(start);
        int before = code.size();
        writer.write(method, code);
        places.addInt(start);
        places.addInt(end);
        places.addInt(code.size());
        bytes += code.size() - before - (end - start);
      }
    }
  }

  /** By how many bytes the class file grows. */
  int bytes() {
    return bytes;
  }

  /** Copies a part of a class file that holds all methods, with their new code. */
  void copy(byte[] file, int from, int to, byte[] target, int targetOffset) {
    int source = from;
    int at = targetOffset;
    int codeFrom = 0;
    for (int i = 0; i < places.size(); i += 3) {
      int start = places.getInt(i);
      System.arraycopy(file, source, target, at, start - source);
      at += start - source;
      int length = places.getInt(i + 2) - codeFrom;
      System.arraycopy(code.array(), codeFrom, target, at, length);
      at += length;
      codeFrom += length;
      source = places.getInt(i + 1);
    }
    System.arraycopy(file, source, target, at, to - source);
  }

  /** Where an offset in the class file comes to be, or -1 if it is in code that is replaced. */
  int moved(int offset) {
    int shift = 0;
    int codeFrom = 0;
    for (int i = 0; i < places.size(); i += 3) {
      int start = places.getInt(i);
      int end = places.getInt(i + 1);
      if (offset < start) {
        break;
      }
      if (offset < end) {
        return -1;
      }
      int length = places.getInt(i + 2) - codeFrom;
      codeFrom += length;
      shift += length - (end - start);
    }
    return offset + shift;
  }
}
