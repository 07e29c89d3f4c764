package io.heapwise.rewrite;

import io.heapwise.analysis.CopiedConstants;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.Opcodes;

/** An instruction that must be there for a rewrite to have anything to do in a method. */
public final class Anchor {
  final int opcode;

  /** Of the class or method; null for arrays, and for methods of whatever class. */
  final byte[] owner;

  /** Null for {@code new} and {@code newarray}; the descriptor for calls of the class itself. */
  final byte[] name;

  /** Descriptors one of which the class must call as well, or null. */
  final byte[][] companions;

  /** Of an array, as {@code newarray} has it. */
  final int elementType;

  /** Internal name of another class that the class must name as well, or null. */
  final byte[] beside;

  /** Whether fewer classes name the owner than the method. */
  private final boolean ownerIsRarer;

  /** Whether the call takes a regular expression as its first argument. */
  final boolean isRegex;

  /** Whether what parses the text that the call returns must follow at once. */
  final boolean isOfPart;

  /** Whether it is a call of {@code values()} of an enum: owner and descriptor go together. */
  final boolean isOfConstants;

  /** Of such a call: whether the enum is the class itself, or else another one. */
  final boolean isOfOwnConstants;

  private Anchor(String values, boolean isOwn) {
    opcode = Opcodes.INVOKESTATIC;
    owner = null;
    name = bytesOf(values);
    String[] rarest = isOwn ? new String[] {CopiedConstants.FIELD} : new String[0];
    companions = bytesOf(rarest);
    elementType = 0;
    beside = null;
    ownerIsRarer = false;
    isRegex = false;
    isOfPart = false;
    isOfConstants = true;
    isOfOwnConstants = isOwn;
  }

  private Anchor(int opcode, String owner, String name, boolean isRegex, boolean isOfPart) {
    this.opcode = opcode;
    this.owner = bytesOf(owner);
    this.name = name == null ? null : bytesOf(name);
    companions = null;
    elementType = 0;
    beside = null;
    ownerIsRarer = name == null;
    this.isRegex = isRegex;
    this.isOfPart = isOfPart;
    isOfConstants = false;
    isOfOwnConstants = false;
  }

  private Anchor(int opcode, byte[] owner, String name, byte[] beside, boolean ownerIsRarer) {
    this.opcode = opcode;
    this.owner = owner;
    this.name = bytesOf(name);
    companions = null;
    elementType = 0;
    this.beside = beside;
    this.ownerIsRarer = ownerIsRarer;
    isRegex = false;
    isOfPart = false;
    isOfConstants = false;
    isOfOwnConstants = false;
  }

  private Anchor(int opcode, String name, int elementType, String[] companions) {
    this.opcode = opcode;
    owner = null;
    this.name = name == null ? null : bytesOf(name);
    this.companions = bytesOf(companions);
    this.elementType = elementType;
    beside = null;
    ownerIsRarer = false;
    isRegex = false;
    isOfPart = false;
    isOfConstants = false;
    isOfOwnConstants = false;
  }

  private static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
    return new Anchor(Opcodes.NEW, internalName, null, false, false);
  }

  /** A call, whatever the descriptor. */
  public static Anchor call(int opcode, String owner, String name) {
    return new Anchor(opcode, owner, name, false, false);
  }

  /**
   * A call whatever the descriptor, where its first argument may be a constant regular expression
   * that needs a pattern, and outside of what runs once, when a class is initialised.
   */
  public static Anchor regexCall(int opcode, String owner, String name) {
    return new Anchor(opcode, owner, name, true, false);
  }

  /**
   * A call of a virtual method, whatever the descriptor, right in front of a call of {@code
   * parseInt}.
   */
  public static Anchor partCall(String owner, String name) {
    return new Anchor(Opcodes.INVOKEVIRTUAL, owner, name, false, true);
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
    return new Anchor(Opcodes.NEWARRAY, null, elementType, companions);
  }

  /**
   * The call of a static method of the class itself, whatever its name.
   *
   * @param companions descriptors of methods; the class calls one of them
   */
  public static Anchor ownCall(String descriptor, String... companions) {
    return new Anchor(Opcodes.INVOKESTATIC, descriptor, 0, companions);
  }

  /**
   * A call of {@code values()} of an enum whose constants may be read, outside of what runs once,
   * when a class is initialised.
   *
   * @param isOwn whether of the enum that the call is in, or else of another class
   */
  public static Anchor constantsCall(boolean isOwn) {
    return new Anchor(CopiedConstants.METHOD, isOwn);
  }

  /** Whether it is a call of the class itself. */
  boolean isOwnCall() {
    return owner == null && opcode == Opcodes.INVOKESTATIC && !isOfConstants;
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
