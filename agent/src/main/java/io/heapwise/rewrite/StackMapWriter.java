package io.heapwise.rewrite;

/**
 * Writes a StackMapTable attribute, each frame in its shortest form. Types are {@link
 * VerificationTypes}, one for a long or double. Confined to one thread.
 */
final class StackMapWriter {
  private static final int MOST_IN_ONE_BYTE = 63;

  private final VerificationTypes types;
  private final Bytes out;
  private final int start;
  private int[] before;
  private int beforeCount;
  private int lastPlace = -1;
  private int frames;

  /**
   * @param parameters the types of the parameters
   */
  StackMapWriter(VerificationTypes types, Bytes out, int name, int[] parameters) {
    this.types = types;
    this.out = out;
    before = parameters;
    beforeCount = parameters.length;
    start = out.size();
    out.putShort(name);
    out.putInt(0); // length
    out.putShort(0); // frames
  }

  void write(int place, int[] locals, int localCount, int[] stack, int stackCount) {
    int delta = place - lastPlace - 1;
    int common = 0;
    while (common < localCount
        && common < beforeCount
        && types.isSame(locals[common], before[common])) {
      common++;
    }
    boolean chops = common == localCount && beforeCount - common <= 3;
    boolean appends = common == beforeCount && localCount - common <= 3;
    boolean sameLocals = common == localCount && common == beforeCount;
    if (sameLocals && stackCount <= 1) {
      writeSame(delta, stack, stackCount);
    } else if (stackCount == 0 && (chops || appends)) {
      out.putByte(251 + localCount - beforeCount);
      out.putShort(delta);
      writeTypes(locals, common, localCount);
    } else {
      out.putByte(255);
      out.putShort(delta);
      out.putShort(localCount);
      writeTypes(locals, 0, localCount);
      out.putShort(stackCount);
      writeTypes(stack, 0, stackCount);
    }
    if (before.length < localCount) {
      before = new int[2 * localCount];
    }
    System.arraycopy(locals, 0, before, 0, localCount);
    beforeCount = localCount;
    lastPlace = place;
    frames++;
  }

  private void writeSame(int delta, int[] stack, int stackCount) {
    if (delta <= MOST_IN_ONE_BYTE) {
      out.putByte(delta + 64 * stackCount);
    } else {
      out.putByte(stackCount == 0 ? 251 : 247);
      out.putShort(delta);
    }
    writeTypes(stack, 0, stackCount);
  }

  private void writeTypes(int[] all, int from, int to) {
    for (int i = from; i < to; i++) {
      int type = types.inFrames(all[i]);
      int tag = VerificationTypes.tag(type);
      out.putByte(tag);
      if (tag == VerificationTypes.OBJECT || tag == VerificationTypes.UNINITIALIZED) {
        out.putShort(VerificationTypes.reference(type));
      }
    }
  }

  /** Ends the attribute. */
  void finish() {
    out.setInt(start + 2, out.size() - start - 6);
    out.setShort(start + 6, frames);
  }
}
