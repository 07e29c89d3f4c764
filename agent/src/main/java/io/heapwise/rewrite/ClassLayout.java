package io.heapwise.rewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Where things stand in the bytes of a class file. */
final class ClassLayout {
  private static final int MEMBER_HEADER_BYTES = 8;
  private static final int ATTRIBUTE_HEADER_BYTES = 6;

  /** Names of attributes. */
  static final byte[] BOOTSTRAP_METHODS = "BootstrapMethods".getBytes(US_ASCII);

  static final byte[] CODE = "Code".getBytes(US_ASCII);
  static final byte[] LINE_NUMBER_TABLE = "LineNumberTable".getBytes(US_ASCII);
  static final byte[] LOCAL_VARIABLE_TABLE = "LocalVariableTable".getBytes(US_ASCII);
  static final byte[] LOCAL_VARIABLE_TYPE_TABLE = "LocalVariableTypeTable".getBytes(US_ASCII);
  static final byte[] STACK_MAP_TABLE = "StackMapTable".getBytes(US_ASCII);

  /** From the start of a Code attribute to its first instruction. */
  static final int TO_CODE = 14;

  private final ConstantPool constants;
  private final byte[] file;
  private final int methods;
  private int attributes = -1;
  private int bootstrapMethodsOffset = -1;

  ClassLayout(ConstantPool constants, byte[] file) {
    this.constants = constants;
    this.file = file;
    int interfaces = constants.end() + 6;
    methods = skipMembers(interfaces + 2 + 2 * shortAt(file, interfaces));
  }

  int constantsEnd() {
    return constants.end();
  }

  /** Sees the code of methods. */
  interface CodeVisitor {
    /**
     * Sees the code of one method.
     *
     * @param method offset of the method in the class file
     * @param code offset of its first instruction
     */
    void visit(int method, int code);
  }

  void visitCode(CodeVisitor visitor) {
    int offset = methods + 2;
    for (int i = shortAt(file, methods); i > 0; i--) {
      int method = offset;
      int attributeCount = shortAt(file, offset + 6);
      offset += MEMBER_HEADER_BYTES;
      for (int a = 0; a < attributeCount; a++) {
        if (isNamed(offset, CODE)) {
          visitor.visit(method, offset + TO_CODE);
        }
        offset = next(offset);
      }
    }
  }

  /** Access flags of the class. */
  int access() {
    return shortAt(file, constants.end());
  }

  /** Access flags of a field, 0 if there is none of that name and type. */
  int fieldAccess(String name, String descriptor) {
    int interfaces = constants.end() + 6;
    int fields = interfaces + 2 + 2 * shortAt(file, interfaces);
    int offset = fields + 2;
    for (int i = shortAt(file, fields); i > 0; i--) {
      if (isText(offset + 2, name) && isText(offset + 4, descriptor)) {
        return shortAt(file, offset);
      }
      offset = skipMember(offset);
    }
    return 0;
  }

  /** Access flags of the method at an offset. */
  int accessOf(int method) {
    return shortAt(file, method);
  }

  /** An attribute of the code that begins at an offset, or -1. */
  int codeAttribute(int code, byte[] name) {
    int end = code + intAt(file, code - 4);
    int offset = end + 2 + 8 * shortAt(file, end);
    int count = shortAt(file, offset);
    offset += 2;
    for (int i = 0; i < count; i++) {
      if (isNamed(offset, name)) {
        return offset;
      }
      offset = next(offset);
    }
    return -1;
  }

  /** Whether the code that begins at an offset has an attribute with none of some names. */
  boolean hasOtherCodeAttribute(int code, byte[][] names) {
    int end = code + intAt(file, code - 4);
    int offset = end + 2 + 8 * shortAt(file, end);
    int count = shortAt(file, offset);
    offset += 2;
    for (int i = 0; i < count; i++) {
      if (!isNamedAnyOf(offset, names)) {
        return true;
      }
      offset = next(offset);
    }
    return false;
  }

