package io.heapwise.readallbytes;

import io.heapwise.harness.Recorder;

/** Reads all of itself in a way of its own. */
public final class OwnWayStream extends RecordedStream {
  public OwnWayStream(int... script) {
    super(script);
  }

  @Override
  public byte[] readAllBytes() {
    Recorder.note("reads all its own way");
    return new byte[] {'o', 'w', 'n'};
  }
}
