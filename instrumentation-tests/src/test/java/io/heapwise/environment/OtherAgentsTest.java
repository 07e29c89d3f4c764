package io.heapwise.environment;

import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static io.heapwise.environment.Programs.GREETINGS;

import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that change the same class, before and after ours: the effects of both are there. */
class OtherAgentsTest {
  /** Makes {@code sample.Greeter.greet} lower case, while loading or later, and keeps a way in. */
  private static final String QUIET =
      """
      import java.lang.instrument.Instrumentation;
      import net.bytebuddy.agent.builder.AgentBuilder;
      import net.bytebuddy.asm.Advice;
      import net.bytebuddy.matcher.ElementMatchers;
      public class Quiet {
        public static Instrumentation instrumentation;
        public static void premain(String arguments, Instrumentation given) {
          instrumentation = given;
          if (arguments == null) {
            transform();
          }
        }
        public static void transform() {
          new AgentBuilder.Default()
              .disableClassFormatChanges()
              .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
              .type(ElementMatchers.named("sample.Greeter"))
              .transform((builder, type, loader, module, domain) ->
                  builder.visit(Advice.to(Quiet.class).on(ElementMatchers.named("greet"))))
              .installOn(instrumentation);
        }
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) String result) {
          result = result.replace('!', '.');
        }
      }
      """;

  /** Greets, has the class changed by the agent, and greets again. */
  private static final String CHANGING_MAIN =
      """
      package sample;
      public class ChangingMain {
        public static void main(String[] arguments) throws Exception {
          Main.main(arguments);
          Class<?> agent = Class.forName(arguments[0]);
          agent.getMethod(arguments[1]).invoke(null);
          Main.main(arguments);
        }
      }
      """;

  private static final String QUIET_OUT = EXPECTED_OUT.replace('!', '.');

  @TempDir static Path temporary;
  private static Path classes;
  private static String quiet;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
    Programs.compile(classes, List.of(classes), CHANGING_MAIN);
    Path byteBuddy = Programs.origin(ByteBuddy.class);
    quiet = "-javaagent:" + Programs.agent(temporary, "Quiet", List.of(byteBuddy), QUIET);
  }

  @Test
  void worksAfterAnotherAgent() throws Exception {
    run(quiet, ours(), "sample.Main").isTheProgram(QUIET_OUT).hasConcatHits(GREETINGS);
  }

  @Test
  void worksBeforeAnotherAgent() throws Exception {
    run(ours(), quiet, "sample.Main").isTheProgram(QUIET_OUT).hasConcatHits(GREETINGS);
  }

  @Test
  void staysInEffect_whenAnotherAgentRetransformsARewrittenClass() throws Exception {
    run(ours(), quiet + "=later", "sample.ChangingMain", "Quiet", "transform")
        .isTheProgram(EXPECTED_OUT + QUIET_OUT)
        .hasConcatHits(2 * GREETINGS);
  }

  @Test
  void staysInEffect_whenAnEarlierAgentRetransformsARewrittenClass() throws Exception {
    run(quiet + "=later", ours(), "sample.ChangingMain", "Quiet", "transform")
        .isTheProgram(EXPECTED_OUT + QUIET_OUT)
        .hasConcatHits(2 * GREETINGS);
  }

  @Test
  void staysInEffect_whenAnotherAgentRedefinesARewrittenClass() throws Exception {
    Path newer = temporary.resolve("newer");
    Programs.compile(
        java.nio.file.Files.createDirectory(newer),
        List.of(),
        Programs.GREETER.replace("'!'", "'?'"));
    String redefiner =
        """
        import java.lang.instrument.ClassDefinition;
        import java.lang.instrument.Instrumentation;
        import java.nio.file.Files;
        import java.nio.file.Path;
        public class Redefiner {
          private static Instrumentation instrumentation;
          public static void premain(String arguments, Instrumentation given) {
            instrumentation = given;
          }
          public static void redefine() throws Exception {
            Class<?> greeter = Class.forName("sample.Greeter");
            byte[] bytes = Files.readAllBytes(Path.of("newer/sample/Greeter.class"));
            instrumentation.redefineClasses(new ClassDefinition(greeter, bytes));
          }
        }
        """;
    String agent = "-javaagent:" + Programs.agent(temporary, "Redefiner", List.of(), redefiner);
    run(ours(), agent, "sample.ChangingMain", "Redefiner", "redefine")
        .isTheProgram(EXPECTED_OUT + EXPECTED_OUT.replace('!', '?'))
        .hasConcatHits(2 * GREETINGS);
  }

  private static String ours() {
    return ForkedJvm.agent("include=sample.Greeter");
  }

  private static ForkedJvm.Run run(String first, String second, String... program)
      throws Exception {
    String[] arguments = new String[4 + program.length];
    arguments[0] = first;
    arguments[1] = second;
    arguments[2] = "-cp";
    arguments[3] = "" + classes;
    System.arraycopy(program, 0, arguments, 4, program.length);
    return new ForkedJvm(temporary, arguments).run().hasOnlyTheReport();
  }
}
