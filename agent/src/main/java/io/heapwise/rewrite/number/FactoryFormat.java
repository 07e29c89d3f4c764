package io.heapwise.rewrite.number;

import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.pool.FormatPool;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A format that a static method of NumberFormat makes for a locale. */
final class FactoryFormat extends FormatClaim {
  private final MethodInsnNode factory;
  private final IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);

  FactoryFormat(MethodContext method, MethodInsnNode factory) {
    super(method, factory);
    this.factory = factory;
  }

  @Override
  String refusal() {
    return isUsed(0) ? null : "is not used";
  }

  @Override
  MethodInsnNode maker() {
    return factory;
  }

  @Override
  InsnList pushes() {
    InsnList code = new InsnList(); // ..., [locale]
    code.add(new IntInsnNode(Opcodes.BIPUSH, kind()));
    code.add(site); // ..., [locale], kind, site
    return code;
  }

  private int kind() {
    return switch (factory.name) {
      case "getIntegerInstance" -> FormatPool.INTEGER;
      case "getPercentInstance" -> FormatPool.PERCENT;
      default -> FormatPool.NUMBER;
    };
  }

  @Override
  void replace() {
    site.operand = method.numberOf(factory);
    String parameters = factory.desc.substring(0, factory.desc.indexOf(')'));
    // ..., [locale], kind, site -> ..., format
    method.callBridge(factory, 0, "claimFormat", parameters + "II)L" + FormatCalls.NUMBER + ";");
  }
}
