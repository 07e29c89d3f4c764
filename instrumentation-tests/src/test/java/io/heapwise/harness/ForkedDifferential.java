package io.heapwise.harness;

import io.heapwise.buffer.BufferHelpersTarget;
import io.heapwise.buffer.BufferTarget;
import io.heapwise.builder.BuilderHelpersTarget;
import io.heapwise.builder.BuilderTarget;
import io.heapwise.chars.CharsTarget;
import io.heapwise.concat.ConcatTarget;
import io.heapwise.direct.DirectTarget;
import io.heapwise.encode.EncodeTarget;
import io.heapwise.format.FormatTarget;
import io.heapwise.logging.LoggingTarget;
import io.heapwise.matcher.MatcherTarget;
import io.heapwise.number.NumberTarget;
import io.heapwise.presize.PresizeTarget;
import io.heapwise.readallbytes.DrainTarget;
import io.heapwise.readallbytes.ReadAllBytesTarget;
import io.heapwise.regex.RegexTarget;
import io.heapwise.streams.DeferredInputTarget;
import io.heapwise.streams.PooledCharsTarget;
import io.heapwise.streams.TextWriteTarget;
import io.heapwise.values.OwnValuesTarget;
import io.heapwise.values.ValuesTarget;
import io.heapwise.varargs.VarargsTarget;
import io.heapwise.writer.OutputTarget;
import io.heapwise.writer.WriterTarget;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A program that calls the methods of all targets and prints what it observes. Run without and with
 * the agent, it must print the same.
 */
public final class ForkedDifferential {
  static final String END = "all methods called: ";

  static final List<Class<?>> TARGETS =
      List.of(
          ConcatTarget.class,
          BuilderTarget.class,
          BuilderHelpersTarget.class,
          FormatTarget.class,
          BufferTarget.class,
          BufferHelpersTarget.class,
          DeferredInputTarget.class,
          PooledCharsTarget.class,
          TextWriteTarget.class,
          ReadAllBytesTarget.class,
          DrainTarget.class,
          DirectTarget.class,
          MatcherTarget.class,
          CharsTarget.class,
          EncodeTarget.class,
          RegexTarget.class,
          ValuesTarget.class,
          OwnValuesTarget.class,
          WriterTarget.class,
          OutputTarget.class,
          NumberTarget.class,
          PresizeTarget.class,
          LoggingTarget.class,
          VarargsTarget.class);

  private ForkedDifferential() {}

  /**
   * @param arguments how often each method is called with the same inputs, so that it is compiled,
   *     and with how many different ones
   */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    int inputs = Integer.parseInt(arguments[1]);
    int methods = 0;
    for (Class<?> target : TARGETS) {
      Method[] all = target.getDeclaredMethods();
      Arrays.sort(all, Comparator.comparing(Method::getName));
      for (Method method : all) {
        if (isPartOfLesson(method)) {
          System.out.println(target.getSimpleName() + "." + method.getName());
          observe(method, rounds, inputs);
          methods++;
        }
      }
    }
    System.out.println(END + methods);
  }

  /** Whether it is one of those that a target is there for. */
  static boolean isPartOfLesson(Method method) {
    boolean isOfEveryEnum =
        method.getDeclaringClass().isEnum()
            && (method.getName().equals("values") || method.getName().equals("valueOf"));
    return Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !isOfEveryEnum;
  }

  private static void observe(Method method, int rounds, int inputs) {
    for (int input = 0; input < inputs; input++) {
      Observation first =
          Observation.of(method, Inputs.arguments(method.getParameterTypes(), input));
      System.out.println(
          input + " " + Integer.toHexString(first.toString().hashCode()) + abbreviated(first));
      for (int round = 1; round < rounds; round++) {
        Observation next =
            Observation.of(method, Inputs.arguments(method.getParameterTypes(), input));
        if (!next.equals(first)) {
          System.out.println("round " + round + " differs: " + next);
        }
      }
    }
  }

  /** The hash tells whether two runs differ, this where. */
  private static String abbreviated(Observation observation) {
    String text = observation.toString();
    return " " + text.substring(0, Math.min(300, text.length())).replace('\n', '|');
  }
}
