package io.heapwise.track.exact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where the code of a class has its dynamic calls, and where it ends. Confined to one thread. */
final class CodeOutline {
  private final Map<String, Method> methods = new HashMap<>();

  private CodeOutline() {}

  /** What a method was. */
  private static final class Method {
    int lastIndex;
    final Set<Integer> dynamicCallsAt = new HashSet<>();
    final Set<String> dynamicCalls = new HashSet<>();
  }

  static CodeOutline of(byte[] classFile) {
    CodeOutline outline = new CodeOutline();
    Places reader = new Places(classFile);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            Method method = new Method();
            outline.methods.put(name + descriptor, method);
            return new CallCollector(method, reader);
          }
        },
        ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    return outline;
  }

  /** Whether the instructions of a method are where another has them. */
  boolean isInPlace(String method, CodeOutline other) {
    return methods.get(method).lastIndex == other.methods.get(method).lastIndex;
  }

  boolean hasDynamicCallAt(String method, int index) {
    return methods.get(method).dynamicCallsAt.contains(index);
  }

  boolean hasDynamicCall(String method, String name, String descriptor) {
    return methods.get(method).dynamicCalls.contains(name + descriptor);
  }

  /** A reader that knows the place of the instruction that it shows. */
  static final class Places extends ClassReader {
    int index;

    Places(byte[] classFile) {
      super(classFile);
    }

    @Override
    protected void readBytecodeInstructionOffset(int offset) {
      index = offset;
    }
  }

  private static final class CallCollector extends MethodVisitor {
    private final Method method;
    private final Places places;

    CallCollector(Method method, Places places) {
      super(Opcodes.ASM9);
      this.method = method;
      this.places = places;
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      method.dynamicCallsAt.add(places.index);
      method.dynamicCalls.add(name + descriptor);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      method.lastIndex = places.index;
    }
  }
}
