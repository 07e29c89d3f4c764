package io.heapwise.rewrite;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The instructions that make an object, as compilers emit them: {@code new}, {@code dup}, the
 * arguments, the constructor. Where nothing gets in between, one call can take their place.
 */
public final class Construction {
  private final MethodContext method;
  private final TypeInsnNode allocation;
  private final AbstractInsnNode dup;
  private final MethodInsnNode constructor;

  private Construction(MethodContext method, TypeInsnNode allocation, MethodInsnNode constructor) {
    this.method = method;
    this.allocation = allocation;
    this.constructor = constructor;
    dup = Adjacent.after(allocation);
  }

  /** Of the object that a reachable {@code new} makes. */
  public static Construction of(MethodContext method, TypeInsnNode allocation) {
    Value object = method.flow().produced(allocation);
    return new Construction(method, allocation, constructorOf(object));
  }

  /** Why a call cannot take its place, or null if it can. */
  public String refusal() {
    if (constructor == null || dup == null || dup.getOpcode() != Opcodes.DUP) {
      return "constructed in an unusual way";
    }
    Value object = method.flow().produced(allocation);
    for (AbstractInsnNode node = allocation; node != constructor; node = node.getNext()) {
      if (node == null || node != dup && object.copies().contains(node)) {
        return "constructed in an unusual way";
      }
    }
    // In between the operand stack changes: two references become one number.
    return method.flow().inOneBlock(allocation, constructor)
            && !method.hasFrameBetween(allocation, constructor)
        ? null
        : "constructed around a branch";
  }

  /** Null if there is none, or more than one. */
  public MethodInsnNode constructor() {
    return constructor;
  }

  /**
   * Puts a static method of the bridge in its place, which takes the number of the site and then
   * what the constructor takes. Only where {@link #refusal} is null.
   *
   * @param type internal name of what the method returns
   */
  public void replace(String name, String type) {
    replace(name, constructor.desc.substring(1, constructor.desc.indexOf(')')), type);
  }

  /**
   * The same, where what is passed to the constructor has become something else.
   *
   * @param parameters descriptors of what the method takes behind the number of the site
   */
  public void replace(String name, String parameters, String type) {
    method.remove(dup);
    method.pushNumber(allocation, method.numberOf(allocation)); // ... -> ..., site
    // ..., site, arguments -> ..., object
    method.callBridge(constructor, 0, name, "(I" + parameters + ")L" + type + ";");
  }

  /** The one constructor call on an object allocated in this method, or null. */
  public static MethodInsnNode constructorOf(Value object) {
    MethodInsnNode found = null;
    List<Use> uses = object.uses();
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.operand() == 0
          && use.instruction() instanceof MethodInsnNode call
          && call.name.equals("<init>")) {
        if (found != null) {
          return null;
        }
        found = call;
      }
    }
    return found;
  }
}
