package io.heapwise.readallbytes;

/** Keeps the arrays that it is lent, and writes into them later. */
public final class KeepingStream extends RecordedStream {
  private byte[] kept;

  public KeepingStream(int... script) {
    super(script);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws java.io.IOException {
    if (kept != null && kept.length > 0) {
      kept[0] = 'K';
    }
    kept = bytes;
    return super.read(bytes, offset, length);
  }
}
