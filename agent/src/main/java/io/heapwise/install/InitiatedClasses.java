package io.heapwise.install;

import io.heapwise.trust.LinkedClasses;
import java.lang.instrument.Instrumentation;

/** Asks the JVM, which knows what each loader has been asked for. */
final class InitiatedClasses implements LinkedClasses {
  private final Instrumentation instrumentation;

  InitiatedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public Class<?> find(ClassLoader loader, String internalName) {
    String name = internalName.replace('/', '.');
    for (Class<?> each : instrumentation.getInitiatedClasses(loader)) {
      if (each.getName().equals(name)) {
        return each;
      }
    }
    return null;
  }
}
