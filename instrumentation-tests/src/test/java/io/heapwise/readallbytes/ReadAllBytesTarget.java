package io.heapwise.readallbytes;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/** Reads of all bytes. */
public final class ReadAllBytesTarget {
  private ReadAllBytesTarget() {}

  @Fired("readAllBytes+1")
  public static String readsAnArray(int number) throws IOException {
    InputStream in = Sources.stream(number);
    byte[] bytes = in.readAllBytes();
    return describe(bytes);
  }

  @Fired("readAllBytes+1")
  public static String readsThroughAnotherStaticType(int number) throws IOException {
    RecordedStream in = new RecordedStream(number & 0xFFFF, number & 0xFF);
    return describe(in.readAllBytes());
  }

  @Fired("readNBytes+1")
  public static String readsAtMostSoManyBytes(int number, int length) throws IOException {
    InputStream in = Sources.stream(number);
    return describe(in.readNBytes(length & 0x8000FFFF));
  }

  @Fired("readAllBytes+2")
  public static String readsTwice(int number) throws IOException {
    InputStream in = Sources.stream(number);
    byte[] first = in.readAllBytes();
    byte[] second = in.readAllBytes();
    Recorder.note(first == second);
    return describe(first) + describe(second);
  }

  @Fired("readAllBytes+1")
  public static String readsInATry(int number) {
    try (InputStream in = Sources.stream(number)) {
      return describe(in.readAllBytes());
    } catch (IOException | IndexOutOfBoundsException e) {
      return e.toString();
    }
  }

  @Fired("readAllBytes+1")
  public static String readsInTheMiddleOfAnExpression(int number, String text) throws IOException {
    return describe(number, Sources.stream(number + 1).readAllBytes(), text);
  }

  @Fired("readAllBytes+1")
  public static String readsWhatAConditionYields(int number, boolean choice) throws IOException {
    return describe((choice ? Sources.stream(number) : Sources.stream(6)).readAllBytes());
  }

  @Fired("readInto+1")
  public static long checksums(int number, boolean isNull) throws IOException {
    Checksum crc = isNull ? null : new CRC32();
    try {
      crc.update(Sources.stream(number).readAllBytes());
    } catch (IOException | IndexOutOfBoundsException e) {
      // What it has got until then can be seen.
      return crc.getValue();
    }
    return crc.getValue();
  }

