package io.heapwise.hygiene;

import io.heapwise.runtime.pool.Pools;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * All bytes and chars that can be reached from the static fields of the runtime, whatever lies in
 * between: idle arrays, open claims, builders, direct buffers.
 */
final class RetainedArrays {
  private static final Instrumentation INSTRUMENTATION = openedJdk();

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final List<Object> found = new ArrayList<>();

  private RetainedArrays() {}

  /** Arrays of bytes and of chars, those of direct buffers as copies. */
  static List<Object> find() throws ReflectiveOperationException {
    RetainedArrays walk = new RetainedArrays();
    for (Class<?> type : INSTRUMENTATION.getAllLoadedClasses()) {
      if (type.getName().startsWith("io.heapwise.runtime.")
          && type.getClassLoader() == Pools.class.getClassLoader()) {
        walk.addFields(type, null);
      }
    }
    while (!walk.open.isEmpty()) {
      walk.visit(walk.open.pop());
    }
    return walk.found;
  }

  private static Instrumentation openedJdk() {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    Module jdk = Object.class.getModule();
    Map<String, Set<Module>> opened = new HashMap<>();
    for (String name : jdk.getPackages()) {
      opened.put(name, Set.of(RetainedArrays.class.getModule()));
    }
    instrumentation.redefineModule(jdk, Set.of(), Map.of(), opened, Set.of(), Map.of());
    return instrumentation;
  }

  private void add(Object object) {
    if (object != null && seen.add(object)) {
      open.push(object);
    }
  }

  private void visit(Object object) throws ReflectiveOperationException {
    if (object instanceof byte[] || object instanceof char[]) {
      found.add(object);
    } else if (object instanceof Object[] array) {
      for (Object element : array) {
        add(element);
      }
    } else if (object instanceof ByteBuffer buffer && buffer.isDirect()) {
      byte[] copy = new byte[buffer.capacity()];
      buffer.duplicate().clear().get(copy);
      found.add(copy);
    } else if (!isOfTheJvm(object)) {
      for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
        addFields(type, object);
      }
    }
  }

  /** From these the whole program can be reached. */
  private static boolean isOfTheJvm(Object object) {
    return object instanceof Class
        || object instanceof ClassLoader
        || object instanceof Thread
        || object instanceof ThreadGroup
        || object instanceof Module;
  }

  private void addFields(Class<?> type, Object object) throws ReflectiveOperationException {
    for (Field field : type.getDeclaredFields()) {
      if (!field.getType().isPrimitive()
          && Modifier.isStatic(field.getModifiers()) == (object == null)) {
        field.setAccessible(true);
        add(field.get(object));
      }
    }
  }
}
