package io.heapwise.rewrite.logging;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.LoggingSupport;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Makes no messages for loggers that drop them: see the package documentation. */
public final class LoggingRewrite extends CallRewrite {
  /** By which most classes are told from those that log; what a logger does, its code says. */
  private static final String[] LOGGERS = {
    "org/slf4j/Logger",
    "org/apache/commons/logging/Log",
    "org/apache/logging/log4j/Logger",
    "java/util/logging/Logger",
    "org/apache/log4j/Logger",
    "org/jboss/logging/Logger",
  };

  /** For levels that programs are not expected to run with: others would be asked for nothing. */
  private static final String[] METHODS = {"trace", "debug", "finest", "finer", "fine", "config"};

  /** What they take: the text, or that and what was caught. */
  private static final String[] DESCRIPTORS = {
    "(Ljava/lang/String;)V",
    "(Ljava/lang/Object;)V",
    "(Ljava/lang/String;Ljava/lang/Throwable;)V",
    "(Ljava/lang/Object;Ljava/lang/Throwable;)V",
  };

  private static final String LEVELED = "java/util/logging/Logger";
  private static final String LEVEL = "java/util/logging/Level";
  private static final String[] LEVELS = {"FINEST", "FINER", "FINE", "CONFIG"};
  private static final String[] LEVELED_METHODS = {"log"};

  /** The same, behind the level. */
  private static final String[] LEVELED_DESCRIPTORS = {
    "(Ljava/util/logging/Level;Ljava/lang/String;)V",
    "(Ljava/util/logging/Level;Ljava/lang/String;Ljava/lang/Throwable;)V",
  };

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public List<Anchor> anchors() {
    List<Anchor> anchors = new ArrayList<>();
    for (String logger : LOGGERS) {
      anchors.add(Anchor.logCall(logger, METHODS, DESCRIPTORS));
    }
    anchors.add(Anchor.logCall(LEVELED, LEVELED_METHODS, LEVELED_DESCRIPTORS));
    return anchors;
  }

  @Override
  public void prepare() {
    LoggingSupport.warmUp();
  }

  @Override
  public boolean asksJudge() {
    return true;
  }

  static boolean isLogger(String internalName) {
    return contains(LOGGERS, internalName);
  }

  /** Whether a method is for a level that is usually off, and takes what is known of it. */
  static boolean isUsuallyOff(MethodInsnNode call) {
    return isLogger(call.owner) && contains(METHODS, call.name) && contains(DESCRIPTORS, call.desc);
  }

  /** Whether a method is given its level. */
  static boolean takesLevel(MethodInsnNode call) {
    return call.owner.equals(LEVELED)
        && contains(LEVELED_METHODS, call.name)
        && contains(LEVELED_DESCRIPTORS, call.desc);
  }

  /** Whether an instruction reads a level that is usually off. */
  static boolean isUsuallyOff(FieldInsnNode level) {
    return level.getOpcode() == Opcodes.GETSTATIC
        && level.owner.equals(LEVEL)
        && contains(LEVELS, level.name);
  }

  private static boolean contains(String[] names, String name) {
    for (String each : names) {
      if (each.equals(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return LoggingMatcher.isSite(method, call) && !LoggingTransformation.isDone(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    LoggingMatcher message = new LoggingMatcher(method, call);
    String refusal = message.refusal();
    return refusal != null ? refusal : new LoggingTransformation(method, call, message).apply();
  }
}
