package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.KnownSilence;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.track.Statistics;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** When calls of loggers are found to do nothing, in classes that a JVM has really loaded. */
class SilenceTest {
  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final HeapwiseTransformer transformer =
      new HeapwiseTransformer(
          instrumentation, Options.ofThisJvm(null), new Statistics(), new IgnoredTypes());
  private final Judge judge = transformer.judge();
  private URLClassLoader loader;

  @BeforeEach
  void add() {
    instrumentation.addTransformer(transformer, true);
    URL classes = SilentLoggers.class.getProtectionDomain().getCodeSource().getLocation();
    loader = new URLClassLoader(new URL[] {classes}, null);
  }

  @AfterEach
  void remove() throws Exception {
    instrumentation.removeTransformer(transformer);
    loader.close();
  }

  @Test
  void followsAFieldWhereverItIsAsked() throws Exception {
    Object logger = make("Plain");
    Rule rule = ruleOf(logger);
    assertSilent(true, rule, logger);
    set(logger, "level", 3);
    assertSilent(false, rule, logger);
    set(logger, "level", 2);
    assertSilent(true, rule, logger);
  }

  @Test
  void goesByTheCodeOfTheReceiversOwnClass() throws Exception {
    Object logger = make("Inverted");
    Rule rule = ruleOf(logger);
    assertSilent(false, rule, logger);
    set(logger, "level", 3);
    assertSilent(true, rule, logger);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Counting", "Locked", "LockedInside", "AskingTheText", "Dividing", "Refusing"})
  void neverTrustsWhatMayBeSeen(String type) throws Exception {
    Object logger = make(type);
    assertEquals(Trust.UNTRUSTED, ruleOf(logger).level());
    assertSilent(false, ruleOf(logger), logger);
  }

  @Test
  void asksNothingWhereNothingIsEverDone() throws Exception {
    Object logger = make("Nothing");
    assertSilent(true, ruleOf(logger), logger);
  }

  @Test
  void takesTheMessageForATextThatIsNotNull() throws Exception {
    Object logger = make("TakingTheText");
    Rule rule = ruleOf(logger);
    assertSilent(true, rule, logger);
    set(logger, "level", 6);
    assertSilent(false, rule, logger);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Off", "Switched"})
  void holdsForTheDelegatesOfTheClassThatWasReadAlone(String backend) throws Exception {
    Object logger = make("Delegating");
    set(logger, "backend", make(backend));
    Rule rule = ruleOf(logger);
    assertSilent(true, rule, logger);
    set(logger, "backend", make("On"));
    assertSilent(false, rule, logger);
    set(logger, "backend", null);
    assertSilent(false, rule, logger);
    set(logger, "backend", make(backend));
    assertSilent(true, rule, logger);
  }

  @Test
  void waitsForADelegate() throws Exception {
    Object logger = make("Delegating");
    assertEquals(Trust.UNKNOWN, ruleOf(logger).level());
    set(logger, "backend", make("Off"));
    assertSilent(true, ruleOf(logger), logger);
  }

  @Test
  void doesNotGetPastAnObjectThatIsMissing() throws Exception {
    Object calling = make("NeedingAnObject");
    Object reading = make("ReadingForNothing");
    assertSilent(false, ruleOf(calling), calling);
    assertSilent(false, ruleOf(reading), reading);
    set(calling, "constant", make("Constant"));
    set(reading, "other", make("Plain"));
    assertSilent(true, ruleOf(calling), calling);
    assertSilent(true, ruleOf(reading), reading);
  }

  @Test
  void isSilentOnlyAsLongAsThereIsNoFilter() throws Exception {
    Object logger = make("Filtered");
    Rule rule = ruleOf(logger);
    assertSilent(true, rule, logger);
    set(logger, "filters", Array.newInstance(type("Backend"), 1));
    assertSilent(false, rule, logger);
  }

  @Test
  void readsConstantsOnceTheirClassIsInitialised() throws Exception {
    Object logger = make("Levelled");
    type("Level");
    assertEquals(Trust.UNKNOWN, ruleOf(logger).level());
    Object debug = initialized("Level").getField("DEBUG").get(null);
    Rule rule = ruleOf(logger);
    assertSilent(false, rule, logger);
    set(logger, "level", debug);
    assertSilent(false, rule, logger);
    var constructor = type("Level").getDeclaredConstructor(int.class);
    constructor.setAccessible(true);
    set(logger, "level", constructor.newInstance(2));
    assertSilent(false, rule, logger);
    set(logger, "level", constructor.newInstance(4));
    assertSilent(true, rule, logger);
  }

  @Test
  void followsStaticFieldsThatMayChange() throws Exception {
    Object logger = make("Static");
    Field threshold = initialized("Level").getField("threshold");
    Rule rule = ruleOf(logger);
    assertSilent(true, rule, logger);
    threshold.set(null, 3);
    assertSilent(false, rule, logger);
  }

  @Test
  void goesAFewStepsOfALoop() throws Exception {
    Object logger = make("Chained");
    Object parent = make("Chained");
    set(logger, "parent", parent);
    Rule rule = ruleOf(logger);
    assertSilent(true, rule, logger);
    set(parent, "level", 1);
    assertSilent(false, rule, logger);
    set(parent, "level", null);
    set(parent, "parent", parent);
    assertSilent(false, rule, logger);
  }

  @Test
  void knowsNothingOfClassesWithoutAClassFile() {
    Object proxy =
        Proxy.newProxyInstance(
            SilenceTest.class.getClassLoader(),
            new Class<?>[] {Texts.class},
            (self, method, arguments) -> null);
    assertEquals(Trust.UNTRUSTED, ruleOf(proxy).level());
    Texts lambda = text -> {};
    assertEquals(Trust.UNTRUSTED, ruleOf(lambda).level());
    assertEquals(Trust.UNKNOWN, ruleOf(null).level());
  }

  /** Of the kind that proxies stand in for. */
  interface Texts {
    void debug(String text);
  }

  @Test
  void isAskedAgainWhenAClassIsRedefined() throws Exception {
    Object logger = make("Delegating");
    set(logger, "backend", make("Off"));
    Set<String> sources = new HashSet<>();
    Rule rule = KnownSilence.ruleOf(judge, logger, "debug", sources);
    assertSilent(true, rule, logger);
    String off = type("Off").getName().replace('.', '/');
    // So that the redefinition is heard of.
    assertTrue(sources.contains(off), sources::toString);
    byte[] original = classFile(off);
    instrumentation.redefineClasses(new ClassDefinition(type("Off"), turnedOn(original)));
    assertSilent(false, ruleOf(logger), logger);
    instrumentation.redefineClasses(new ClassDefinition(type("Off"), original));
    assertSilent(true, ruleOf(logger), logger);
  }

  private static byte[] classFile(String internalName) throws Exception {
    try (var in = SilenceTest.class.getResourceAsStream("/" + internalName + ".class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] turnedOn(byte[] file) {
    ClassNode node = new ClassNode();
    new ClassReader(file).accept(node, 0);
    for (MethodNode method : node.methods) {
      if (method.name.equals("isOn")) {
        method.instructions.clear();
        method.instructions.add(new InsnNode(Opcodes.ICONST_1));
        method.instructions.add(new InsnNode(Opcodes.IRETURN));
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private Rule ruleOf(Object logger) {
    return KnownSilence.ruleOf(judge, logger, "debug");
  }

  private static void assertSilent(boolean expected, Rule rule, Object logger) {
    assertEquals(expected, KnownSilence.holds(rule, logger), rule.reason());
  }

  private Class<?> type(String name) throws Exception {
    return Class.forName(SilentLoggers.class.getName() + "$" + name, false, loader);
  }

  private Class<?> initialized(String name) throws Exception {
    Class.forName(SilentLoggers.class.getName(), true, loader);
    return Class.forName(SilentLoggers.class.getName() + "$" + name, true, loader);
  }

  private Object make(String name) throws Exception {
    return initialized(name).getConstructor().newInstance();
  }

  private static void set(Object object, String field, Object value) throws Exception {
    object.getClass().getField(field).set(object, value);
  }
}
