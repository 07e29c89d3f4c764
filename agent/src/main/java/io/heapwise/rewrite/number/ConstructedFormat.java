package io.heapwise.rewrite.number;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * A format that a constructor makes of a pattern, with the symbols of a locale. Where those are
 * made right in front of the constructor, only the locale is passed on.
 */
final class ConstructedFormat extends FormatClaim {
  private static final String PATTERN = "Ljava/lang/String;";
  private static final String LOCALE = "Ljava/util/Locale;";

  private final Construction construction;
  private final MethodInsnNode constructor;

  /** The call that makes the symbols, or their constructor; null where there are none. */
  private MethodInsnNode symbolsMaker;

  ConstructedFormat(MethodContext method, TypeInsnNode allocation) {
    super(method, allocation);
    construction = Construction.of(method, allocation);
    constructor = construction.constructor();
  }

  @Override
  String refusal() {
    String refusal = construction.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (!isUsed(1)) {
      return "is not used";
    }
    if (constructor.desc.equals("(" + PATTERN + ")V")) {
      return null;
    }
    if (!constructor.desc.startsWith("(" + PATTERN)) {
      return "has the pattern of a locale";
    }
    AbstractInsnNode maker = Adjacent.before(constructor);
    if (!(maker instanceof MethodInsnNode call) || !makesSymbols(call)) {
      return "has symbols that are not made for it alone";
    }
    symbolsMaker = call;
    return null;
  }

  /** Whether a call right in front of the constructor makes symbols of a locale. */
  private boolean makesSymbols(MethodInsnNode call) {
    if (!call.owner.equals(FormatCalls.SYMBOLS)) {
      return false;
    }
    if (call.name.equals("getInstance")) {
      return true;
    }
    Value symbols = method.flow().operand(constructor, 2);
    return call.name.equals("<init>")
        && call.desc.startsWith(FormatCalls.OF_LOCALE)
        && symbols.definition() instanceof TypeInsnNode made
        && made.getOpcode() == Opcodes.NEW
        && Construction.constructorOf(symbols) == call
        && Construction.of(method, made).refusal() == null;
  }

  @Override
  MethodInsnNode maker() {
    return constructor;
  }

  @Override
  InsnList pushes() {
    return null;
  }

  @Override
  void replace() {
    if (symbolsMaker == null) {
      construction.replace("claimFormat", FormatCalls.DECIMAL);
      return;
    }
    String name = "claimFormat";
    if (symbolsMaker.name.equals("<init>")) {
      name = "claimFormatWithNewSymbols";
      AbstractInsnNode made = method.flow().operand(constructor, 2).definition();
      method.remove(Adjacent.after(made)); // dup
      method.remove(made);
    }
    method.remove(symbolsMaker);
    String locale = symbolsMaker.desc.startsWith(FormatCalls.OF_LOCALE) ? LOCALE : "";
    construction.replace(name, PATTERN + locale, FormatCalls.DECIMAL);
  }
}
