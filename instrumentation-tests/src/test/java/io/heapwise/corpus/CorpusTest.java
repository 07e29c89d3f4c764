package io.heapwise.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.corpus.CorpusReport.Counts;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteNumbering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

/** Every class of well-known jars: ten of them, or with the Maven profile {@code corpus} all. */
class CorpusTest {
  private static final Path TARGET = Path.of("target");
  private static final double LEAST_SHARE_OF_CHAINS = 0.95;

  /** Optional dependencies are not in the corpus: so many changed classes may stay unlinked. */
  private static final double MOST_UNLINKED = 0.05;

  private static final double MOST_UNSEEN = 0.01;

  @Test
  void everyRewrittenClassVerifiesAndLinks() throws IOException {
    String[] folders = System.getProperty("heapwise.corpus.folders", "standard").split(",");
    List<ClassFiles> jars = jarsIn(folders);
    assertTrue(jars.size() >= (folders.length > 1 ? 60 : 10), "jars: " + jars.size());
    ClassIndex corpus = new ClassIndex(jars);
    // As in a running program, where the agent never asks for other classes.
    CorpusRun run = new CorpusRun(Rewrites.ALL, ByteBuddyAgent.install());
    for (ClassFiles jar : jars) {
      run.run(jar, internalName -> bytesIn(jar, corpus, internalName), loading(jar, corpus));
    }
    CorpusReport report = run.report();
    String text = report.text();
    System.out.println(text);
    Files.writeString(TARGET.resolve("corpus-report.txt"), text);
    for (ClassFiles jar : jars) {
      jar.close();
    }
    assertEquals(List.of(), report.problems());
    assertNull(report.chains().problem(LEAST_SHARE_OF_CHAINS));
    Counts total = report.total();
    assertTrue(total.changed > 1000, "changed: " + total.changed);
    assertTrue(total.unlinkable <= MOST_UNLINKED * total.changed, "unlinked: " + total.unlinkable);
    assertTrue(total.unverifiable <= 0.01 * total.changed, "unverified: " + total.unverifiable);
    assertTrue(total.unseen <= MOST_UNSEEN * total.builders, "unseen: " + total.unseen);
  }

  /** Methods that were written anew, with code at any place in them. */
  @Test
  void grownMethodsVerifyAndLink() throws IOException {
    List<String> problems = new ArrayList<>();
    GrowingRewrite growing = new GrowingRewrite(false);
    int linked = grow(growing, problems);
    assertEquals(List.of(), problems);
    assertTrue(growing.grown() > 5000, "grown: " + growing.grown());
    assertTrue(linked > 1000, "linked: " + linked);
    grow(new GrowingRewrite(true), problems);
    assertTrue(problems.size() > 1000, "broken ones found: " + problems.size());
  }

  private static int grow(GrowingRewrite growing, List<String> problems) throws IOException {
    ClassRewriter rewriter =
        new ClassRewriter(
            List.of(growing), RewriteSelection.ALL, false, false, SiteNumbering.UNNUMBERED);
    LinkCheck linkCheck = new LinkCheck(ByteBuddyAgent.install());
    List<ClassFiles> jars = jarsIn(new String[] {"standard"});
    ClassIndex corpus = new ClassIndex(jars);
    int linked = 0;
    for (ClassFiles jar : jars) {
      CorpusRun.Loading loading = loading(jar, corpus);
      BytecodeCheck check = new BytecodeCheck(new Hierarchy(name -> bytesIn(jar, corpus, name)));
      List<LinkCheck.Candidate> candidates = new ArrayList<>();
      for (String path : jar.paths()) {
        byte[] original = jar.read(path);
        Outcome outcome = rewriter.rewrite(original);
        if (outcome.status() == Outcome.Status.FAILED) {
          problems.add(path + " failed: " + outcome.reason());
        } else if (outcome.status() == Outcome.Status.CHANGED) {
          String problem = check.problemOf(outcome.classFile());
          if (problem != null && check.problemOf(original) == null) {
            problems.add(path + " does not verify: " + problem);
          }
          CorpusRun.addCandidate(path, loading, original, outcome.classFile(), candidates);
        }
      }
      LinkCheck.Result result = linkCheck.check(candidates);
      linked += result.linked();
      problems.addAll(result.problems());
    }
    for (ClassFiles jar : jars) {
      jar.close();
    }
    return linked;
  }

  private static List<ClassFiles> jarsIn(String[] folders) throws IOException {
    List<ClassFiles> jars = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(TARGET.resolve("corpus").resolve(folder))) {
        for (Path jar : files.sorted().toList()) {
          jars.add(new JarClassFiles(jar));
        }
      }
    }
    return jars;
  }

  private static byte[] bytesIn(ClassFiles jar, ClassIndex corpus, String internalName) {
    try {
      byte[] own = jar.read(internalName + ".class");
      return own != null ? own : corpus.bytesOf(internalName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One loader for each place in the jar where packages begin. */
  private static CorpusRun.Loading loading(ClassFiles jar, ClassIndex corpus) {
    Map<String, CorpusLoader> loaders = new HashMap<>();
    return (path, internalName) -> {
      if (!path.endsWith(internalName + ".class")) {
        return null;
      }
      String layer = path.substring(0, path.length() - internalName.length() - 6);
      CorpusLoader loader =
          loaders.computeIfAbsent(layer, where -> new CorpusLoader(jar, where, corpus));
      Class<?> type = Class.forName(internalName.replace('/', '.'), false, loader);
      return type.getClassLoader() == loader ? type : null;
    };
  }
}
