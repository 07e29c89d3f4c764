package io.heapwise.corpus;

import io.heapwise.corpus.LinkCheck.Candidate;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.Rewrites;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * A program that sends every class of the JDK that runs it through the pipeline, and asks that JDK
 * whether it would run the result. Prints the report; ends with 0 if nothing is wrong. The JVM must
 * be told to verify classes of the boot loader too.
 */
final class JdkCorpus {
  private JdkCorpus() {}

  /** Takes the path of the report to write. */
  public static void main(String[] arguments) throws IOException {
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    List<ClassFiles> modules = new ArrayList<>();
    try (Stream<Path> roots = Files.list(image.getPath("/modules"))) {
      for (Path root : roots.sorted().toList()) {
        modules.add(new ModuleClassFiles(root));
      }
    }
    ClassSource source = new ClassIndex(modules);
    // Lists are everywhere: those of the jars are enough of them.
    List<Rewrite> rewrites =
        Rewrites.ALL.stream().filter(rewrite -> !rewrite.name().equals("presize")).toList();
    CorpusRun run = new CorpusRun(rewrites, ByteBuddyAgent.install());
    for (ClassFiles module : modules) {
      run.run(module, source, loading(module));
    }
    CorpusReport report = run.report();
    checkLinkCheck(source, report);
    String text = report.text();
    System.out.println(text);
    Files.writeString(Path.of(arguments[0]), text);
    CorpusReport.Counts total = report.total();
    boolean isGood =
        report.problems().isEmpty()
            && report.chains().problem(0.95) == null
            && total.classes > 20_000
            && total.changed > 1_000
            && total.unverifiable <= 0.01 * total.changed
            && total.unlinkable <= 0.01 * total.changed;
    System.exit(isGood ? 0 : 1);
  }

  /** A JVM that does not verify its own classes would take anything. */
  private static void checkLinkCheck(ClassSource source, CorpusReport report) throws IOException {
    byte[] original = source.bytesOf("java/util/ArrayDeque");
    byte[] broken = Broken.returningNumber(original, "clone");
    LinkCheck check = new LinkCheck(ByteBuddyAgent.install());
    Candidate candidate = new Candidate(ArrayDeque.class, original, broken);
    if (check.check(List.of(candidate)).problems().isEmpty()) {
      report.problem("this JVM takes a broken class of java.base");
    }
  }

  private static CorpusRun.Loading loading(ClassFiles files) {
    Optional<Module> module = ModuleLayer.boot().findModule(files.name());
    return (path, internalName) -> {
      if (module.isEmpty()) {
        return null;
      }
      String name = internalName.replace('/', '.');
      return Class.forName(name, false, module.get().getClassLoader());
    };
  }
}
