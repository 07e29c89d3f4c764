package io.heapwise.readallbytes;

import io.heapwise.harness.Refused;
import java.io.IOException;

/** Calls that look like reads of all bytes, or cannot be rewritten. */
public final class ReadAllBytesRefusedTarget extends RecordedStream {
  private ReadAllBytesRefusedTarget() {
    super(3);
  }

  @Refused({})
  public static int callsTheMethodOfTheSuperClass() throws IOException {
    return new ReadAllBytesRefusedTarget().readsAll().length;
  }

  private byte[] readsAll() throws IOException {
    return super.readAllBytes();
  }

  @Refused({})
  public static int callsAnotherMethodOfThatName(String text) {
    return Named.readAllBytes(text);
  }

  /** Has a method of that name. */
  static final class Named {
    static int readAllBytes(String text) {
      return text == null ? -1 : text.length();
    }
  }
}
