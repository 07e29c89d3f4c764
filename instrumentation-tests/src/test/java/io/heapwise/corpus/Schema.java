package io.heapwise.corpus;

import io.heapwise.rewrite.BridgeCalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** All of a class that other classes can see, and what matters here of its code. */
final class Schema extends ClassVisitor {
  private final List<String> members = new ArrayList<>();
  private final List<String> bridgeCalls = new ArrayList<>();
  private int builders;

  private Schema() {
    super(Opcodes.ASM9);
  }

  static Schema of(byte[] classFile) {
    Schema schema = new Schema();
    new ClassReader(classFile).accept(schema, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return schema;
  }

  /** What another version of the class has or lacks, or null if both look alike from outside. */
  String differenceTo(Schema other) {
    if (members.equals(other.members)) {
      return null;
    }
    List<String> lost = new ArrayList<>(members);
    lost.removeAll(other.members);
    List<String> gained = new ArrayList<>(other.members);
    gained.removeAll(members);
    return "members changed: lost " + lost + ", gained " + gained;
  }

  /**
   * Instructions that allocate a StringBuilder or StringBuffer, be it with a capacity of its
   * site's, dead code included.
   */
  int builders() {
    return builders;
  }

  /** Name and descriptor of each method that it calls on the bridge. */
  List<String> bridgeCalls() {
    return bridgeCalls;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    add("class", version, access, name, signature, parent, Arrays.toString(interfaces));
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    add("field", access, name, descriptor, signature, value);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    add("method", access, name, descriptor, signature, Arrays.toString(exceptions));
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW
            && (type.equals("java/lang/StringBuilder") || type.equals("java/lang/StringBuffer"))) {
          builders++;
        }
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        if (owner.equals(BridgeCalls.BRIDGE)) {
          bridgeCalls.add(called + type);
          builders += called.equals("presizedBuilder") ? 1 : 0;
        }
      }
    };
  }

  private void add(Object... parts) {
    members.add(Arrays.toString(parts));
  }
}
