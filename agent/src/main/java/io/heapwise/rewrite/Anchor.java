package io.heapwise.rewrite;

import io.heapwise.analysis.CopiedConstants;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.Opcodes;

/** An instruction that must be there for a rewrite to have anything to do in a method. */
public final class Anchor {
  /** Conditions, of which an anchor has one. */
  static final int NOTHING = 0;

  /** It takes a regular expression as its first argument. */
  static final int REGEX = 1;

  /** What parses the text that it returns must follow at once. */
  static final int PART = 2;

  /** It is of {@code values()} of the class itself: owner and descriptor go together. */
  static final int OWN_CONSTANTS = 3;

  /** The same of another class. */
  static final int OTHER_CONSTANTS = 4;

  /** The text that it returns must be appended to a builder, at once or by way of a variable. */
  static final int APPENDED = 5;

  /** The text that it returns must be concatenated at once, by {@code invokedynamic}. */
  static final int CONCATENATED = 6;

  /** It gives a text to a logger, and returns nothing. */
  static final int LOG = 7;

  /** What takes the array that it returns must follow at once. */
  static final int CONSUMED = 8;

  /** It is of an array of constants of an enum, and what takes that and nothing else follows. */
  static final int ARGUMENTS = 9;

  /** What it returns must be stored in a variable at once, outside of what runs once. */
  static final int STORED = 10;

  /** The descriptor of what takes it. */
  static final byte[] CONSUMER = bytesOf("([B)V");

  final int opcode;

  /** Of the class or method; null for arrays, and for methods of whatever class. */
  final byte[] owner;

  /** Null for {@code new} and {@code newarray}; the descriptor for calls of the class itself. */
  final byte[] name;

  /** Descriptors: of a call one of which the class must hold as well, or of a logger's; or null. */
  final byte[][] companions;

  /** Of an array, as {@code newarray} has it. */
  final int elementType;

  /** Internal name of another class that the class must name as well, or null. */
  final byte[] beside;

  /** Whether fewer classes name the owner than the method. */
  private final boolean ownerIsRarer;

  /** What must hold of a call besides. */
  final int condition;

  /** Names of the methods of a logger, or null. */
  final byte[][] methods;

  private Anchor(int opcode, String owner, String name, int condition) {
    this(opcode, bytesOf(owner), bytesOf(name), null, 0, null, name == null, condition);
  }

  private Anchor(int opcode, byte[] owner, String name, byte[] beside, boolean ownerIsRarer) {
    this(opcode, owner, bytesOf(name), null, 0, beside, ownerIsRarer, NOTHING);
  }

  private Anchor(int opcode, String name, int elementType, String[] companions, int condition) {
    this(opcode, null, bytesOf(name), bytesOf(companions), elementType, null, false, condition);
  }

  private Anchor(
      int opcode,
      byte[] owner,
      byte[] name,
      byte[][] companions,
      int elementType,
      byte[] beside,
      boolean ownerIsRarer,
      int condition) {
    this.opcode = opcode;
    this.owner = owner;
    this.name = name;
    this.companions = companions;
    this.elementType = elementType;
    this.beside = beside;
    this.ownerIsRarer = ownerIsRarer;
    this.condition = condition;
    methods = null;
  }

  private Anchor(int opcode, String owner, String[] methods, String[] descriptors) {
    this.opcode = opcode;
    this.owner = bytesOf(owner);
    this.methods = bytesOf(methods);
    name = null;
    companions = bytesOf(descriptors);
    elementType = 0;
    beside = null;
    ownerIsRarer = true;
    condition = LOG;
  }

  private static byte[] bytesOf(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[][] bytesOf(String[] texts) {
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      bytes[i] = bytesOf(texts[i]);
    }
    return bytes;
  }

  /** The allocation of an object of a class. */
  public static Anchor allocation(String internalName) {
    return new Anchor(Opcodes.NEW, internalName, null, NOTHING);
  }

  /**
   * The allocation of an object of a class that many name.
   *
   * @param companions descriptors of methods; the class calls one of them
   */
  public static Anchor allocation(String internalName, String... companions) {
    return new Anchor(
        Opcodes.NEW, bytesOf(internalName), null, bytesOf(companions), 0, null, true, NOTHING);
  }

  /** A call, whatever the descriptor. */
  public static Anchor call(int opcode, String owner, String name) {
    return new Anchor(opcode, owner, name, NOTHING);
  }

  /**
   * A call whatever the descriptor, where its first argument may be a constant regular expression
   * that needs a pattern, and outside of what runs once, when a class is initialised.
   */
  public static Anchor regexCall(int opcode, String owner, String name) {
    return new Anchor(opcode, owner, name, REGEX);
  }

  /**
   * A call of a virtual method, whatever the descriptor, right in front of a call of {@code
   * parseInt}.
   */
  public static Anchor partCall(String owner, String name) {
    return new Anchor(Opcodes.INVOKEVIRTUAL, owner, name, PART);
  }

  /**
   * A call of a virtual method, whatever the descriptor, whose array goes into a local variable at
   * once, outside of what runs once, when a class is initialised.
   */
  public static Anchor storedCall(String owner, String name) {
    return new Anchor(Opcodes.INVOKEVIRTUAL, owner, name, STORED);
  }

