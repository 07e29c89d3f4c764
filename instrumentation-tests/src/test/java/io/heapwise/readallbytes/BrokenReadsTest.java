package io.heapwise.readallbytes;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads that are wrong on purpose, behind the real pipeline: each is caught. */
class BrokenReadsTest {
  private static final String READ = "(Ljava/lang/Object;I)[B";
  private static final String READ_INTO = "(Ljava/lang/Object;Ljava/lang/Object;I)Z";
  private static final String READ_STRING =
      "(Ljava/lang/Object;Ljava/nio/charset/Charset;I)Ljava/lang/String;";
  private static final String CONSUME = "(Ljava/lang/Object;Ljava/lang/Object;)[B";
  private static final String READ_LINES = "(Ljava/lang/Object;I)Ljava/util/List;";
  private static final String RELEASE_OUTPUT = "(Ljava/io/ByteArrayOutputStream;)[B";

  /** Streams differ by their number; enough for each kind, some of which fail half way. */
  private static final int INPUTS = 100;

  @BeforeAll
  static void makeStreamsKnown() throws IOException {
    KnownSources.makeKnown();
  }

  @ParameterizedTest
  @CsvSource({
    "readWithOtherRequests, readsAnArray, value or exception",
    "readOnceMore, readsAnArray, side effects",
    "readNotExact, readsAnArray, value or exception",
    "readShared, readsTwice, side effects",
    "readAndReleaseTooEarly, readsAnArray, value or exception",
  })
  void catchesAWrongRead(String replacement, String method, String check) {
    caughtBy(check, ReadAllBytesTarget.class, method, "readAllBytes", READ, replacement);
  }

  @ParameterizedTest
  @CsvSource({
    "showPrefix, checksums, value or exception",
    "showPrefix, digests, side effects",
    "writeInPieces, writesToAStreamThatRecords, side effects",
  })
  void catchesAWrongHandover(String replacement, String method, String check) {
    caughtBy(check, ReadAllBytesTarget.class, method, "readInto", READ_INTO, replacement);
  }

  @ParameterizedTest
  @CsvSource({"readTooMuch, makesAText, value or exception"})
  void catchesAWrongText(String replacement, String method, String check) {
    caughtBy(check, ReadAllBytesTarget.class, method, "readString", READ_STRING, replacement);
  }

  @ParameterizedTest
  @CsvSource({"consumeNothing, checksumsLater, value or exception"})
  void catchesAWrongConsumption(String replacement, String method, String check) {
    caughtBy(check, ReadAllBytesTarget.class, method, "consume", CONSUME, replacement);
  }

  @ParameterizedTest
  @CsvSource({"readLinesLeniently, readsLines, value or exception"})
  void catchesWrongLines(String replacement, String method, String check) {
    caughtBy(check, FilesTarget.class, method, "readLines", READ_LINES, replacement);
  }

  @ParameterizedTest
  @CsvSource({
    "releaseOutputNotExact, writesToOthers, value or exception",
    "releaseOutputNotExact, writesThroughOthers, value or exception",
    "releaseOutputTooEarly, writesOnBehindTheLastLook, value or exception",
  })
  void catchesAWrongOutput(String replacement, String method, String check) {
    caughtBy(check, DrainTarget.class, method, "releaseOutput", RELEASE_OUTPUT, replacement);
  }

  private static void caughtBy(
      String check,
      Class<?> target,
      String method,
      String call,
      String descriptor,
      String replacement) {
    Rewriting agent = Rewriting.by(Rewriting.rewriter("readAllBytes"));
    // The real one passes.
    differential(target, agent).compare(target.getName(), method, INPUTS);
    Rewriting wrong = new CallReplacement(call, descriptor, replacement, descriptor);
    Differential broken =
        differential(target, classFile -> wrong.rewrite(agent.rewrite(classFile)));
    AssertionError caught =
        assertThrows(AssertionError.class, () -> broken.compare(target.getName(), method, INPUTS));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }

  private static Differential differential(Class<?> target, Rewriting rewriting) {
    return new Differential(ClassFiles.of(target), rewriting);
  }
}
