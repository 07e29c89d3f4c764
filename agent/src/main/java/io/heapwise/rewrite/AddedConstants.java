package io.heapwise.rewrite;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Constants that go behind those of a class file, each once. Whether the class file has one already
 * is not looked at: that would cost more than the few bytes. Kept from one class to the next; not
 * thread-safe.
 */
final class AddedConstants {
  static final int INTEGER = 3;
  static final int FLOAT = 4;
  static final int LONG = 5;
  static final int DOUBLE = 6;
  static final int CLASS = 7;
  static final int STRING = 8;
  static final int FIELD = 9;
  static final int METHOD = 10;
  static final int INTERFACE_METHOD = 11;
  static final int DYNAMIC_CALL = 18;

  private static final int UTF8 = 1;
  private static final int NAME_AND_TYPE = 12;
  private static final int HANDLE = 15;
  private static final int MAX_CONSTANTS = 65535;
  private static final int TEXTS = 3;

  private final Bytes bytes = new Bytes(256);
  private byte[] tags = new byte[16];

  /** What each constant is made of, as far as it is texts. */
  private String[] texts = new String[TEXTS * 16];

  private int first;
  private int end;

  /** Starts anew, for a class file with so many constants. */
  void begin(int constants) {
    clear();
    first = constants;
    end = constants;
  }

  void clear() {
    Arrays.fill(texts, 0, TEXTS * (end - first), null);
    bytes.clear();
    end = first;
  }

  /** How many constants there are, those of the class file included. */
  int count() {
    return end;
  }

  /** The constants in the form of a class file. */
  Bytes bytes() {
    return bytes;
  }

  /** Whether a constant is one that was added. */
  boolean contains(int index) {
    return index >= first;
  }

  int tagOf(int index) {
    return tags[index - first];
  }

  /** Descriptor of a field, method or dynamic call. */
  String descriptorOf(int index) {
    return texts[TEXTS * (index - first) + 2];
  }

  /** Name of a class. */
  String classNameOf(int index) {
    return texts[TEXTS * (index - first)];
  }

  /** Index of a field or method of a class. */
  int member(int tag, String owner, String name, String descriptor) {
    int known = find(tag, owner, name, descriptor);
    if (known > 0) {
      return known;
    }
    int type = classOf(owner);
    return add(tag, owner, name, descriptor, type, nameAndType(name, descriptor));
  }

  int classOf(String name) {
    return reference(CLASS, name);
  }

  int string(String text) {
    return reference(STRING, text);
  }

  /** Index of a handle of a static method. */
  int staticHandle(String owner, String name, String descriptor) {
    int known = find(HANDLE, owner, name, descriptor);
    if (known > 0) {
      return known;
    }
    int method = member(METHOD, owner, name, descriptor);
    bytes.putByte(HANDLE);
    bytes.putByte(Opcodes.H_INVOKESTATIC);
    bytes.putShort(method);
    return number(HANDLE, owner, name, descriptor);
  }

  /** Index of a dynamic call whose bootstrap method is known by a text; 0 if there is none yet. */
  int dynamicCall(String key, String name, String descriptor) {
    return find(DYNAMIC_CALL, key, name, descriptor);
  }

  int addDynamicCall(String key, int bootstrap, String name, String descriptor) {
    return add(DYNAMIC_CALL, key, name, descriptor, bootstrap, nameAndType(name, descriptor));
  }

  /**
   * Index of a number.
   *
   * @param tag {@link #INTEGER}, {@link #FLOAT}, {@link #LONG} or {@link #DOUBLE}
   * @param bits its bits; of the first two, the lower 32
   */
  int number(int tag, long bits) {
    String key = Long.toString(bits);
    int known = find(tag, key, "", "");
    if (known > 0) {
      return known;
    }
    bytes.putByte(tag);
    if (tag == LONG || tag == DOUBLE) {
      bytes.putInt((int) (bits >> 32));
    }
    bytes.putInt((int) bits);
    int index = number(tag, key, "", "");
    if (tag == LONG || tag == DOUBLE) {
      number(0, "", "", ""); // it takes two places
    }
    return index;
  }

  int utf8(String text) {
    int known = find(UTF8, text, "", "");
    if (known > 0) {
      return known;
    }
    bytes.putByte(UTF8);
    bytes.putUtf8(text);
    return number(UTF8, text, "", "");
  }

  private int nameAndType(String name, String descriptor) {
    int known = find(NAME_AND_TYPE, name, descriptor, "");
    return known > 0
        ? known
        : add(NAME_AND_TYPE, name, descriptor, "", utf8(name), utf8(descriptor));
  }

  /** A class or string: a tag and a reference to its text. */
  private int reference(int tag, String text) {
    int known = find(tag, text, "", "");
    if (known > 0) {
      return known;
    }
    int name = utf8(text);
    bytes.putByte(tag);
    bytes.putShort(name);
    return number(tag, text, "", "");
  }

  /** Index of a constant added before, or 0. There are seldom more than twenty. */
  private int find(int tag, String one, String two, String three) {
    for (int i = 0; i < end - first; i++) {
      if (tags[i] == tag
          && texts[TEXTS * i].equals(one)
          && texts[TEXTS * i + 1].equals(two)
          && texts[TEXTS * i + 2].equals(three)) {
        return first + i;
      }
    }
    return 0;
  }

  private int add(int tag, String one, String two, String three, int operand, int lastOperand) {
    bytes.putByte(tag);
    bytes.putShort(operand);
    bytes.putShort(lastOperand);
    return number(tag, one, two, three);
  }

  private int number(int tag, String one, String two, String three) {
    if (end >= MAX_CONSTANTS) {
      throw new ConstantPoolFullException();
    }
    int place = end - first;
    if (place == tags.length) {
      tags = Arrays.copyOf(tags, 2 * place);
      texts = Arrays.copyOf(texts, TEXTS * 2 * place);
    }
    tags[place] = (byte) tag;
    texts[TEXTS * place] = one;
    texts[TEXTS * place + 1] = two;
    texts[TEXTS * place + 2] = three;
    return end++;
  }
}
