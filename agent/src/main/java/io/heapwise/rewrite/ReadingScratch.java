package io.heapwise.rewrite;

import io.heapwise.analysis.FlowMemory;
import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.tree.LabelNode;

/**
 * What reading a class needs for a moment, kept from one class to the next so that it is not
 * garbage each time. In the hands of one thread at a time.
 */
final class ReadingScratch {
  private static final int LEAST_CONSTANTS = 1024;
  private static final int MOST_CODE_BYTES = 1 << 16;

  int[] constantOffsets = new int[LEAST_CONSTANTS];
  private int constantsUsed;

  /** Names of the class read now, all null in between. */
  String[] decodedNames = new String[LEAST_CONSTANTS];

  final AnchorConstants anchors = new AnchorConstants();

  /** For the method that is planned. */
  final ForMethod planned = new ForMethod();

  /** For methods that it calls. */
  final ForMethod called = new ForMethod();

  /** Edits of the class read now. */
  final IntArrayList edits = new IntArrayList();

  final AddedConstants addedConstants = new AddedConstants();

  /** Entries of bootstrap methods that are added. */
  final Bytes bootstraps = new Bytes(64);

  /** Code of methods that grow. */
  Bytes grownCode = new Bytes(1024);

  /** Where that is: see {@link ClassGrowth}. */
  final IntArrayList grownPlaces = new IntArrayList();

  /** For the flow of the method that is planned. */
  FlowMemory flow = new FlowMemory();

  /** What reading one method needs. */
  static final class ForMethod {
    InstructionMemory nodes = new InstructionMemory();
    final IntArrayList bytecodeIndices = new IntArrayList();
    final Int2ObjectHashMap<LabelNode> labels = new Int2ObjectHashMap<>();

    private void clear() {
      bytecodeIndices.clear();
      labels.clear();
      nodes.recycle();
      if (nodes.isLarge()) {
        nodes = new InstructionMemory();
      }
    }
  }

  void makeRoomFor(int constants) {
    constantsUsed = constants;
    if (constantOffsets.length < constants) {
      int room = Math.max(constants, 2 * constantOffsets.length);
      constantOffsets = new int[room];
      decodedNames = new String[room];
    }
  }

  /**
   * Gives everything back. The names in instructions of the class read last stay until those are
   * used again; long texts, and what has become large, do not.
   */
  void clear() {
    Arrays.fill(decodedNames, 0, constantsUsed, null);
    anchors.clear();
    edits.clear();
    addedConstants.clear();
    bootstraps.clear();
    grownCode.clear();
    grownPlaces.clear();
    if (grownCode.capacity() > MOST_CODE_BYTES) {
      grownCode = new Bytes(1024);
    }
    planned.clear();
    called.clear();
    if (flow.isLarge()) {
      flow = new FlowMemory();
    }
  }
}
