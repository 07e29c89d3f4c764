package io.heapwise.install;

import io.heapwise.trust.LinkedClasses;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;

/**
 * Asks the JVM, which knows what each loader has been asked for: a native look-up that runs no code
 * of the loader. Of the boot loader's classes nothing is told. Thread-safe.
 */
final class InitiatedClasses implements LinkedClasses {
  private final Instrumentation instrumentation;
  private volatile MethodHandle findLoadedClass;

  InitiatedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public Class<?> find(ClassLoader loader, String internalName) {
    if (loader == null) {
      return null;
    }
    try {
      MethodHandle find = findLoadedClass;
      if (find == null) {
        find = findLoadedClass();
        findLoadedClass = find;
      }
      return (Class<?>) find.invokeExact(loader, internalName.replace('/', '.'));
    } catch (Throwable e) {
      return null; // then less is known, that is all
    }
  }

  private MethodHandle findLoadedClass() throws ReflectiveOperationException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonMap(
            "java.lang", Collections.singleton(InitiatedClasses.class.getModule())),
        Collections.emptySet(),
        Collections.emptyMap());
    MethodType type = MethodType.methodType(Class.class, String.class);
    return MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
        .findVirtual(ClassLoader.class, "findLoadedClass", type);
  }
}
