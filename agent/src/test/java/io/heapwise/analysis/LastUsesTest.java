package io.heapwise.analysis;

import static io.heapwise.analysis.SampleMethods.first;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class LastUsesTest {
  @Test
  void isBehindTheLastOfTheWay() throws UnanalyzableException {
    assertEquals("behind take", placesIn("straight"));
    assertEquals("behind take", placesIn("eachRound"));
  }

  @Test
  void isWhereALoopIsLeft() throws UnanalyzableException {
    assertEquals("in front of done", placesIn("loop"));
    assertEquals("in front of done in front of stop", placesIn("leftInTheMiddle"));
  }

  @Test
  void isOnEachBranch() throws UnanalyzableException {
    assertEquals("behind take in front of done", placesIn("branch"));
  }

  @Test
  void isNowhere_onceACallWithItHasFailed() throws UnanalyzableException {
    assertEquals("behind take", placesIn("caught"));
    assertEquals("", placesIn("usedAgainAfterAFailure"));
    assertEquals("", placesIn("retried"));
  }

  @Test
  void isThereAgain_onceItIsAnother() throws UnanalyzableException {
    assertEquals("behind take", placesIn("madeAnewAfterAFailure"));
  }

  @Test
  void doesNotMindAFailureOfSomethingElse() throws UnanalyzableException {
    assertEquals("behind take", placesIn("otherFailure"));
  }

  @Test
  void waitsForAFinally() throws UnanalyzableException {
    assertEquals("behind look", placesIn("usedInFinally"));
  }

  /** Names of the calls behind and in front of which the array is dead. */
  private static String placesIn(String name) throws UnanalyzableException {
    ClassNode node = new ClassNode();
    new ClassReader(SampleMethods.bytesOf(Samples.class)).accept(node, 0);
    MethodNode method =
        node.methods.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
    MethodFlow flow = SampleMethods.flow(method);
    LastUses last = LastUses.of(flow, flow.produced(first(method, Opcodes.NEWARRAY)));
    StringBuilder places = new StringBuilder();
    for (AbstractInsnNode insn : last.behind()) {
      places.append(" behind ").append(nextCall(insn));
    }
    for (AbstractInsnNode insn : last.inFrontOf()) {
      places.append(" in front of ").append(nextCall(insn));
    }
    return places.toString().trim();
  }

  private static String nextCall(AbstractInsnNode insn) {
    AbstractInsnNode node = insn;
    while (!(node instanceof MethodInsnNode)) {
      node = node.getNext();
    }
    return ((MethodInsnNode) node).name;
  }

  /** Never run. */
  @SuppressWarnings("unused")
  private static final class Samples {
    private Samples() {}

    static void straight() {
      byte[] array = new byte[9];
      array[0] = 1;
      take(array);
      done();
    }

    static void eachRound() {
      while (is()) {
        byte[] array = new byte[9];
        take(array);
        done();
      }
    }

    static void loop() {
      byte[] array = new byte[9];
      while (is()) {
        take(array);
      }
      done();
    }

    static void leftInTheMiddle() {
      byte[] array = new byte[9];
      while (is()) {
        take(array);
        if (is()) {
          stop();
          return;
        }
      }
      done();
    }

    static void branch() {
      byte[] array = new byte[9];
      if (is()) {
        take(array);
      } else {
        done();
      }
    }

    static void caught() {
      byte[] array = new byte[9];
      try {
        take(array);
      } catch (RuntimeException e) {
        stop();
      }
      done();
    }

    static void usedAgainAfterAFailure() {
      byte[] array = new byte[9];
      try {
        take(array);
      } catch (RuntimeException e) {
        stop();
      }
      take(array);
    }

    static void retried() {
      byte[] array = new byte[9];
      while (is()) {
        try {
          take(array);
        } catch (RuntimeException e) {
          stop();
        }
      }
      done();
    }

    static void madeAnewAfterAFailure() {
      while (is()) {
        byte[] array = new byte[9];
        try {
          take(array);
        } catch (RuntimeException e) {
          stop();
        }
      }
    }

    static void otherFailure() {
      byte[] array = new byte[9];
      try {
        stop();
      } catch (RuntimeException e) {
        done();
      }
      take(array);
    }

    static void usedInFinally() {
      byte[] array = new byte[9];
      try {
        take(array);
      } finally {
        look(array);
      }
    }

    private static void take(byte[] array) {}

    private static void look(byte[] array) {}

    private static boolean is() {
      return true;
    }

    private static void stop() {}

    private static void done() {}
  }
}
