package io.heapwise.runtime.trust;

import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** What the tests of this package share: the calls, and a judge that knows the samples. */
final class Loans {
  static final int READ = Trust.call("read", "([BII)I", 1);
  static final int READ_ALL = Trust.call("read", "([B)I", 1);
  static final int WRITE = Trust.call("write", "([BII)V", 1);
  static final int WRITE_ALL = Trust.call("write", "([B)V", 1);
  static final int WRITE_ZEROED = Trust.callOnZeroed("write", "([BII)V", 1);
  static final int READ_ZEROED = Trust.callOnZeroed("read", "([BII)I", 1);
  static final int UPDATE = Trust.call("update", "([BII)V", 1);
  static final LoadedClasses LOADED = new LoadedClasses();

  static {
    know(LoanSamples.class);
    for (Class<?> sample : LoanSamples.class.getDeclaredClasses()) {
      know(sample);
      for (Class<?> nested : sample.getDeclaredClasses()) {
        know(nested);
      }
    }
  }

  private Loans() {}

  /** Has receivers judged by their bytecode: another test of this JVM may have ended that. */
  static void judge() {
    Judges.install(new BytecodeJudge(LOADED, Loans::find));
  }

  static byte[] classFile(Class<?> type) {
    try (InputStream in =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a class file below a folder, where a class loader looks for it, and returns it. */
  static byte[] write(ClassNode node, Path folder) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    Path file = folder.resolve(node.name + ".class");
    Files.createDirectories(file.getParent());
    byte[] classFile = writer.toByteArray();
    Files.write(file, classFile);
    return classFile;
  }

  static Class<?> find(ClassLoader loader, String internalName) {
    try {
      return Class.forName(internalName.replace('/', '.'), false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  static void know(Class<?> type) {
    LOADED.loaded(type.getClassLoader(), type.getName().replace('.', '/'), classFile(type));
  }

  /** The verdict on a receiver once all has been found out that it depends on. */
  static int settled(Object receiver, int call) {
    long end = System.nanoTime() + 20_000_000_000L;
    int verdict = Trust.verdict(receiver, call);
    while (verdict == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
      verdict = Trust.verdict(receiver, call);
    }
    return verdict;
  }

  /** Why a class is as it is, without line numbers, which move with the samples. */
  static String reason(Class<?> type, int call) {
    return Trust.reasonNow(type, call).replaceAll(" at line \\d+", "");
  }
}