  /** A call, whatever the descriptor, whose text is concatenated at once. */
  public static Anchor concatenatedCall(String owner, String name) {
    return new Anchor(Opcodes.INVOKEVIRTUAL, owner, name, CONCATENATED);
  }

  /**
   * A call, whatever the descriptor, whose text is appended to a {@code StringBuilder}, at once or
   * by way of a variable.
   */
  public static Anchor appendedCall(int opcode, String owner, String name) {
    String[] append = {"(Ljava/lang/String;)Ljava/lang/StringBuilder;"};
    return new Anchor(
        opcode, bytesOf(owner), bytesOf(name), bytesOf(append), 0, null, false, APPENDED);
  }

  /**
   * A call of a method of a logger that takes a text, which a concatenation has made right in front
   * of it or of another object that is loaded then; and not behind a question that the program
   * itself puts to the logger.
   *
   * @param owner internal name of the class that few others name
   * @param methods their names
   * @param descriptors what they are like
   */
  public static Anchor logCall(String owner, String[] methods, String... descriptors) {
    return new Anchor(Opcodes.INVOKEINTERFACE, owner, methods, descriptors);
  }

  /**
   * A call of a virtual method, whatever the descriptor, right in front of a call of {@code
   * update(byte[])} or {@code write(byte[])}.
   */
  public static Anchor consumedCall(String owner, String name) {
    return new Anchor(
        Opcodes.INVOKEVIRTUAL,
        bytesOf(owner),
        bytesOf(name),
        new byte[][] {CONSUMER},
        0,
        null,
        false,
        CONSUMED);
  }

  /** A call whatever the descriptor, of a method with a rare name of whatever class. */
  public static Anchor call(int opcode, String name) {
    return new Anchor(opcode, null, name, null, false);
  }

  /** A call whatever the descriptor, of a method with a common name of a class that few name. */
  public static Anchor callOfRareClass(int opcode, String owner, String name) {
    return new Anchor(opcode, bytesOf(owner), name, null, true);
  }

  /**
   * A call whatever the descriptor, of a method that many call, in classes that few name another
   * class in.
   *
   * @param beside internal name of that class
   */
  public static Anchor callBeside(int opcode, String owner, String name, String beside) {
    return new Anchor(opcode, bytesOf(owner), name, bytesOf(beside), false);
  }

  /**
   * The allocation of an array of primitives that is not certain to be tiny. Leaves no trace among
   * the constants of a class, so that one of those is needed that its use leaves.
   *
   * @param elementType as {@code newarray} has it
   * @param companions descriptors of methods; the class calls one of them
   */
  public static Anchor array(int elementType, String... companions) {
    return new Anchor(Opcodes.NEWARRAY, null, elementType, companions, NOTHING);
  }

  /**
   * The call of a static method of the class itself, whatever its name.
   *
   * @param companions descriptors of methods; the class calls one of them
   */
  public static Anchor ownCall(String descriptor, String... companions) {
    return new Anchor(Opcodes.INVOKESTATIC, descriptor, 0, companions, NOTHING);
  }

  /**
   * A call of {@code values()} of an enum whose constants may be read, outside of what runs once,
   * when a class is initialised.
   *
   * @param isOwn whether of the enum that the call is in, or else of another class
   */
  public static Anchor constantsCall(boolean isOwn) {
    return isOwn
        ? new Anchor(
            Opcodes.INVOKESTATIC,
            CopiedConstants.METHOD,
            0,
            new String[] {CopiedConstants.FIELD},
            OWN_CONSTANTS)
        : new Anchor(
            Opcodes.INVOKESTATIC, CopiedConstants.METHOD, 0, new String[0], OTHER_CONSTANTS);
  }

  /** Whether it is the allocation of an object. */
  boolean isAllocation() {
    return opcode == Opcodes.NEW;
  }

  /** Whether it is a call of {@code values()} of an enum. */
  boolean isOfConstants() {
    return condition == OWN_CONSTANTS || condition == OTHER_CONSTANTS;
  }

  /**
   * The allocation of an array that is filled from static fields of the class of its elements, and
   * then passed to a method of some object that takes nothing else.
   */
  public static Anchor constantArguments() {
    return new Anchor(Opcodes.ANEWARRAY, null, 0, new String[0], ARGUMENTS);
  }

  /** Whether it is the allocation of an array of constants. */
  boolean isOfArguments() {
    return condition == ARGUMENTS;
  }

  /** Whether it is a call of a logger. */
  boolean isOfLogger() {
    return condition == LOG;
  }

  /** Whether it is a call of the class itself. */
  boolean isOwnCall() {
    return owner == null && opcode == Opcodes.INVOKESTATIC && !isOfConstants();
  }

  /**
   * Constants one of which a class file with this instruction is certain to hold, and few others;
   * none where constants of other classes are wanted: what tells of those is the beginning of one.
   */
  byte[][] rarestConstants() {
    if (companions != null) {
      return companions;
    }
    return new byte[][] {beside != null ? beside : ownerIsRarer ? owner : name};
  }
}
