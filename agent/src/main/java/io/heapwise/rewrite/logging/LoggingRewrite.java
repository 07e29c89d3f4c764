package io.heapwise.rewrite.logging;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.LoggingSupport;
import java.util.ArrayList;
import java.util.List;
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

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public List<Anchor> anchors() {
    List<Anchor> anchors = new ArrayList<>();
    for (String logger : LOGGERS) {
      anchors.add(Anchor.logCall(logger, METHODS));
    }
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

  /** Whether a method of a logger is for a level that is usually off. */
  static boolean isUsuallyOff(String method) {
    return contains(METHODS, method);
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
    return LoggingMatcher.isSite(call) && !LoggingTransformation.isDone(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    LoggingMatcher message = new LoggingMatcher(method, call);
    String refusal = message.refusal();
    return refusal != null ? refusal : new LoggingTransformation(method, call, message).apply();
  }
}
