package io.heapwise.trust;

import io.heapwise.runtime.trust.Silence;
import io.heapwise.trust.Term.Kind;
import io.heapwise.trust.Term.Question;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the code that puts the questions of some ways to a receiver, one way after the other. */
final class SilenceCode {
  private static final String SUPER = Type.getInternalName(Silence.class);
  private static final String CONSTRUCTOR = "(ILjava/lang/Class;[Ljava/lang/ref/WeakReference;)V";
  private static final int RECEIVER = 1;
  private static final int LEFT = 2;
  private static final int RIGHT = 3;
  private static final int MOST_SLOTS = 4;

  private final List<WeakReference<?>> known = new ArrayList<>();
  private MethodVisitor code;
  private Label otherwise;

  private SilenceCode() {}

  /** What is true if all questions of any way are answered as they say. */
  static Silence of(int call, Class<?> type, List<List<Question>> ways) {
    SilenceCode code = new SilenceCode();
    byte[] classFile = code.classFile(ways);
    return Silence.define(classFile, call, type, code.known.toArray(new WeakReference<?>[0]));
  }

  private byte[] classFile(List<List<Question>> ways) {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
    writer.visit(Opcodes.V17, access, SUPER + "Code", null, SUPER, null);
    writeConstructor(writer);
    code = writer.visitMethod(access, "holds", "(Ljava/lang/Object;)Z", null, null);
    for (List<Question> way : ways) {
      otherwise = new Label();
      for (Question question : way) {
        ask(question);
      }
      answer(Opcodes.ICONST_1);
      if (way.isEmpty()) {
        // Nothing comes by behind that.
        end();
        return writer.toByteArray();
      }
      code.visitLabel(otherwise);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    answer(Opcodes.ICONST_0);
    end();
    return writer.toByteArray();
  }

  private static void writeConstructor(ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, SUPER, "<init>", CONSTRUCTOR, false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(4, 4);
  }

  private void answer(int constant) {
    code.visitInsn(constant);
    code.visitInsn(Opcodes.IRETURN);
  }

  private void end() {
    code.visitMaxs(MOST_SLOTS, RIGHT + 1);
    code.visitEnd();
  }

  /** Goes on behind if the answer is as expected, and else to the next way. */
  private void ask(Question question) {
    boolean ofReferences = question.comparison().isOfReferences();
    load(question.left(), LEFT);
    load(question.right(), RIGHT);
    int opcode = ofReferences ? Opcodes.ALOAD : Opcodes.ILOAD;
    code.visitVarInsn(opcode, LEFT); // left
    code.visitVarInsn(opcode, RIGHT); // left, right
    code.visitJumpInsn(question.comparison().opposite().opcode(), otherwise); //
  }

  /** Puts what is read into a variable. */
  private void load(Term term, int variable) {
    switch (term.kind) {
      case INT -> {
        code.visitLdcInsn(term.value());
        code.visitVarInsn(Opcodes.ISTORE, variable);
      }
      case NULL -> {
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, variable);
      }
      case RECEIVER -> {
        code.visitVarInsn(Opcodes.ALOAD, RECEIVER);
        code.visitVarInsn(Opcodes.ASTORE, variable);
      }
      case OBJECT -> {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(indexOf(term.object));
        call(Opcodes.INVOKEVIRTUAL, "known", "(I)Ljava/lang/Object;");
        code.visitVarInsn(Opcodes.ASTORE, variable);
        checkThere(variable);
      }
      case LENGTH -> {
        loadThere(term.owner(), variable);
        code.visitVarInsn(Opcodes.ALOAD, variable);
        code.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
        code.visitInsn(Opcodes.ARRAYLENGTH);
        code.visitVarInsn(Opcodes.ISTORE, variable);
      }
      default -> loadField(term, variable);
    }
  }

  private void loadField(Term field, int variable) {
    loadThere(field.owner(), variable);
    code.visitVarInsn(Opcodes.ALOAD, variable); // owner
    code.visitLdcInsn(field.offset()); // owner, offset
    if (field.descriptor.length() == 1) {
      code.visitIntInsn(Opcodes.BIPUSH, field.descriptor.charAt(0)); // owner, offset, type
      call(Opcodes.INVOKESTATIC, "number", "(Ljava/lang/Object;JC)I"); // number
      code.visitVarInsn(Opcodes.ISTORE, variable);
      return;
    }
    call(Opcodes.INVOKESTATIC, "reference", "(Ljava/lang/Object;J)Ljava/lang/Object;"); // object
    code.visitVarInsn(Opcodes.ASTORE, variable);
    if (field.type != null) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, variable);
      code.visitLdcInsn(indexOf(field.type)); // this, object, index
      call(Opcodes.INVOKEVIRTUAL, "isOfKnown", "(Ljava/lang/Object;I)Z"); // boolean
      code.visitJumpInsn(Opcodes.IFEQ, otherwise);
    }
  }

  /** Puts an object that is not null into a variable. */
  private void loadThere(Term object, int variable) {
    load(object, variable);
    if (object.kind == Kind.FIELD) {
      checkThere(variable);
    }
  }

  private void checkThere(int variable) {
    code.visitVarInsn(Opcodes.ALOAD, variable);
    code.visitJumpInsn(Opcodes.IFNULL, otherwise);
  }

  private void call(int opcode, String name, String descriptor) {
    code.visitMethodInsn(opcode, SUPER, name, descriptor, false);
  }

  private int indexOf(Object object) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).get() == object) {
        return i;
      }
    }
    known.add(new WeakReference<>(object));
    return known.size() - 1;
  }
}
