package io.heapwise.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the JVM whether it would run a new version of a class: it parses it, compares its members
 * with those of the loaded version, verifies and links it. Nothing is ever installed, because each
 * request ends in a class file that no JVM takes; so that even {@code java.lang.String} can be
 * asked for, and no class is initialised.
 */
final class LinkCheck {
  private static final int BATCH = 64;

  private final Instrumentation instrumentation;
  private final ClassDefinition refused;

  /** A class that is loaded, and two versions of it. */
  record Candidate(Class<?> type, byte[] original, byte[] rewritten) {}

  /**
   * What the JVM said.
   *
   * @param linked how many new versions it takes
   * @param unlinkable how many classes it does not even take as they were
   * @param problems one for each class that it takes as it was, but not in its new version
   */
  record Result(int linked, int unlinkable, List<String> problems) {}

  private static final class Refused {}

  LinkCheck(Instrumentation instrumentation) throws IOException {
    this.instrumentation = instrumentation;
    String name = "LinkCheck$Refused.class";
    try (InputStream in = LinkCheck.class.getResourceAsStream(name)) {
      byte[] fromTheFuture = in.readAllBytes();
      fromTheFuture[6] = 0x7F;
      refused = new ClassDefinition(Refused.class, fromTheFuture);
    }
  }

  Result check(List<Candidate> candidates) {
    List<String> problems = new ArrayList<>();
    int[] unlinkable = new int[1];
    for (int from = 0; from < candidates.size(); from += BATCH) {
      int to = Math.min(from + BATCH, candidates.size());
      check(candidates.subList(from, to), problems, unlinkable);
    }
    int linked = candidates.size() - unlinkable[0] - problems.size();
    return new Result(linked, unlinkable[0], problems);
  }

  private void check(List<Candidate> candidates, List<String> problems, int[] unlinkable) {
    Throwable refusal = refusalOf(candidates, true);
    if (refusal == null) {
      return;
    }
    int half = candidates.size() / 2;
    if (half > 0) {
      check(candidates.subList(0, half), problems, unlinkable);
      check(candidates.subList(half, candidates.size()), problems, unlinkable);
    } else if (refusalOf(candidates, false) != null) {
      unlinkable[0]++;
    } else {
      problems.add(candidates.get(0).type().getName() + " does not link: " + refusal);
    }
  }

  private Throwable refusalOf(List<Candidate> candidates, boolean rewritten) {
    ClassDefinition[] definitions = new ClassDefinition[candidates.size() + 1];
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      byte[] version = rewritten ? candidate.rewritten() : candidate.original();
      definitions[i] = new ClassDefinition(candidate.type(), version);
    }
    definitions[candidates.size()] = refused;
    try {
      instrumentation.redefineClasses(definitions);
    } catch (UnsupportedClassVersionError e) {
      return null;
    } catch (Throwable e) {
      return e;
    }
    throw new IllegalStateException("a class file from the future was taken");
  }
}