  private boolean isNamedAnyOf(int attribute, byte[][] names) {
    for (byte[] name : names) {
      if (isNamed(attribute, name)) {
        return true;
      }
    }
    return false;
  }

  /** Source line of an instruction, or 0 where that is not recorded. */
  int lineAt(int code, int bytecodeIndex) {
    int table = codeAttribute(code, LINE_NUMBER_TABLE);
    int line = 0;
    int best = -1;
    int entries = table < 0 ? 0 : shortAt(file, table + ATTRIBUTE_HEADER_BYTES);
    for (int i = 0; i < entries; i++) {
      int entry = table + ATTRIBUTE_HEADER_BYTES + 2 + 4 * i;
      int start = shortAt(file, entry);
      if (start <= bytecodeIndex && start > best) {
        best = start;
        line = shortAt(file, entry + 2);
      }
    }
    return line;
  }

  /** Offset of the number of attributes of the class. */
  int attributes() {
    findBootstrapMethods();
    return attributes;
  }

  boolean hasBootstrapMethods() {
    findBootstrapMethods();
    return bootstrapMethodsOffset >= 0;
  }

  int bootstrapMethodsOffset() {
    findBootstrapMethods();
    return bootstrapMethodsOffset;
  }

  /** End of the attribute; of the file where there is none. */
  int bootstrapMethodsEnd() {
    return hasBootstrapMethods() ? next(bootstrapMethodsOffset) : file.length;
  }

  int bootstrapMethods() {
    return hasBootstrapMethods()
        ? shortAt(file, bootstrapMethodsOffset + ATTRIBUTE_HEADER_BYTES)
        : 0;
  }

  /**
   * Offset of a bootstrap method: the index of the constant with its handle, the number of its
   * arguments, and the indexes of those.
   */
  int bootstrapMethod(int index) {
    int offset = bootstrapMethodsOffset() + ATTRIBUTE_HEADER_BYTES + 2;
    for (int i = 0; i < index; i++) {
      offset += 4 + 2 * shortAt(file, offset + 2);
    }
    return offset;
  }

  private void findBootstrapMethods() {
    if (attributes >= 0) {
      return;
    }
    attributes = skipMembers(methods);
    int offset = attributes + 2;
    for (int i = shortAt(file, attributes); i > 0; i--) {
      if (isNamed(offset, BOOTSTRAP_METHODS)) {
        bootstrapMethodsOffset = offset;
      }
      offset = next(offset);
    }
  }

  private int skipMembers(int start) {
    int offset = start + 2;
    for (int i = shortAt(file, start); i > 0; i--) {
      offset = skipMember(offset);
    }
    return offset;
  }

  private int skipMember(int member) {
    int offset = member + MEMBER_HEADER_BYTES;
    for (int a = shortAt(file, member + 6); a > 0; a--) {
      offset = next(offset);
    }
    return offset;
  }

  /** Where the attribute behind another begins. */
  int next(int attribute) {
    return attribute + ATTRIBUTE_HEADER_BYTES + intAt(file, attribute + 2);
  }

  /** Whether an attribute has a name. */
  boolean isNamed(int attribute, byte[] name) {
    return constants.isText(attribute, name);
  }

  private boolean isText(int reference, String name) {
    int constant = constants.referredAt(reference);
    if (shortAt(file, constant) != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (file[constant + 2 + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether bytes are in a file at an offset. From their end, since names begin alike; and without
   * a call of the JDK, which would be compiled once for each that asks.
   */
  static boolean isAt(byte[] file, int offset, byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (file[offset + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  static int shortAt(byte[] file, int offset) {
    return (file[offset] & 0xFF) << 8 | file[offset + 1] & 0xFF;
  }

  static int intAt(byte[] file, int offset) {
    return shortAt(file, offset) << 16 | shortAt(file, offset + 2);
  }

  static void putShort(byte[] file, int offset, int value) {
    file[offset] = (byte) (value >> 8);
    file[offset + 1] = (byte) value;
  }

  static void putInt(byte[] file, int offset, int value) {
    putShort(file, offset, value >> 16);
    putShort(file, offset + 2, value);
  }
}
