package io.heapwise.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Writes instructions that neither jump nor are jumped to. Confined to one thread. */
final class CodeWriter {
  private static final int WIDE = 196;
  private static final int LDC_W = 19;
  private static final int LDC2_W = 20;
  private static final int MOST_IN_ONE_BYTE = 255;

  private final AddedConstants added;

  CodeWriter(AddedConstants added) {
    this.added = added;
  }

  void write(Bytes out, AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    if (insn instanceof VarInsnNode variable) {
      writeVariable(out, opcode, variable.var);
    } else if (insn instanceof IntInsnNode integer) {
      out.putByte(opcode);
      if (opcode == Opcodes.SIPUSH) {
        out.putShort(integer.operand);
      } else {
        out.putByte(integer.operand);
      }
    } else if (insn instanceof MethodInsnNode call) {
      writeCall(out, call);
    } else if (insn instanceof FieldInsnNode field) {
      out.putByte(opcode);
      out.putShort(added.member(AddedConstants.FIELD, field.owner, field.name, field.desc));
    } else if (insn instanceof TypeInsnNode type && opcode != Opcodes.NEW) {
      out.putByte(opcode);
      out.putShort(added.classOf(type.desc));
    } else if (insn instanceof LdcInsnNode constant) {
      writeConstant(out, constant.cst);
    } else if (insn instanceof IincInsnNode increment) {
      writeIncrement(out, increment);
    } else if (insn.getType() == AbstractInsnNode.INSN) {
      out.putByte(opcode);
    } else {
      throw new UnsupportedOperationException("insertion of opcode " + opcode);
    }
  }

  void writeVariable(Bytes out, int opcode, int variable) {
    if (variable < 4) {
      // iload_0 to aload_3, istore_0 to astore_3
      boolean loads = opcode < Opcodes.ISTORE;
      out.putByte(
          (loads ? 26 + 4 * (opcode - Opcodes.ILOAD) : 59 + 4 * (opcode - Opcodes.ISTORE))
              + variable);
    } else if (variable <= MOST_IN_ONE_BYTE) {
      out.putByte(opcode);
      out.putByte(variable);
    } else {
      out.putByte(WIDE);
      out.putByte(opcode);
      out.putShort(variable);
    }
  }

  private static void writeIncrement(Bytes out, IincInsnNode increment) {
    if (increment.var <= MOST_IN_ONE_BYTE && increment.incr == (byte) increment.incr) {
      out.putByte(Opcodes.IINC);
      out.putByte(increment.var);
      out.putByte(increment.incr);
    } else {
      out.putByte(WIDE);
      out.putByte(Opcodes.IINC);
      out.putShort(increment.var);
      out.putShort(increment.incr);
    }
  }

  private void writeCall(Bytes out, MethodInsnNode call) {
    int tag = call.itf ? AddedConstants.INTERFACE_METHOD : AddedConstants.METHOD;
    out.putByte(call.getOpcode());
    out.putShort(added.member(tag, call.owner, call.name, call.desc));
    if (call.getOpcode() == Opcodes.INVOKEINTERFACE) {
      out.putByte(Type.getArgumentsAndReturnSizes(call.desc) >> 2);
      out.putByte(0);
    }
  }

  private void writeConstant(Bytes out, Object value) {
    if (value instanceof Long || value instanceof Double) {
      boolean isLong = value instanceof Long;
      out.putByte(LDC2_W);
      out.putShort(
          isLong
              ? added.number(AddedConstants.LONG, (Long) value)
              : added.number(AddedConstants.DOUBLE, Double.doubleToRawLongBits((Double) value)));
      return;
    }
    int index = constant(value);
    if (index <= MOST_IN_ONE_BYTE) {
      out.putByte(Opcodes.LDC);
      out.putByte(index);
    } else {
      out.putByte(LDC_W);
      out.putShort(index);
    }
  }

  private int constant(Object value) {
    if (value instanceof Integer integer) {
      return added.number(AddedConstants.INTEGER, integer);
    }
    if (value instanceof Float real) {
      return added.number(AddedConstants.FLOAT, Float.floatToRawIntBits(real));
    }
    if (value instanceof String text) {
      return added.string(text);
    }
    if (value instanceof Type type
        && type.getSort() >= Type.ARRAY
        && type.getSort() <= Type.OBJECT) {
      return added.classOf(type.getInternalName());
    }
    throw new UnsupportedOperationException("insertion of constant " + value);
  }
}
