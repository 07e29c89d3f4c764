package io.heapwise.harness;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** What the random methods of {@link DirectFuzzer} lend their buffers to. */
public final class FuzzedChannels {
  private static final WritableByteChannel OUT =
      Channels.newChannel(OutputStream.nullOutputStream());
  private static final WritableByteChannel KEEPING = new Keeping();
  private static final ReadableByteChannel IDLE = new Idle();

  private FuzzedChannels() {}

  /** Known to keep nothing. */
  public static WritableByteChannel out() {
    return OUT;
  }

  /** Known to keep nothing. */
  public static ReadableByteChannel in() {
    return Channels.newChannel(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
  }

  /** As an asynchronous writer that has been cancelled, and has not noticed yet. */
  public static WritableByteChannel keepsAndWritesLater() {
    return KEEPING;
  }

  /** Says that it has read what was there before. */
  public static ReadableByteChannel readsNothing() {
    return IDLE;
  }

  private static final class Keeping implements WritableByteChannel {
    private ByteBuffer kept;

    @Override
    public int write(ByteBuffer buffer) {
      if (kept != null && kept != buffer) {
        for (int i = 0; i < kept.limit(); i++) {
          kept.put(i, (byte) 0x77);
        }
        kept.clear();
      }
      kept = buffer;
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static final class Idle implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer buffer) {
      int n = buffer.remaining();
      buffer.position(buffer.limit());
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
