package io.heapwise.rewrite;

import java.nio.charset.StandardCharsets;
import org.objectweb.asm.Opcodes;

/** An instruction that must be there for a rewrite to have anything to do in a method. */
public final class Anchor {
  final int opcode;
  final byte[] owner;

  /** Null for {@code new}. */
  final byte[] name;

  private Anchor(int opcode, String owner, String name) {
    this.opcode = opcode;
    this.owner = owner.getBytes(StandardCharsets.US_ASCII);
    this.name = name == null ? null : name.getBytes(StandardCharsets.US_ASCII);
  }

  /** The allocation of an object of a class. */
  public static Anchor allocation(String internalName) {
    return new Anchor(Opcodes.NEW, internalName, null);
  }

  /** A call, whatever the descriptor. */
  public static Anchor call(int opcode, String owner, String name) {
    return new Anchor(opcode, owner, name);
  }

  /** The constant that a class file with this instruction is certain to hold, and few others. */
  byte[] rarestConstant() {
    return name == null ? owner : name;
  }
}
