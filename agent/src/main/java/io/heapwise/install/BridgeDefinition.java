package io.heapwise.install;

import java.io.IOException;
import java.io.InputStream;
import jdk.internal.misc.Unsafe;

/** Defines classes of the agent in the boot loader; needs {@code jdk.internal.misc}, exported. */
final class BridgeDefinition {
  private BridgeDefinition() {}

  /** Defines a class that lies among the agent's resources, unless another thread just did. */
  static void define(String className) throws IOException, ClassNotFoundException {
    String resource = className.replace('.', '/') + ".class";
    byte[] classFile;
    try (InputStream in = BridgeDefinition.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(className);
      }
      classFile = in.readAllBytes();
    }
    try {
      Unsafe.getUnsafe().defineClass(className, classFile, 0, classFile.length, null, null);
    } catch (LinkageError e) {
      Class.forName(className, false, null);
    }
  }
}
