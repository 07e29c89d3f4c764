package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Changes planned for one method; none shows before {@link #apply}. */
public final class Edits {
  private static final AbstractInsnNode[] NOTHING = {};

  private final Map<AbstractInsnNode, AbstractInsnNode[]> replacements = new IdentityHashMap<>();
  private final List<AbstractInsnNode> removedAllocations = new ArrayList<>();

  Edits() {}

  public void remove(AbstractInsnNode insn) {
    replacements.put(insn, NOTHING);
  }

  public void replace(AbstractInsnNode insn, AbstractInsnNode... replacement) {
    replacements.put(insn, replacement);
  }

  /**
   * Removes {@code new} and the {@code dup} after it: frames on the way to the constructor no
   * longer list the two uninitialised references.
   */
  public void removeAllocation(AbstractInsnNode allocation, AbstractInsnNode dup) {
    remove(allocation);
    remove(dup);
    removedAllocations.add(allocation);
  }

  boolean isEmpty() {
    return replacements.isEmpty();
  }

  void apply(MethodNode method) {
    for (AbstractInsnNode allocation : removedAllocations) {
      forget(method, allocation);
    }
    InsnList list = method.instructions;
    for (Map.Entry<AbstractInsnNode, AbstractInsnNode[]> entry : replacements.entrySet()) {
      for (AbstractInsnNode added : entry.getValue()) {
        list.insertBefore(entry.getKey(), added);
      }
      list.remove(entry.getKey());
    }
    replacements.clear();
    removedAllocations.clear();
  }

  private static void forget(MethodNode method, AbstractInsnNode allocation) {
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof FrameNode frame && frame.stack != null) {
        List<Object> kept = new ArrayList<>(frame.stack);
        kept.removeIf(entry -> marks(entry, allocation));
        frame.stack = kept;
      }
    }
  }

  /** Whether a frame lists an allocation among the locals, where no compiler puts it. */
  static boolean isUninitialisedLocal(MethodNode method, AbstractInsnNode allocation) {
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof FrameNode frame && frame.local != null) {
        for (Object entry : frame.local) {
          if (marks(entry, allocation)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** A frame names an uninitialised reference by a label in front of its {@code new}. */
  private static boolean marks(Object frameEntry, AbstractInsnNode allocation) {
    if (!(frameEntry instanceof LabelNode)) {
      return false;
    }
    for (AbstractInsnNode node = allocation.getPrevious();
        node != null && node.getOpcode() < 0;
        node = node.getPrevious()) {
      if (node == frameEntry) {
        return true;
      }
    }
    return false;
  }
}
