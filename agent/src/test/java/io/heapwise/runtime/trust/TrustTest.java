package io.heapwise.runtime.trust;

import static io.heapwise.runtime.trust.Loans.READ;
import static io.heapwise.runtime.trust.Loans.READ_ALL;
import static io.heapwise.runtime.trust.Loans.READ_ZEROED;
import static io.heapwise.runtime.trust.Loans.UPDATE;
import static io.heapwise.runtime.trust.Loans.WRITE;
import static io.heapwise.runtime.trust.Loans.WRITE_ALL;
import static io.heapwise.runtime.trust.Loans.WRITE_ZEROED;
import static io.heapwise.runtime.trust.Loans.reason;
import static io.heapwise.runtime.trust.Loans.settled;
import static io.heapwise.runtime.trust.Trust.BOUNDED;
import static io.heapwise.runtime.trust.Trust.KEEPS_NOTHING;
import static io.heapwise.runtime.trust.Trust.UNTRUSTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir Path folder;

  private static final InputStream BYTES = new ByteArrayInputStream(new byte[10]);

  @BeforeAll
  static void judgesByBytecode() {
    Loans.judge();
  }

  @Test
  void trustsWhatCopies() {
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Copying(), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Copying(), WRITE_ALL));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Flushing(), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.CopyingDeep(), WRITE));
  }

  @Test
  void distrustsWhatKeeps() {
    String prefix = "stored in field LoanSamples";
    assertEquals(prefix + "$Keeping.kept", untrusted(new LoanSamples.Keeping()));
    assertEquals(prefix + "$Keeping.kept", untrusted(new LoanSamples.KeepingToo()));
    assertEquals(prefix + ".published", untrusted(new LoanSamples.Publishing()));
    assertEquals(
        "passed to LoanSamples$KeepingDeep.first, there passed to LoanSamples$KeepingDeep.second,"
            + " there passed to LoanSamples$KeepingDeep.keep, there stored in field"
            + " LoanSamples$KeepingDeep.kept",
        untrusted(new LoanSamples.KeepingDeep()));
    assertTrue(untrusted(new LoanSamples.OverridingDeep()).endsWith("OverridingDeep.kept"));
  }

  @Test
  void distrustsWhatPublishes() {
    assertEquals(
        "captured by a lambda or another dynamic call", untrusted(new LoanSamples.Starting()));
    assertEquals(
        "captured by a lambda or another dynamic call", untrusted(new LoanSamples.Capturing()));
    assertEquals(
        "wrapped in a buffer that is stored in field LoanSamples.wrapped",
        untrusted(new LoanSamples.Wrapping()));
    assertEquals("used as a lock", untrusted(new LoanSamples.Locking()));
    assertEquals("writes single elements", untrusted(new LoanSamples.Modifying()));
  }

  @Test
  void distrustsWhatReturnsTheArray() {
    int same = Trust.call("same", "([B)[B", 1);
    assertEquals(UNTRUSTED, settled(new LoanSamples.Codec(), same));
    assertEquals("returned", reason(LoanSamples.Codec.class, same));
  }

  @Test
  void distrustsWhatReadsOutsideTheRange() {
    String text = "perhaps read outside the given range";
    assertTrue(untrusted(new LoanSamples.ReadingBeyond()).contains(text));
    assertTrue(untrusted(new LoanSamples.ReadingOneBeyond()).contains(text));
    assertTrue(untrusted(new LoanSamples.ReadingBefore()).contains(text));
    assertEquals("reads single elements", untrusted(new LoanSamples.Looping()));
  }

  @Test
  void anArrayOfZerosMayBeReadAnywhere() {
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.ReadingBeyond(), WRITE_ZEROED));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Looping(), WRITE_ZEROED));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Peeking(), READ_ZEROED));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Keeping(), WRITE_ZEROED));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Modifying(), WRITE_ZEROED));
    assertEquals(UNTRUSTED, settled(new LoanSamples.KeepingInput(), READ_ZEROED));
  }

  @Test
  void aWrapperIsAsGoodAsWhatItWraps() {
    OutputStream good = new LoanSamples.Copying();
    OutputStream bad = new LoanSamples.Keeping();
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Counting(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Counting(bad), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new BufferedOutputStream(good), WRITE));
    assertEquals(UNTRUSTED, settled(new BufferedOutputStream(bad), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Tee(good, good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Tee(good, bad), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Tee(bad, good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Counting(null), WRITE));
  }

  @Test
  void whatTheAgentPutsInFrontIsSeenThrough() {
    OutputStream good = new LoanSamples.Copying();
    OutputStream bad = new LoanSamples.Keeping();
    assertEquals(KEEPS_NOTHING, settled(new Front(good), WRITE));
    assertEquals(UNTRUSTED, settled(new Front(bad), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Counting(new Front(good)), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Counting(new Front(bad)), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new Front(new LoanSamples.Counting(good)), WRITE));
    assertEquals(UNTRUSTED, settled(new Front(new LoanSamples.Counting(bad)), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Tee(good, new Front(good)), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Tee(new Front(good), bad), WRITE));
  }

  private static final class Front extends OutputStream implements SeenThrough {
    private final OutputStream behind;

    Front(OutputStream behind) {
      this.behind = behind;
    }

    @Override
    public void write(int b) {
      throw new AssertionError("a verdict is found without a call");
    }

    @Override
    public Object seen() {
      return behind;
    }
  }

  @Test
  void followsWrappersInWrappers() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    OutputStream file = new ByteArrayOutputStream();
    OutputStream good =
        new LoanSamples.Counting(
            new DigestOutputStream(new BufferedOutputStream(new GZIPOutputStream(file)), digest));
    assertEquals(KEEPS_NOTHING, settled(good, WRITE));
    assertEquals(KEEPS_NOTHING, settled(digest, UPDATE));
    OutputStream bad =
        new LoanSamples.Counting(
            new DigestOutputStream(new BufferedOutputStream(new LoanSamples.Keeping()), digest));
    assertEquals(UNTRUSTED, settled(bad, WRITE));
  }

  @Test
  void aWrapperWithADeflaterOfTheProgramIsNotTrusted() throws Exception {
    class Retaining extends Deflater {
      byte[] kept;

      @Override
      public void setInput(byte[] input, int off, int len) {
        kept = input;
        super.setInput(input, off, len);
      }
    }
    OutputStream out = new ByteArrayOutputStream();
    assertEquals(UNTRUSTED, settled(new DeflaterOutputStream(out, new Retaining()), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new DeflaterOutputStream(out, new Deflater()), WRITE));
    assertEquals(UNTRUSTED, settled(new Deflater(), Trust.call("setInput", "([BII)V", 1)));
  }

  @Test
  void aDeflaterThatHasConsumedItsInputIsTrusted() {
    OutputStream good = new LoanSamples.Copying();
    OutputStream deflating = new LoanSamples.Deflating(good, new Deflater());
    assertEquals(KEEPS_NOTHING, settled(deflating, WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.DeflatingHere(good), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Counting(deflating), WRITE));
    class Retaining extends Deflater {}
    assertEquals(UNTRUSTED, settled(new LoanSamples.Deflating(good, new Retaining()), WRITE));
  }

  @Test
  void aDeflaterThatMayHaveInputLeftIsNot() {
    OutputStream good = new LoanSamples.Copying();
    assertEquals(UNTRUSTED, settled(new LoanSamples.DeflatingLater(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.DeflatingSometimes(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.DeflatingAside(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.DeflatingWrongly(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.DeflatingSilently(good), WRITE));
    assertTrue(untrusted(new LoanSamples.DeflatingAnew(good)).contains("DeflatingAnew.renew"));
  }

  @Test
  void whoSwallowsExceptionsMustNotWrapADeflater() {
    OutputStream good = new LoanSamples.Copying();
    OutputStream deflating = new LoanSamples.Deflating(good, new Deflater());
    OutputStream jdks = new DeflaterOutputStream(good);
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.SwallowingOutput(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.SwallowingOutput(deflating), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.SwallowingOutput(jdks), WRITE));
    assertEquals(
        UNTRUSTED,
        settled(new LoanSamples.SwallowingOutput(new LoanSamples.Counting(jdks)), WRITE));
    assertEquals(
        UNTRUSTED,
        settled(new LoanSamples.SwallowingOutput(new LoanSamples.Tee(good, jdks)), WRITE));
    assertEquals(
        UNTRUSTED,
        settled(new LoanSamples.Tee(new LoanSamples.SwallowingOutput(jdks), good), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Tee(good, jdks), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.SwallowingAgain(good), WRITE));
  }

  @Test
  void aMissingOneOfSeveralDelegatesDoesNoHarm() {
    OutputStream good = new LoanSamples.Copying();
    OutputStream bad = new LoanSamples.Keeping();
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Tee(good, null), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Tee(null, good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Tee(null, bad), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Tee(bad, null), WRITE));
  }

  @Test
  void aBufferThatIsWrittenToAChannelIsFollowed() throws Exception {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertEquals(KEEPS_NOTHING, settled(new LoanSamples.ToChannel(file), WRITE));
      assertEquals(UNTRUSTED, settled(new LoanSamples.AllToChannel(file), WRITE));
      assertEquals(KEEPS_NOTHING, settled(new LoanSamples.AllToChannel(file), WRITE_ZEROED));
      assertTrue(untrusted(new LoanSamples.MoreToChannel(file)).contains("ByteBuffer.limit"));
      assertTrue(untrusted(new LoanSamples.ToChannelAndKept(file)).contains("kept"));
    }
    OutputStream keeping = new LoanSamples.ToChannel(new LoanSamples.KeepingChannel());
    assertEquals(UNTRUSTED, settled(keeping, WRITE));
  }

  @Test
  void whereAnythingMayBeReadTheRangeNeedNotBeKnown() {
    LoanSamples.Records records = new LoanSamples.Records();
    String given = "([BI)V";
    assertEquals(KEEPS_NOTHING, settled(records, Trust.callOnZeroed("put", given, 1)));
    assertEquals(UNTRUSTED, settled(records, Trust.call("put", given, 1)));
    assertEquals(UNTRUSTED, settled(records, Trust.callOnZeroed("keep", given, 1)));
    assertEquals(UNTRUSTED, settled(records, Trust.callOnZeroed("read", "([BI)I", 1)));
  }

  @Test
  void followsEightWrappersAndNoMore() {
    OutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 8; i++) {
      out = new LoanSamples.Counting(out);
    }
    assertEquals(KEEPS_NOTHING, settled(out, WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Counting(out), WRITE));
  }

  @Test
  void comesToAnEndInACircle() {
    assertEquals(UNTRUSTED, settled(new LoanSamples.Cycle(null), WRITE));
    OutputStream good = new LoanSamples.Copying();
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Cycle(good), WRITE));
  }

  @Test
  void aDelegateThatCanChangeDuringTheCallIsNotTrusted() {
    OutputStream good = new LoanSamples.Copying();
    assertTrue(untrusted(new LoanSamples.Switching(good)).contains("Switching.switchTo"));
    assertTrue(untrusted(new LoanSamples.Nested(good)).contains("Nested$Setter.set"));
    assertTrue(
        untrusted(new LoanSamples.Meddled(good)).contains("replaced in LoanSamples$Meddler"));
    assertTrue(untrusted(new LoanSamples.Public(good)).contains("replaced from outside"));
    assertTrue(
        untrusted(new LoanSamples.SettableByAll(good)).contains("SettableByAll.replaceByAll"));
    assertTrue(untrusted(new LoanSamples.Finding()).startsWith("passed to OutputStream.write"));
  }

  @Test
  void aDelegateThatNobodyReplacesIsFollowed() {
    OutputStream good = new LoanSamples.Copying();
    OutputStream bad = new LoanSamples.Keeping();
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Exposed(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Exposed(bad), WRITE));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Settable(good), WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Settable(bad), WRITE));
  }

  @Test
  void aDelegateThatIsReplacedBetweenCallsIsFollowedInEach() {
    LoanSamples.Swappable out = new LoanSamples.Swappable(new LoanSamples.Copying());
    assertEquals(KEEPS_NOTHING, settled(out, WRITE));
    out.swap(new LoanSamples.Keeping());
    assertEquals(UNTRUSTED, settled(out, WRITE));
    out.swap(new LoanSamples.Copying());
    assertEquals(KEEPS_NOTHING, settled(out, WRITE));
  }

  @Test
  void aDelegateThatMayBeReplacedBeforeItsUseIsNotTrusted() {
    OutputStream good = new LoanSamples.Copying();
    for (OutputStream out :
        new OutputStream[] {
          new LoanSamples.SwapsFirst(good),
          new LoanSamples.SwapsInHelper(good),
          new LoanSamples.SwapsElsewhere(good),
          new LoanSamples.SwapsByCallback(good),
          new LoanSamples.SwapsAndThrows(good),
          new LoanSamples.SwapsInLoop(good),
          new LoanSamples.SwapsBeforeItself(good),
          new LoanSamples.SwapsInTurn(good),
          new LoanSamples.SwapsWhenTold(good)
        }) {
      assertEquals(UNTRUSTED, settled(out, WRITE), out.getClass().getName());
      String reason = reason(out.getClass(), WRITE);
      assertTrue(reason.contains("Swappable.current is replaced"), reason);
    }
  }

  @Test
  void buffersCopyAndKeepNothing() {
    assertEquals(BOUNDED, settled(new LoanSamples.FromBuffer(), READ));
    assertTrue(Trust.fills(new LoanSamples.FromBuffer(), READ));
    assertEquals(BOUNDED, settled(new LoanSamples.FromArray(), READ));
    assertTrue(Trust.fills(new LoanSamples.FromArray(), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.ToBuffer(), WRITE));
    assertTrue(untrusted(new LoanSamples.AllToBuffer()).contains("outside the given range"));
  }

  @Test
  void aReadThatCountsOtherThanItCopiesIsNotBounded() {
    for (InputStream in :
        new InputStream[] {
          new LoanSamples.FromBufferSometimes(),
          new LoanSamples.FromBufferLess(),
          new LoanSamples.FromBufferAside(),
          new LoanSamples.FromBufferFailing()
        }) {
      assertEquals(KEEPS_NOTHING, settled(in, READ), in.getClass().getName());
      assertFalse(Trust.fills(in, READ), in.getClass().getName());
    }
  }

  @Test
  void checksReturnWhatTheyAreGiven() {
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Checking(), WRITE));
    assertTrue(untrusted(new LoanSamples.KeepingChecked()).contains("stored in field"));
    assertTrue(untrusted(new LoanSamples.CheckingAndKeeping()).startsWith("stored in field"));
  }

  @Test
  void whatConstantsRuleOutIsNotFollowed() {
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.KeepingIfAsked(), WRITE));
    assertTrue(untrusted(new LoanSamples.KeepingIfAskedNow()).startsWith("stored in field"));
    assertTrue(untrusted(new LoanSamples.KeepingAsAsked()).startsWith("stored in field"));
    assertTrue(untrusted(new LoanSamples.KeepingIfAskedLater()).startsWith("stored in field"));
  }

  @Test
  void aDelegateThatChangesBetweenCallsIsSeen() throws Exception {
    class Retaining extends MessageDigest {
      byte[] kept;

      Retaining() {
        super("none");
      }

      @Override
      protected void engineUpdate(byte b) {}

      @Override
      protected void engineUpdate(byte[] b, int off, int len) {
        kept = b;
      }

      @Override
      protected byte[] engineDigest() {
        return kept;
      }

      @Override
      protected void engineReset() {}
    }
    OutputStream good = new LoanSamples.Copying();
    DigestOutputStream out = new DigestOutputStream(good, MessageDigest.getInstance("MD5"));
    assertEquals(KEEPS_NOTHING, settled(out, WRITE));
    out.setMessageDigest(new Retaining());
    assertEquals(UNTRUSTED, settled(out, WRITE));
    out.setMessageDigest(MessageDigest.getInstance("SHA-1"));
    assertEquals(KEEPS_NOTHING, settled(out, WRITE));
  }

  @Test
  void readsAreTrustedThatLookAtNothing() {
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Filling(), READ));
    assertEquals(UNTRUSTED, settled(new LoanSamples.KeepingInput(), READ));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Peeking(), READ));
    assertEquals("reads single elements", reason(LoanSamples.Peeking.class, READ));
    assertEquals(BOUNDED, settled(BYTES, READ));
    assertEquals(BOUNDED, settled(BYTES, READ_ALL));
  }

  @Test
  void aReadIsBoundedIfItHandsOnWhatIs() {
    assertEquals(BOUNDED, settled(new BufferedInputStream(BYTES), READ));
    assertEquals(KEEPS_NOTHING, settled(new BufferedInputStream(new LoanSamples.Filling()), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Short(BYTES), READ));
    assertFalse(Trust.fills(new LoanSamples.Short(BYTES), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Twice(BYTES), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Swallowing(BYTES), READ));
  }

  @Test
  void whatWasReadMayBeReadAgainIfItWasReallyFilled() throws Exception {
    OutputStream good = new LoanSamples.Copying();
    assertEquals(BOUNDED, settled(new CheckedInputStream(BYTES, new CRC32()), READ));
    InputStream digesting = new DigestInputStream(BYTES, MessageDigest.getInstance("MD5"));
    assertEquals(BOUNDED, settled(digesting, READ));
    assertTrue(Trust.fills(digesting, READ));
    assertEquals(
        UNTRUSTED, settled(new CheckedInputStream(new LoanSamples.Lying(), new CRC32()), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.TeeInput(BYTES, good), READ));
    assertEquals(UNTRUSTED, settled(new LoanSamples.TeeInput(new LoanSamples.Lying(), good), READ));
    assertEquals(
        UNTRUSTED, settled(new LoanSamples.TeeInput(BYTES, new LoanSamples.Keeping()), READ));
    assertEquals(UNTRUSTED, settled(new LoanSamples.GreedyTeeInput(BYTES, good), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.HelpedTeeInput(BYTES, good), READ));
    assertEquals(UNTRUSTED, settled(new LoanSamples.GreedyHelpedTeeInput(BYTES, good), READ));
    assertEquals(KEEPS_NOTHING, settled(new LoanSamples.Narrow(BYTES), READ));
  }

  @Test
  void whatHasNoClassFileIsNotTrusted() {
    interface Sink {
      void write(byte[] b, int off, int len);
    }
    Sink lambda = (b, off, len) -> {};
    assertEquals(UNTRUSTED, settled(lambda, WRITE));
    Object proxy =
        java.lang.reflect.Proxy.newProxyInstance(
            Sink.class.getClassLoader(), new Class<?>[] {Sink.class}, (p, m, a) -> null);
    assertEquals(UNTRUSTED, settled(proxy, WRITE));
    assertEquals(UNTRUSTED, settled(new byte[1], WRITE));
    assertEquals(UNTRUSTED, Trust.verdict(null, WRITE));
  }

  @Test
  void whatWasNotSeenIsNotTrusted() {
    class Unseen extends LoanSamples.Copying {}
    assertEquals(UNTRUSTED, settled(new Unseen(), WRITE));
    assertTrue(reason(Unseen.class, WRITE).endsWith("was not seen when it was loaded"));
  }

  @Test
  void whatTheJvmGotDifferentlyIsNotTrusted() {
    class Transformed extends LoanSamples.Copying {}
    ClassLoader loader = Transformed.class.getClassLoader();
    String name = Transformed.class.getName().replace('.', '/');
    byte[] other = Loans.classFile(Transformed.class);
    other[other.length - 1] ^= 1;
    Loans.LOADED.loaded(loader, name, other);
    assertEquals(UNTRUSTED, settled(new Transformed(), WRITE));
    assertTrue(reason(Transformed.class, WRITE).endsWith("is not what its class file says"));
    // Nor is a field that this class may write to, for all that is known.
    String reason = untrusted(new LoanSamples.ExposedToo(new LoanSamples.Copying()));
    assertTrue(reason.endsWith("is not what its class file says"));
    Loans.LOADED.loaded(loader, name, Loans.classFile(Transformed.class));
  }

  @Test
  void secretsAreNeverLent() throws Exception {
    Object mac = javax.crypto.Mac.getInstance("HmacSHA256");
    assertEquals(UNTRUSTED, settled(mac, UPDATE));
    assertEquals("it sees secrets", reason(mac.getClass(), UPDATE));
    Object cipher =
        new javax.crypto.CipherOutputStream(
            new LoanSamples.Copying(), new javax.crypto.NullCipher());
    assertEquals(UNTRUSTED, settled(cipher, WRITE));
    assertEquals(UNTRUSTED, settled(new LoanSamples.Counting((OutputStream) cipher), WRITE));
  }

  private static String untrusted(Object receiver) {
    assertEquals(UNTRUSTED, settled(receiver, WRITE));
    return reason(receiver.getClass(), WRITE);
  }
}
