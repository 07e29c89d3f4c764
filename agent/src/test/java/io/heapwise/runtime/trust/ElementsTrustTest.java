package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.trust.ElementSamples.Token;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Who may be given the same array of constants again, and of which. */
class ElementsTrustTest {
  private static final String SAMPLES = ElementSamples.class.getName();
  private static final String TOKEN = Token.class.getName();
  private static final String TOKEN_FILE = TOKEN.replace('.', '/');
  private static final String DESCRIPTOR = "([L" + TOKEN_FILE + ";)Z";
  private static final int TAKE = Trust.callOnElements("take", DESCRIPTOR);
  private static final int FIELDS = Trust.callForFields();

  @TempDir private Path folder;

  @BeforeAll
  static void knowsSamples() {
    Loans.know(ElementSamples.class);
    for (Class<?> sample : ElementSamples.class.getDeclaredClasses()) {
      Loans.know(sample);
    }
    Loans.judge();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Looping", "Inheriting", "GivingElements", "Copying", "Passing", "ListingCopies"})
  void trustsWhatReads(String sample) throws Exception {
    assertTrue(isTrusted(sample(sample), TAKE), () -> reason(sample, TAKE));
  }

  @ParameterizedTest
  @CsvSource({
    "Writing, writes single elements",
    "WritingDeep, there writes single elements",
    "Keeping, stored in field ElementSamples$Keeping.kept",
    "Publishing, stored in field ElementSamples.published",
    "Listing, stored in field Arrays$ArrayList.a",
    "Streaming, passed to Stream.of",
    "Locking, used as a lock",
    "Comparing, compared by identity",
    "Telling, passed to StringBuilder.append",
    "Capturing, passed to a dynamic call",
    "Storing, stored in an array",
    "Delegating, passed to ElementSamples$Looping.take",
    "NotOverriding, is not for everybody to override",
  })
  void distrustsAllElse(String sample, String reason) throws Exception {
    assertFalse(isTrusted(sample(sample), TAKE));
    assertTrue(reason(sample, TAKE).contains(reason), () -> reason(sample, TAKE));
  }

  /** Of arrays of bytes, a call of that name is there to fill them. */
  @Test
  void aNameIsNoLeaveToWrite() throws Exception {
    int read = Trust.callOnElements("read", DESCRIPTOR);
    assertFalse(isTrusted(sample("Filling"), read));
    assertTrue(reason("Filling", read).contains("writes single elements"));
  }

  @Test
  void distrustsWhatReturnsTheArray() throws Exception {
    int same = Trust.callOnElements("same", "([L" + TOKEN_FILE + ";)[L" + TOKEN_FILE + ";");
    assertFalse(isTrusted(sample("Returning"), same));
    assertTrue(reason("Returning", same).contains("returned"));
  }

  @Test
  void anEnumWaitsUntilItIsInitialised() throws Exception {
    try (URLClassLoader loader = sibling(Token.class)) {
      Class<?> type = Class.forName(TOKEN, false, loader);
      Loans.LOADED.loaded(loader, TOKEN_FILE, Loans.classFile(Token.class));
      assertEquals(Trust.UNKNOWN, Trust.ruleNow(type, FIELDS).level);
      Class.forName(TOKEN, true, loader);
      settle(type, FIELDS);
      assertTrue(isTrusted(type, FIELDS));
    }
  }

  @Test
  void noOtherClassIsAnEnum() {
    assertFalse(isTrusted(String.class, FIELDS));
    assertFalse(isTrusted(Enum.class, FIELDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"variable", "private", "written", "class"})
  void distrustsAnEnum_whenItsFieldsMayChange(String change) throws Exception {
    ClassNode node = new ClassNode();
    new ClassReader(Loans.classFile(Token.class)).accept(node, 0);
    FieldNode field = node.fields.stream().filter(f -> f.name.equals("VALUE")).findAny().get();
    MethodNode values = node.methods.stream().filter(m -> m.name.equals("values")).findAny().get();
    switch (change) {
      case "variable" -> field.access &= ~Opcodes.ACC_FINAL;
      case "private" -> field.access ^= Opcodes.ACC_PUBLIC | Opcodes.ACC_PRIVATE;
      case "written" -> {
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(new FieldInsnNode(Opcodes.PUTSTATIC, TOKEN_FILE, "VALUE", field.desc));
        values.instructions.insert(code);
      }
      default -> node.access &= ~Opcodes.ACC_ENUM;
    }
    byte[] changed = Loans.write(node, folder);
    URL[] place = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, null)) {
      Class<?> type = Class.forName(TOKEN, true, loader);
      Loans.LOADED.loaded(loader, TOKEN_FILE, changed);
      assertFalse(isTrusted(type, FIELDS));
    }
  }