  @Fired("streamInto+1")
  public static long checksumsUnseen(int number) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Sources.stream(number).readAllBytes());
    return crc.getValue();
  }

  @Fired("readInto+1 streamDigest+1")
  public static String digests(int number) throws IOException, NoSuchAlgorithmException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    try {
      md5.update(Sources.stream(number).readAllBytes());
    } catch (IOException e) {
      Recorder.note(Arrays.toString(md5.digest()));
    }
    return Arrays.toString(md5.digest(Sources.stream(number + 4).readAllBytes()));
  }

  @Fired("readString+1")
  public static String makesAText(int number) throws IOException {
    return new String(Sources.stream(number).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Fired("readString+1")
  public static String makesATextInTheDefaultCharset(int number) throws IOException {
    return "<" + new String(Sources.stream(number).readAllBytes()).concat(">");
  }

  @Fired("readString+2")
  public static String makesATextInANamedCharset(int number, String name) throws IOException {
    String text = new String(Sources.stream(number).readAllBytes(), "ISO-8859-1");
    Recorder.noteIdentity(text);
    return text + new String(Sources.stream(number + 1).readAllBytes(), name);
  }

  @Fired("readString+1")
  public static String makesATextInAVariableCharset(int number, boolean choice) throws IOException {
    Charset charset = choice ? null : StandardCharsets.UTF_16BE;
    return new String(Sources.stream(number).readAllBytes(), charset);
  }

  @Fired("gather+1 textOf+1")
  public static String readsBeforeItFailsToFindTheCharset(int number) throws IOException {
    return new String(Sources.stream(number).readAllBytes(), Charset.forName("no such charset"));
  }

  @Fired("claimOutput+1 newOutput-1 readInto+1 releaseOutput+1")
  public static String writesAtOnce(int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Sources.stream(number).readAllBytes());
    return describe(out.toByteArray());
  }

  @Fired("readInto+1")
  public static String writesToAStreamThatRecords(int number, boolean isNull) throws IOException {
    OutputStream out =
        isNull
            ? null
            : new FilterOutputStream(OutputStream.nullOutputStream()) {
              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                Recorder.note("written " + offset + " to " + length + " " + describe(bytes));
                super.write(bytes, offset, 1);
              }
            };
    out.write(Sources.stream(number).readAllBytes());
    return "written";
  }

  @Fired("consume+1 gather+1")
  public static long checksumsLater(int number, boolean isNull) throws IOException {
    Checksum crc = isNull ? null : new CRC32();
    byte[] bytes = Sources.stream(number).readAllBytes();
    Recorder.note("all is read");
    crc.update(bytes);
    return crc.getValue();
  }

  @Fired("consume+1 gather+1")
  public static String closesBeforeItDigests(int number)
      throws IOException, NoSuchAlgorithmException {
    byte[] bytes;
    try (InputStream in = Sources.stream(number)) {
      bytes = in.readAllBytes();
    }
    MessageDigest digest = MessageDigest.getInstance("MD5");
    digest.update((byte) number);
    return Arrays.toString(digest.digest(bytes));
  }

  @Fired("consume+1 gather+1")
  public static String digestsOnlySome(int number, boolean choice)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    for (int i = 0; i < 5; i++) {
      byte[] bytes = Sources.stream(number + i).readAllBytes();
      Recorder.note(i);
      if (choice || i % 2 == 0) {
        digest.update(bytes);
      }
    }
    return Arrays.toString(digest.digest());
  }

  @Fired("gather+1 textOf+1")
  public static String makesATextLater(int number, boolean choice) throws IOException {
    byte[] bytes = Sources.stream(number).readAllBytes();
    Recorder.note("all is read");
    return new String(bytes, choice ? null : StandardCharsets.UTF_8);
  }

  @Fired("gather+1 textOf+1")
  public static String makesATextLaterInANamedCharset(int number, String name) throws IOException {
    byte[] bytes = Sources.stream(number).readAllBytes();
    String text = "<".concat(new String(bytes, number % 2 == 0 ? "UTF-8" : name)).concat(">");
    Recorder.noteIdentity(text);
    return text;
  }

  @Fired("gather+1 textOf+1")
  public static String makesATextLaterInTheDefaultCharset(int number) throws IOException {
    byte[] bytes = Sources.stream(number).readAllBytes();
    Recorder.note("all is read");
    return new String(bytes);
  }

  @Fired("consume+1 gather+1")
  public static String writesLater(int number, boolean fails) throws IOException {
    byte[] bytes = Sources.stream(number).readAllBytes();
    OutputStream out =
        new FilterOutputStream(OutputStream.nullOutputStream()) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            Recorder.note("written " + offset + " to " + length + " " + describe(bytes));
            if (fails) {
              throw new IOException("full");
            }
          }
        };
    try {
      out.write(bytes);
    } catch (IOException e) {
      return e.getMessage();
    }
    return "written";
  }

  @Fired("readAllBytes+1")
  public static long keepsAnArrayThatIsConsumedAgain(int number) throws IOException {
    byte[] bytes = Sources.stream(number).readAllBytes();
    CRC32 crc = new CRC32();
    for (int i = 0; i < 3; i++) {
      crc.update(bytes);
    }
    return crc.getValue();
  }

  @Fired("readAllBytes+1")
  public static long keepsAnArrayThatMayBeAnother(int number, boolean choice) throws IOException {
    byte[] bytes = {1, 2, 3};
    if (choice) {
      bytes = Sources.stream(number).readAllBytes();
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @Fired("readAllBytes+1")
  public static int keepsAnArrayOfTheRoundBefore(int number) throws IOException {
    CRC32 crc = new CRC32();
    byte[] last = null;
    for (int i = 0; i < 3; i++) {
      if (last != null) {
        crc.update(last);
      }
      last = Sources.stream(number + i).readAllBytes();
    }
    return (int) crc.getValue();
  }

  @Fired("readAllBytes+1")
  public static String keepsAnArrayThatIsUsedTwice(int number) throws IOException {
    CRC32 crc = new CRC32();
    byte[] bytes = Sources.stream(number).readAllBytes();
    crc.update(bytes);
    Recorder.note(crc.getValue());
    return describe(bytes);
  }

  private static String describe(int number, byte[] bytes, String text) {
    return number + describe(bytes) + text;
  }

  private static String describe(byte[] bytes) {
    return bytes.length + " bytes, " + Arrays.hashCode(bytes);
  }
}
