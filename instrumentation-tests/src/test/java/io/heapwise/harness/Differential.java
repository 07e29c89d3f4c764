package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** The same classes in two sibling loaders, original and rewritten. */
public final class Differential {
  private static final int RANDOM_INPUTS = 24;

  private final Map<String, byte[]> originals;
  private final Map<String, byte[]> rewritten = new HashMap<>();
  private final ClassLoader left;
  private final ClassLoader right;

  /**
   * @param classFiles by binary name
   */
  public Differential(Map<String, byte[]> classFiles, Rewriting rewriting) {
    originals = classFiles;
    classFiles.forEach((name, bytes) -> rewritten.put(name, rewriting.rewrite(bytes.clone())));
    left = new SiblingLoader(originals);
    right = new SiblingLoader(rewritten);
  }

  public byte[] rewritten(String className) {
    return rewritten.get(className);
  }

  public Class<?> originalClass(String className) {
    return load(left, className);
  }

  public Class<?> rewrittenClass(String className) {
    return load(right, className);
  }

  /** Calls a static method with boundary and random inputs in both loaders. */
  public void compare(String className, String methodName) {
    compare(className, methodName, Inputs.BOUNDARIES + RANDOM_INPUTS);
  }

  /** Calls a static method with so many inputs, the boundaries first, in both loaders. */
  public void compare(String className, String methodName, int inputs) {
    Method original = method(originalClass(className), methodName);
    Method changed = method(rewrittenClass(className), methodName);
    Class<?>[] types = original.getParameterTypes();
    for (int i = 0; i < inputs; i++) {
      Observation expected = Observation.of(original, Inputs.arguments(types, i));
      Observation actual = Observation.of(changed, Inputs.arguments(types, i));
      String place = className + "." + methodName + " with input " + i;
      assertEquals(expected.outcome(), actual.outcome(), () -> place + ": value or exception");
      assertEquals(expected.events(), actual.events(), () -> place + ": side effects");
      assertEquals(expected.printed(), actual.printed(), () -> place + ": standard output");
      assertEquals(expected.arguments(), actual.arguments(), () -> place + ": arguments");
      assertEquals(expected.identities(), actual.identities(), () -> place + ": identities");
    }
  }

  private static Class<?> load(ClassLoader loader, String className) {
    try {
      return Class.forName(className, true, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The public static method of a name. */
  static Method method(Class<?> type, String name) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && Modifier.isStatic(method.getModifiers())) {
        return method;
      }
    }
    throw new AssertionError("no static method " + name + " in " + type);
  }
}