  @Test
  void anArrayIsSharedWithReceiversOfTheSameClass() throws Exception {
    Token[] array = {Token.KEY};
    Object receiver = new ElementSamples.Looping();
    assertTrue(isTrusted(receiver.getClass(), TAKE));
    assertTrue(isTrusted(Token.class, FIELDS));
    SharedArguments shared = Trust.sharedArguments(receiver, array, TAKE, FIELDS);
    shared.keep(array);
    assertSame(array, shared.array());
    assertTrue(shared.isOf(ElementSamples.Looping.class));
    assertFalse(shared.isOf(ElementSamples.Keeping.class));
    assertFalse(shared.isOver());
  }

  @Test
  void noArrayIsSharedWithWhoKeepsIt() throws Exception {
    Object receiver = new ElementSamples.Keeping();
    assertFalse(isTrusted(receiver.getClass(), TAKE));
    assertTrue(isTrusted(Token.class, FIELDS));
    SharedArguments own = Trust.sharedArguments(receiver, new Token[1], TAKE, FIELDS);
    assertTrue(own.isOf(ElementSamples.Keeping.class));
    assertNull(own.array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Looping", "Token"})
  void redefinitionEndsIt(String redefined) throws Exception {
    try (URLClassLoader loader = sibling(Token.class)) {
      Class<?> token = load(loader, "Token");
      Class<?> looping = load(loader, "Looping");
      Object receiver = instanceOf(looping);
      Object[] array = (Object[]) Array.newInstance(token, 1);
      assertTrue(isTrusted(looping, TAKE));
      assertTrue(isTrusted(token, FIELDS));
      SharedArguments shared = Trust.sharedArguments(receiver, array, TAKE, FIELDS);
      assertTrue(shared.isOf(looping));

      // As the transformer does it, before the JVM has the new code.
      String file = (SAMPLES + "$" + redefined).replace('.', '/');
      byte[] other = Loans.classFile(sample(redefined)).clone();
      other[other.length - 1] ^= 1;
      Loans.LOADED.loaded(loader, file, other);
      Trust.forget(file);
      assertFalse(shared.isOf(looping));
      assertTrue(shared.isOver());
      Trust.ruleNow(looping, TAKE);
      Trust.ruleNow(token, FIELDS);
      SharedArguments after = Trust.sharedArguments(receiver, array, TAKE, FIELDS);
      assertNull(after.array());
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

  /** Refers to what is known, as the runtime does. */
  private SharedArguments known;

  private WeakReference<Class<?>> used() throws Exception {
    try (URLClassLoader loader = sibling(Token.class)) {
      Class<?> token = load(loader, "Token");
      Class<?> looping = load(loader, "Looping");
      Object[] array = (Object[]) Array.newInstance(token, 1);
      array[0] = token.getEnumConstants()[0];
      assertTrue(isTrusted(looping, TAKE));
      assertTrue(isTrusted(token, FIELDS));
      known = Trust.sharedArguments(instanceOf(looping), array, TAKE, FIELDS);
      known.keep(array);
      array = null;
      System.gc();
      assertNotNull(known.array());
      return new WeakReference<>(token);
    }
  }

  private static Class<?> load(URLClassLoader loader, String sample) throws Exception {
    String name = SAMPLES + "$" + sample;
    Loans.LOADED.loaded(loader, name.replace('.', '/'), Loans.classFile(sample(sample)));
    return Class.forName(name, true, loader);
  }

  private static Object instanceOf(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static URLClassLoader sibling(Class<?> of) {
    URL[] place = {of.getProtectionDomain().getCodeSource().getLocation()};
    return new URLClassLoader(place, null);
  }

  private static Class<?> sample(String name) throws ClassNotFoundException {
    return Class.forName(SAMPLES + "$" + name);
  }

  private static String reason(String sample, int call) {
    try {
      return Loans.reason(sample(sample), call);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isTrusted(Class<?> type, int call) {
    return Trust.ruleNow(type, call).level == Trust.KEEPS_NOTHING;
  }

  /** Also where it was asked too early before. */
  private static void settle(Class<?> type, int call) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (Trust.ruleNow(type, call).level == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
