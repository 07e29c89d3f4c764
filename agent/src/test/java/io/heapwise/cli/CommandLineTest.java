package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.install.Option;
import io.heapwise.install.Version;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.rewrite.Rewrites;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void helpNamesEveryVerbAndEveryOption() {
    for (String help : List.of("--help", "-h", "help")) {
      Run run = Run.of(help);
      assertEquals(0, run.code());
      assertEquals("", run.err());
      for (Command command : CommandLine.COMMANDS) {
        assertTrue(run.out().contains("\n" + command.verb() + " "), command.verb());
      }
      for (Option option : Option.ALL) {
        assertTrue(run.out().contains("\n" + option.key() + " "), option.key());
      }
    }
  }

  @Test
  void everyVerbHasHelp() {
    for (Command command : CommandLine.COMMANDS) {
      Run run = Run.of(command.verb(), "--help");
      assertEquals(0, run.code());
      assertTrue(run.out().startsWith("java -jar heapwise.jar " + command.verb()), run.out());
      assertTrue(run.out().contains(command.summary()), run.out());
    }
  }

  @Test
  void isBadUsage_whenThereIsNoVerb() {
    Run run = Run.of();
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("explain"), run.err());
  }

  @Test
  void suggestsTheNearestVerb() {
    assertEquals(
        new Run(
            2,
            "",
            "heapwise: unknown verb 'explian' (did you mean 'explain'?);"
                + " the verbs are "
                + String.join(", ", CommandLine.COMMANDS.stream().map(Command::verb).toList())
                + "\n"),
        Run.of("explian", "x.jar"));
  }

  @Test
  void suggestsTheNearestFlag() {
    assertEquals(
        new Run(
            2,
            "",
            "heapwise: options: unexpected argument '--markdwn' (did you mean '--markdown'?);"
                + " see: java -jar heapwise.jar options --help\n"),
        Run.of("options", "--markdwn"));
    assertEquals(
        new Run(
            2,
            "",
            "heapwise: version: unexpected argument 'x' (it takes none);"
                + " see: java -jar heapwise.jar version --help\n"),
        Run.of("version", "x"));
  }

  @Test
  void listsEveryRewriteWithItsDefault() {
    Run run = Run.of("rewrites");
    assertEquals(0, run.code());
    assertEquals(RewriteName.ALL.size() + 1, run.lines().size());
    for (RewriteName rewrite : RewriteName.ALL) {
      String expected = rewrite.name() + " +" + (rewrite.onByDefault() ? "on" : "off") + " .*";
      assertTrue(run.lines().stream().anyMatch(line -> line.matches(expected)), run.out());
    }
  }

  @Test
  void namesExactlyTheRewritesOfTheRegister() {
    Set<String> declared = new TreeSet<>();
    for (RewriteName rewrite : RewriteName.ALL) {
      declared.add(rewrite.name());
    }
    Set<String> registered = new TreeSet<>();
    for (Rewrite rewrite : Rewrites.ALL) {
      registered.add(rewrite.name());
    }
    assertEquals(registered, declared);
    assertEquals(Rewrites.ALL.size(), RewriteName.ALL.size());
  }

  @Test
  void tellsItsVersion() {
    assertEquals(Run.of("version"), Run.of("--version"));
    assertEquals(0, Run.of("version").code());
    assertTrue(Run.of("version").out().startsWith("heapwise " + Version.NUMBER + " "));
  }
}
