package io.heapwise.trust;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.Lending.Need;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Whether the object that a field holds before a call is the one that the call will find there: the
 * check reads the field first, and the method reads it again. True of final fields, and of others
 * that only constructors write, or that are otherwise only cleared. Who may write is told by the
 * field's access: its nest, its package as far as it lies beside the class, and what the receiver
 * inherits. A method that nobody calls writes nothing.
 */
final class DelegateFields {
  private final ClassTree tree;

  DelegateFields(ClassTree tree) {
    this.tree = tree;
  }

  /**
   * The class that declares the field of a delegate.
   *
   * @param oneWay whether the use is reached on no other way than the one that is known
   */
  Class<?> settledOwner(Need need, boolean oneWay) throws Distrust {
    String field = need.field;
    Class<?> owner = tree.ancestor(need.owner);
    while (owner != null && tree.parsed(owner).field(field) == null) {
      owner = owner.getSuperclass();
    }
    if (owner == null) {
      throw new Distrust("field " + field + " cannot be found");
    }
    ParsedClass declaring = tree.parsed(owner);
    FieldNode node = declaring.field(field);
    if ((node.access & Opcodes.ACC_STATIC) != 0) {
      throw new Distrust("field " + field + " cannot be found");
    }
    if ((node.access & Opcodes.ACC_FINAL) == 0) {
      try {
        checkWriters(owner, declaring, node);
      } catch (Distrust e) {
        if (!oneWay
            || need.way == null
            || (node.access & Opcodes.ACC_VOLATILE) != 0
            || !new BeforeUse(tree, node).isQuiet(need.way)) {
          throw e;
        }
      }
    }
    return owner;
  }

  private void checkWriters(Class<?> owner, ParsedClass declaring, FieldNode field)
      throws Distrust {
    if ((field.access & Opcodes.ACC_PUBLIC) != 0) {
      throw new Distrust("field " + name(declaring, field) + " can be replaced from outside");
    }
    // Other packages reach a protected field only in objects of their own kind, and those are
    // looked at below; that no class beside the declaring one does either has been checked for the
    // JDK.
    if ((field.access & Opcodes.ACC_PRIVATE) != 0) {
      checkNest(declaring, field);
    } else if (!declaring.isJdk()) {
      checkPackage(declaring, field);
    } else if ((field.access & Opcodes.ACC_PROTECTED) == 0) {
      throw new Distrust("field " + name(declaring, field) + " can be replaced from outside");
    }
    for (Class<?> each = tree.type(); each != owner; each = each.getSuperclass()) {
      check(tree.parsed(each), declaring, field);
    }
    check(declaring, declaring, field);
  }

  private void checkNest(ParsedClass declaring, FieldNode field) throws Distrust {
    ParsedClass host = declaring;
    if (declaring.node.nestHostClass != null) {
      host = tree.named(declaring, declaring.node.nestHostClass);
      check(host, declaring, field);
    }
    List<String> members = host.node.nestMembers;
    for (int i = 0; members != null && i < members.size(); i++) {
      ParsedClass member;
      try {
        member = tree.named(host, members.get(i));
      } catch (Distrust e) {
        throw new Distrust(
            "field " + name(declaring, field) + " may be replaced: " + e.getMessage());
      }
      check(member, declaring, field);
    }
  }

  private void checkPackage(ParsedClass declaring, FieldNode field) throws Distrust {
    for (ParsedClass user : tree.packageOf(declaring).usersOfField(field.name, field.desc)) {
      if (!user.name().equals(declaring.name())) {
        check(user, declaring, field);
      }
    }
  }

  private void check(ParsedClass writer, ParsedClass declaring, FieldNode field) throws Distrust {
    List<MethodNode> methods = writer.methods();
    for (int i = 0; i < methods.size(); i++) {
      MethodNode method = methods.get(i);
      for (AbstractInsnNode insn : method.instructions) {
        if (insn.getOpcode() == Opcodes.PUTFIELD
            && ((FieldInsnNode) insn).name.equals(field.name)
            && ((FieldInsnNode) insn).desc.equals(field.desc)
            && !isOther(writer, (FieldInsnNode) insn, declaring)
            && !clears(insn)
            && !(writer.isJdk()
                && ReviewedMethods.mayReplace(writer.name() + '.' + method.name + ' ' + field.name))
            && !constructs(writer, method, insn)
            && !isNeverCalled(writer, method)) {
          throw new Distrust(
              "field " + name(declaring, field) + " is replaced in " + new Target(writer, method));
        }
      }
    }
  }

  /** Whether the field that is written to is one of the same name in another class. */
  private boolean isOther(ParsedClass writer, FieldInsnNode write, ParsedClass declaring) {
    try {
      String owner = write.owner;
      while (owner != null && !owner.equals(declaring.name())) {
        ParsedClass each = tree.named(writer, owner);
        FieldNode field = each.field(write.name);
        if (field != null && field.desc.equals(write.desc)) {
          return true;
        }
        owner = each.node.superName;
      }
    } catch (Distrust e) {
      // Then it may be any field.
    }
    return false;
  }

  private static boolean clears(AbstractInsnNode write) {
    AbstractInsnNode before = Adjacent.before(write);
    return before != null && before.getOpcode() == Opcodes.ACONST_NULL;
  }

  /** Whether a constructor writes to the object that it makes. */
  private static boolean constructs(ParsedClass writer, MethodNode method, AbstractInsnNode write)
      throws Distrust {
    if (!method.name.equals("<init>")) {
      return false;
    }
    MethodFlow flow = FrameValues.flow(new Target(writer, method));
    return flow.isReachable(write) && flow.operands(write)[0] == flow.parameter(0);
  }

  /** Whether nobody who may call a method does, so that it is there for tests, if at all. */
  private boolean isNeverCalled(ParsedClass writer, MethodNode method) {
    if ((method.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        || method.name.startsWith("<")
        || method.name.startsWith("read")) { // as serialization does
      return false;
    }
    try {
      return !writer.isJdk() && !tree.packageOf(writer).callsMethod(method.name, method.desc);
    } catch (Distrust e) {
      return false;
    }
  }

  private static String name(ParsedClass declaring, FieldNode field) {
    return declaring.name().substring(declaring.name().lastIndexOf('/') + 1) + "." + field.name;
  }
}
