package io.heapwise.readallbytes;

import io.heapwise.runtime.trust.Judges;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Does for {@link Sources} what the agent would: apart from it, as it needs classes of the agent.
 */
final class KnownSources {
  private KnownSources() {}

  /** Has the streams of this package judged, as the agent would in a while. */
  static void makeKnown() throws IOException {
    LoadedClasses loaded = new LoadedClasses();
    Class<?>[] types = {RecordedStream.class, OwnWayStream.class, KeepingStream.class};
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/');
      try (InputStream in = type.getResourceAsStream("/" + name + ".class")) {
        loaded.loaded(type.getClassLoader(), name, in.readAllBytes());
      }
    }
    Judges.install(new BytecodeJudge(loaded, (loader, name) -> null));
    for (Class<?> type : types) {
      // Another test may have asked before anything was known of it.
      Trust.forget(type);
    }
    int[] reads = {
      Trust.callOnZeroed("read", "([BII)I", 1), Trust.callOnZeroed("read", "([B)I", 1)
    };
    int write = Trust.call("write", "([BII)V", 1);
    int update = Trust.call("update", "([BII)V", 1);
    await(new ByteArrayOutputStream(), write);
    await(OutputStream.nullOutputStream(), write);
    MessageDigest digest = digest();
    await(digest, update);
    for (int number = 1; number < 9; number++) {
      for (int read : reads) {
        await(Sources.stream(number), read);
      }
    }
    if (Trust.verdict(digest, update) < Trust.KEEPS_NOTHING
        || Trust.verdict(new RecordedStream(), reads[0]) < Trust.KEEPS_NOTHING
        || Trust.verdict(new RecordedStream(), reads[1]) < Trust.KEEPS_NOTHING) {
      throw new IllegalStateException(
          "nothing would be tested: " + Trust.reasonNow(digest.getClass(), update));
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Object receiver, int call) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (Trust.verdict(receiver, call) == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
