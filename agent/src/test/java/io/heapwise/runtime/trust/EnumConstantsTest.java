package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Whose constants are given out, and when. */
class EnumConstantsTest {
  /** Installs the judge, before any test puts another one in its place. */
  private static final int WRITE = Loans.WRITE;

  private static final int CALL = Trust.callForConstants();
  private static final String SAMPLE = Sample.class.getName();
  private static final String FILE = SAMPLE.replace('.', '/');

  @TempDir private Path folder;

  enum Sample {
    ONE,
    TWO
  }

  /** The sample, or what a test has made of it, in a loader of its own. */
  private static final class Sibling extends URLClassLoader {
    Sibling(URL place) {
      super(new URL[] {place}, null);
    }

    static Sibling ofSample() {
      return new Sibling(Sample.class.getProtectionDomain().getCodeSource().getLocation());
    }

    Class<?> sample(boolean initialised, byte[] classFile) throws ClassNotFoundException {
      Class<?> type = Class.forName(SAMPLE, initialised, this);
      Loans.LOADED.loaded(this, FILE, classFile);
      return type;
    }
  }

  @BeforeAll
  static void judgesByBytecode() {
    Loans.judge();
  }

  @Test
  void theArrayItselfIsGiven() throws Exception {
    try (Sibling loader = Sibling.ofSample()) {
      Class<?> type = loader.sample(true, Loans.classFile(Sample.class));
      Object[] constants = settled(type);
      assertNotNull(constants, () -> Trust.reason(type, CALL));
      assertEquals(type.arrayType(), constants.getClass());
      assertArrayEquals(type.getEnumConstants(), constants);
      assertSame(constants, given(type));
    }
  }

  @Test
  void whatReflectionWritesIsSeen() throws Exception {
    try (Sibling loader = Sibling.ofSample()) {
      Class<?> type = loader.sample(true, Loans.classFile(Sample.class));
      assertNotNull(settled(type));
      Field field = type.getDeclaredField("$VALUES");
      field.setAccessible(true);
      ((Object[]) field.get(null))[0] = null;
      assertNull(given(type)[0]);
    }
  }

  @Test
  void enumsOfTheJdkAreKnown() {
    assertArrayEquals(TimeUnit.values(), settled(TimeUnit.class));
  }

  @Test
  void nothingIsGivenBeforeTheEnumIsInitialised() throws Exception {
    try (Sibling loader = Sibling.ofSample()) {
      Class<?> type = loader.sample(false, Loans.classFile(Sample.class));
      assertEquals("it is not initialised yet", Trust.reasonNow(type, CALL));
      assertNull(given(type));
      assertEquals(-1, Trust.staticOffset(type, "$VALUES", type.arrayType()));

      Class.forName(SAMPLE, true, loader);
      assertNotNull(settled(type));
    }
  }

  @Test
  void redefinitionIsNoticed() throws Exception {
    try (Sibling loader = Sibling.ofSample()) {
      byte[] classFile = Loans.classFile(Sample.class);
      Class<?> type = loader.sample(true, classFile);
      assertNotNull(settled(type));

      // As the transformer does it, before the JVM has the new code.
      byte[] other = classFile.clone();
      other[other.length - 1] ^= 1;
      Loans.LOADED.loaded(loader, FILE, other);
      Trust.forget(FILE);
      assertNull(settled(type));

      Loans.LOADED.loaded(loader, FILE, classFile);
      Trust.forget(FILE);
      assertNotNull(settled(type));
    }
  }

  @Test
  void whatIsKnownSaysItselfWhetherItStillHolds() throws Exception {
    try (Sibling loader = Sibling.ofSample()) {
      Class<?> type = loader.sample(true, Loans.classFile(Sample.class));
      assertNotNull(settled(type));
      ConstantsField field = Trust.constants(type, CALL);
      assertTrue(field.isOf(type));
      assertFalse(field.isOf(Sample.class));
      Trust.forget(FILE);
      assertFalse(field.isOf(type));
    }
  }

  @Test
  void noClassIsKeptFromBeingUnloaded() throws Exception {
    WeakReference<Class<?>> gone = used();
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(gone.get());
  }

  private static WeakReference<Class<?>> used() throws Exception {
    try (Sibling loader = Sibling.ofSample()) {
      Class<?> type = loader.sample(true, Loans.classFile(Sample.class));
      assertNotNull(settled(type));
      return new WeakReference<>(type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"method", "field", "name", "written"})
  void nothingIsGiven_whenNoCompilerMadeIt(String change) throws Exception {
    ClassNode node = new ClassNode();
    new ClassReader(Loans.classFile(Sample.class)).accept(node, 0);
    FieldNode field = node.fields.stream().filter(f -> f.name.equals("$VALUES")).findAny().get();
    MethodNode values = node.methods.stream().filter(m -> m.name.equals("values")).findAny().get();
    switch (change) {
      case "method" -> values.instructions.insert(new InsnNode(Opcodes.NOP));
      case "field" -> field.access &= ~Opcodes.ACC_SYNTHETIC;
      case "name" -> values.name = "values2";
      default -> field.access &= ~Opcodes.ACC_FINAL;
    }
    byte[] changed = Loans.write(node, folder);
    try (Sibling loader = new Sibling(folder.toUri().toURL())) {
      Class<?> type = loader.sample(true, changed);
      assertNull(settled(type));
      assertEquals("values() is not what a compiler makes it", Trust.reason(type, CALL));
    }
  }

  @Test
  void nothingIsGivenOfOtherClasses() {
    assertNull(settled(String.class));
    assertNull(settled(int[].class));
    assertNull(settled(Enum.class));
  }

  private static Object[] given(Class<?> type) {
    ConstantsField field = Trust.constants(type, CALL);
    return field == null ? null : field.array(type);
  }

  /** What is given once the background has had its say. */
  private static Object[] settled(Class<?> type) {
    Object[] constants = given(type);
    // Also where it was asked too early before.
    long end = System.nanoTime() + 60_000_000_000L;
    while (Trust.ruleNow(type, CALL).level == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return constants == null ? given(type) : constants;
  }
}
