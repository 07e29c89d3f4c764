package io.heapwise.corpus;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/** Notes which classes the thread that made it loads, by whatever loader. */
final class LoadCounter implements ClassFileTransformer, AutoCloseable {
  private final Instrumentation instrumentation;
  private final Thread thread = Thread.currentThread();
  private final List<String> names = new ArrayList<>();

  LoadCounter(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
    instrumentation.addTransformer(this);
  }

  List<String> names() {
    return names;
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    if (redefined == null && Thread.currentThread() == thread) {
      names.add(name);
    }
    return null;
  }

  @Override
  public void close() {
    instrumentation.removeTransformer(this);
  }
}
