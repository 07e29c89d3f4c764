package io.heapwise.streams;

import io.heapwise.harness.Recorder;
import java.io.IOException;
import java.io.InputStream;

/** A stream that notes each call, gives less than it is asked for, and may fail at some point. */
public final class SlowSource extends InputStream {
  private final byte[] content;
  private final int failAt;
  private int position;

  /**
   * @param failAt where it fails, or -1
   */
  public SlowSource(byte[] content, int failAt) {
    this.content = content;
    this.failAt = failAt;
  }

  @Override
  public int read() throws IOException {
    Recorder.note("read");
    return position < content.length ? content[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Recorder.note("read " + offset + " " + length + " of " + target.length);
    if (failAt >= 0 && position >= failAt) {
      throw new IOException("fails at " + failAt);
    }
    int count = Math.min(Math.min(length, 3000), content.length - position);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(content, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    Recorder.note("skip " + count);
    long skipped = Math.max(0, Math.min(count, content.length - position));
    position += (int) skipped;
    return skipped;
  }

  @Override
  public int available() {
    Recorder.note("available");
    return content.length - position;
  }

  @Override
  public void close() {
    Recorder.note("close");
  }
}
