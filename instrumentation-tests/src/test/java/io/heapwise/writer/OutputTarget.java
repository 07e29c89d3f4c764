package io.heapwise.writer;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Output streams that others write to, and whose bytes are asked for where they are made. */
public final class OutputTarget {
  private OutputTarget() {}

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isFilledByAStaticMethod(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    Recorder.note(out.size());
    byte[] result = out.toByteArray();
    Recorder.note(Packets.later());
    return Packets.text(result);
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String hasASize(String text, int number) throws IOException {
    int size = number < 0 ? number : number & 0xfff;
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    out.write(number);
    Packets.fill(out, text);
    Recorder.note(out.size());
    return Packets.text(out.toByteArray());
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isFilledInALoop(List<String> texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      Packets.fill(out, text);
      out.write('\n');
    }
    return Packets.text(out.toByteArray());
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isMadeInEachRound(List<String> texts) throws IOException {
    StringBuilder lengths = new StringBuilder();
    for (String text : texts) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Packets.fill(out, text);
      lengths.append(out.toByteArray().length).append(' ');
    }
    return lengths.toString();
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isKeptByWhoWritesToIt(Object value, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.Encoder encoder = new Packets.Encoder(out);
    encoder.value(value).value(text);
    byte[] result = out.toByteArray();
    encoder.value("after");
    // The next one must not get what is written to the one before.
    Recorder.note(isFilledInALoop(List.of("next")));
    return Packets.text(result);
  }

  @Fired("claimLentOutput+2 lent+3 newOutput-2 releaseLentBytes+2")
  public static String isForwardedToAnother(String text) throws IOException {
    ByteArrayOutputStream from = new ByteArrayOutputStream();
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    Packets.fill(from, text);
    Packets.forward(from, to);
    return Packets.text(to.toByteArray()) + Packets.text(from.toByteArray());
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isInsideOfStreamsOfTheJdk(String text, int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(number);
    ObjectOutputStream objects = new ObjectOutputStream(out);
    objects.writeObject(text);
    objects.flush();
    Packets.fillData(out, text);
    byte[] result = out.toByteArray();
    data.writeInt(number);
    Packets.later();
    return Packets.text(result);
  }

  @Fired("claimLentOutput+1 newOutput-1 releaseLentBytes+1")
  public static String isInsideOfWhatIsHandedOn(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    Packets.Encoder encoder = new Packets.Encoder(data);
    encoder.value(text);
    data.writeInt(data.size());
    byte[] result = out.toByteArray();
    encoder.value("after");
    return Packets.text(result);
  }

  @Fired("claimLentOutput+1 lend+1 newOutput-1 releaseLentBytes+1")
  public static String isLentToAReceiver(String text, int kind) throws IOException {
    Packets.Message message = Packets.of(kind, text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    byte[] result = out.toByteArray();
    Recorder.note(Packets.later());
    return Packets.text(result);
  }

  @Fired("claimLentOutput+1 lend+1 newOutput-1 releaseLentBytes+1")
  public static String goesOnAfterAFailure(String text, boolean fails) {
    Packets.Message message = Packets.of(fails ? 2 : 0, text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (IOException | RuntimeException e) {
      Recorder.note(e.toString());
    }
    Recorder.note(out.size());
    return Packets.text(out.toByteArray());
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isKeptByAStaticMethod(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.length());
    Packets.keep(out);
    byte[] result = out.toByteArray();
    Recorder.note(Packets.later());
    return Packets.text(result);
  }

  @Fired("claimLentOutput+1 lent+2 newOutput-1 releaseLentBytes+1")
  public static String isRestarted(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.restart(out);
    Packets.fill(out, text);
    Recorder.note(out.size());
    byte[] result = out.toByteArray();
    Recorder.note(result.length);
    return Packets.text(result);
  }

  @Fired("claimLentOutput+1 lent+2 newOutput-1 releaseLentBytes+1")
  public static String isInsideOfItself(String text, int depth) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    if ((depth & 3) != 0) {
      Packets.fill(out, isInsideOfItself(text, (depth & 3) - 1));
    }
    out.close();
    return Packets.text(out.toByteArray());
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLent+1 releaseLentBytes+1")
  public static String isAskedOnEachWay(String text, boolean choice) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    if (choice) {
      return Recorder.noteIdentity(out.toString());
    }
    out.write(1);
    return Packets.text(out.toByteArray());
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isAskedTwice(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    byte[] first = out.toByteArray();
    Recorder.note("so far " + out + first.length);
    byte[] second = out.toByteArray();
    Recorder.note(first == second);
    return Packets.text(second);
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLent+1")
  public static String isDecoded(String text, int kind) throws IOException {
    Charset[] charsets = {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, null};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    return out.toString(charsets[Math.floorMod(kind, 3)]);
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLent+1")
  public static String isDecodedByName(String text, int kind) throws IOException {
    String[] names = {"UTF-8", "ISO-8859-1", "no such", null};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    return out.toString(names[kind & 3]);
  }

  @Fired("claimLentOutput+1 lent+1 newOutput-1 releaseLentBytes+1")
  public static String isLentByAHelper(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    helper(out, text);
    Recorder.note(out.size());
    byte[] result = out.toByteArray();
    Recorder.note(result.length);
    return Packets.text(result);
  }

  private static void helper(ByteArrayOutputStream out, String text) throws IOException {
    Packets.fill(out, "helped");
    Packets.fill(out, text);
  }
}
