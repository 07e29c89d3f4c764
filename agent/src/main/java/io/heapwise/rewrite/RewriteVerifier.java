package io.heapwise.rewrite;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;
import org.objectweb.asm.util.CheckClassAdapter;

/** Checks a class file with ASM's own verifier, which shares no code with the agent's analysis. */
public final class RewriteVerifier {
  private RewriteVerifier() {}

  /** What is wrong with a class file, or null. Treats all classes alike, so that none is loaded. */
  public static String problemOf(byte[] classFile) {
    String[] problem = new String[1];
    try {
      ClassReader reader = new ClassReader(classFile);
      reader.accept(new CheckClassAdapter(Opcodes.ASM9, null, false) {}, 0);
      String owner = reader.getClassName();
      reader.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, thrown) {
                @Override
                public void visitEnd() {
                  String found = problemOf(owner, this);
                  problem[0] = problem[0] == null ? found : problem[0];
                }
              };
            }
          },
          ClassReader.SKIP_DEBUG);
    } catch (RuntimeException e) {
      return "verify: " + e;
    }
    return problem[0];
  }

  private static String problemOf(String owner, MethodNode method) {
    try {
      new Analyzer<>(new BasicVerifier()).analyze(owner, method);
      return null;
    } catch (AnalyzerException e) {
      return "verify: " + owner + "." + method.name + method.desc + ": " + e.getMessage();
    }
  }
}
