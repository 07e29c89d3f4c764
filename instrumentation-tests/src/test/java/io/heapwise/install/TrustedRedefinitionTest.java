package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.track.Statistics;
import java.io.OutputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.ProtectionDomain;
import java.util.HashSet;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What the transformer notes, against classes that a JVM really loads, transforms and redefines.
 */
class TrustedRedefinitionTest {
  private static final LentCall WRITE = Trust.lentCall("write", "([BII)V", 1, false);

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final HeapwiseTransformer transformer =
      new HeapwiseTransformer(
          instrumentation, Options.ofThisJvm(null), new Statistics(), new IgnoredTypes());
  private final Judge judge = transformer.judge();

  /** Copies what it is given; until it is redefined. */
  public static class Sink extends OutputStream {
    public byte[] kept;
    private int count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      count += len;
    }
  }

  /** Inherits it all. */
  public static class SinkToo extends Sink {}

  /** Is lent builders. */
  public static class Part {
    public static Object kept;

    public void write(StringBuilder sb) {
      sb.append("written");
    }

    public static void fill(StringBuilder sb) {
      sb.append("filled");
    }
  }

  /** Names {@link Part}. */
  public static class Caller {}

  @BeforeEach
  void add() {
    instrumentation.addTransformer(transformer, true);
  }

  @AfterEach
  void remove() {
    instrumentation.removeTransformer(transformer);
  }

  @Test
  void aClassIsTrustedUntilItIsRedefinedAndAgainWhenThatIsUndone() throws Exception {
    try (URLClassLoader loader = loader()) {
      Class<?> sink = loader.loadClass(Sink.class.getName());
      Class<?> child = loader.loadClass(SinkToo.class.getName());
      assertEquals(Trust.KEEPS_NOTHING, level(sink));
      assertEquals(Trust.KEEPS_NOTHING, level(child));
      byte[] original = original();
      instrumentation.redefineClasses(new ClassDefinition(sink, keeping(original)));
      assertEquals(Trust.UNTRUSTED, level(sink));
      assertEquals(Trust.UNTRUSTED, level(child));
      instrumentation.redefineClasses(new ClassDefinition(sink, original));
      assertEquals(Trust.KEEPS_NOTHING, level(sink));
      assertEquals(Trust.KEEPS_NOTHING, level(child));
    }
  }

  @Test
  void aClassThatAnotherAgentChangedWhenItWasLoadedIsNotTrusted() throws Exception {
    ClassFileTransformer other =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] file) {
            return Sink.class.getName().replace('.', '/').equals(name) ? keeping(file) : null;
          }
        };
    instrumentation.addTransformer(other); // those that cannot retransform come first
    try (URLClassLoader loader = loader()) {
      assertEquals(Trust.UNTRUSTED, level(loader.loadClass(Sink.class.getName())));
    } finally {
      instrumentation.removeTransformer(other);
    }
  }

  @Test
  void aClassOfTheJdkThatAnotherAgentChangesIsNotTrustedUntilThatIsUndone() throws Exception {
    Class<?> stream = java.io.CharArrayWriter.class;
    LentCall write = Trust.lentCall("write", "([CII)V", 1, false);
    assertEquals(Trust.KEEPS_NOTHING, judge.judge(stream, write, new HashSet<>()).level());
    ClassFileTransformer other =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] file) {
            if (redefined != stream) {
              return null;
            }
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(file).accept(writer, ClassReader.SKIP_DEBUG);
            return writer.toByteArray();
          }
        };
    instrumentation.addTransformer(other); // not retransforming: only redefinitions pass it
    byte[] original;
    try (var in = stream.getResourceAsStream("CharArrayWriter.class")) {
      original = in.readAllBytes();
    }
    try {
      instrumentation.redefineClasses(new ClassDefinition(stream, original));
      assertEquals(Trust.UNTRUSTED, judge.judge(stream, write, new HashSet<>()).level());
    } finally {
      instrumentation.removeTransformer(other);
    }
    instrumentation.redefineClasses(new ClassDefinition(stream, original));
    assertEquals(Trust.KEEPS_NOTHING, judge.judge(stream, write, new HashSet<>()).level());
  }

  @Test
  void whoIsLentABuilderIsTrustedUntilItKeepsIt() throws Exception {
    LentCall write =
        Trust.numbered(Trust.callWithBuilder("write", "(Ljava/lang/StringBuilder;)V", 1, false));
    try (URLClassLoader loader = loader()) {
      Class<?> part = loader.loadClass(Part.class.getName());
      Class<?> caller = loader.loadClass(Caller.class.getName());
      LentCall fill = fill(part.getName());
      assertEquals(Trust.KEEPS_NOTHING, judge.judge(part, write, new HashSet<>()).level());
      HashSet<String> sources = new HashSet<>();
      assertEquals(Trust.KEEPS_NOTHING, judge.judge(caller, fill, sources).level());
      // So that the redefinition is heard of.
      assertTrue(sources.contains(part.getName().replace('.', '/')), sources::toString);
      byte[] original = classFile(Part.class);
      byte[] keeping = keeping(original, "(Ljava/lang/StringBuilder;)V", "Ljava/lang/Object;");
      instrumentation.redefineClasses(new ClassDefinition(part, keeping));
      assertEquals(Trust.UNTRUSTED, judge.judge(part, write, new HashSet<>()).level());
      assertEquals(Trust.UNTRUSTED, judge.judge(caller, fill, new HashSet<>()).level());
    }
  }

  /** The one of the caller's loader counts, not a namesake beside the test. */
  @Test
  void aCallThatNamesItsTargetWaitsForTheClassOfItsOwnLoader() throws Exception {
    String name = Part.class.getName();
    LentCall fill = fill(name);
    try (URLClassLoader loader = loader()) {
      Class<?> caller = loader.loadClass(Caller.class.getName());
      new Part().write(new StringBuilder());
      assertEquals(Trust.UNKNOWN, judge.judge(caller, fill, new HashSet<>()).level());
      loader.loadClass(name);
      assertEquals(Trust.KEEPS_NOTHING, judge.judge(caller, fill, new HashSet<>()).level());
    }
  }

  private static LentCall fill(String owner) {
    String name = owner.replace('.', '/');
    return Trust.numbered(
        Trust.exactCallWithBuilder(name, "fill", "(Ljava/lang/StringBuilder;)V", 0, false));
  }

  private int level(Class<?> type) {
    Rule rule = judge.judge(type, WRITE, new HashSet<>());
    return rule.level();
  }

  private static URLClassLoader loader() {
    URL classes = Sink.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(new URL[] {classes}, null);
  }

  private static byte[] original() throws Exception {
    return classFile(Sink.class);
  }

  private static byte[] classFile(Class<?> type) throws Exception {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (var in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The class with methods of a descriptor that begin with putting the last argument away. */
  private static byte[] keeping(byte[] file, String descriptor, String type) {
    ClassNode node = new ClassNode();
    new ClassReader(file).accept(node, 0);
    for (MethodNode method : node.methods) {
      if (method.desc.equals(descriptor)) {
        InsnList keep = new InsnList();
        int last = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        keep.add(new VarInsnNode(Opcodes.ALOAD, last));
        keep.add(new FieldInsnNode(Opcodes.PUTSTATIC, node.name, "kept", type));
        method.instructions.insert(keep);
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  /** The class with a {@code write} that begins with {@code kept = b}. */
  private static byte[] keeping(byte[] file) {
    ClassNode node = new ClassNode();
    new ClassReader(file).accept(node, 0);
    for (MethodNode method : node.methods) {
      if (method.name.equals("write") && method.desc.equals("([BII)V")) {
        InsnList keep = new InsnList();
        keep.add(new VarInsnNode(Opcodes.ALOAD, 0));
        keep.add(new VarInsnNode(Opcodes.ALOAD, 1));
        keep.add(new FieldInsnNode(Opcodes.PUTFIELD, node.name, "kept", "[B"));
        method.instructions.insert(keep);
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }
}
