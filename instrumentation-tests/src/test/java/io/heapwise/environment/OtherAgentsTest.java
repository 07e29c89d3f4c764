package io.heapwise.environment;

import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static io.heapwise.environment.Programs.GREETINGS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Greets as the rewrites are, after they are switched off, and after they are on again. */
  private static final String SWITCHING_MAIN =
      """
      package sample;
      import java.lang.management.ManagementFactory;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;
      public class SwitchingMain {
        public static void main(String[] arguments) throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName agent = new ObjectName("io.heapwise:type=Heapwise");
          while (!server.isRegistered(agent)) {
            Thread.sleep(10);
          }
          String[] types = {"java.lang.String", "java.lang.String"};
          Main.main(arguments);
          server.invoke(agent, "set", new Object[] {"concat", "off"}, types);
          Main.main(arguments);
          server.invoke(agent, "set", new Object[] {"concat", "on"}, types);
          Main.main(arguments);
        }
      }
      """;

  private static final String QUIET_OUT = EXPECTED_OUT.replace('!', '.');

  private static final String OURS = ForkedJvm.agent("include=sample.Greeter");

  @TempDir static Path temporary;
  private static Path classes;
  private static String quiet;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
    Programs.compile(classes, List.of(classes), CHANGING_MAIN, SWITCHING_MAIN);
    Path byteBuddy = Programs.origin(ByteBuddy.class);
    quiet = "-javaagent:" + Programs.agent(temporary, "Quiet", List.of(byteBuddy), QUIET);
  }

  @Test
  void worksAfterAnotherAgent() throws Exception {
    run(List.of(quiet, OURS), QUIET_OUT, GREETINGS, "sample.Main");
  }

  @Test
  void worksBeforeAnotherAgent() throws Exception {
    run(List.of(OURS, quiet), QUIET_OUT, GREETINGS, "sample.Main");
  }

  @Test
  void staysInEffect_whenAnotherAgentRetransformsARewrittenClass() throws Exception {
    run(
        List.of(OURS, quiet + "=later"),
        EXPECTED_OUT + QUIET_OUT,
        2 * GREETINGS,
        "sample.ChangingMain",
        "Quiet",
        "transform");
  }

  @Test
  void staysInEffect_whenAnEarlierAgentRetransformsARewrittenClass() throws Exception {
    run(
        List.of(quiet + "=later", OURS),
        EXPECTED_OUT + QUIET_OUT,
        2 * GREETINGS,
        "sample.ChangingMain",
        "Quiet",
        "transform");
  }

  @Test
  void leavesOtherAgentsInEffect_whenARewriteIsSwitched() throws Exception {
    for (List<String> agents : List.of(List.of(quiet, OURS), List.of(OURS, quiet))) {
      ForkedJvm.Run run = run(agents, "sample.SwitchingMain");
      run.isTheProgram(QUIET_OUT + QUIET_OUT + QUIET_OUT).hasConcatHits(2 * GREETINGS);
    }
  }

  @Test
  void staysInEffect_whenAnotherAgentRedefinesARewrittenClass() throws Exception {
    Path newer = temporary.resolve("newer");
    Programs.compile(
        Files.createDirectory(newer), List.of(), Programs.GREETER.replace("'!'", "'?'"));
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
    run(
        List.of(OURS, agent),
        EXPECTED_OUT + EXPECTED_OUT.replace('!', '?'),
        2 * GREETINGS,
        "sample.ChangingMain",
        "Redefiner",
        "redefine");
  }

  /** With both agents all is as with the other one alone, but for the hits. */
  private static void run(List<String> agents, String expectedOut, int hits, String... program)
      throws Exception {
    List<String> others = agents.stream().filter(agent -> !agent.equals(OURS)).toList();
    ForkedJvm.Run without = run(others, program).isTheProgram(expectedOut);
    run(agents, program).isAs(without).hasConcatHits(hits);
  }

  private static ForkedJvm.Run run(List<String> agents, String... program) throws Exception {
    List<String> arguments = new ArrayList<>(agents);
    arguments.addAll(List.of("-cp", "" + classes));
    arguments.addAll(List.of(program));
    return new ForkedJvm(temporary, arguments.toArray(String[]::new)).run();
  }
}
