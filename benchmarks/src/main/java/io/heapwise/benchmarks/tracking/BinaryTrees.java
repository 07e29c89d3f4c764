package io.heapwise.benchmarks.tracking;

/** Builds trees, walks each once, and drops it. */
final class BinaryTrees {
  private static final int DEPTH = 13;
  private static final int TREES = 120;

  private BinaryTrees() {}

  static long checksum(int seed) {
    long sum = 0;
    for (int i = 0; i < TREES; i++) {
      sum = sum * 31 + Node.tree(DEPTH, seed + i).sum();
    }
    return sum;
  }

  private static final class Node {
    private final int value;
    private final Node left;
    private final Node right;

    Node(int value, Node left, Node right) {
      this.value = value;
      this.left = left;
      this.right = right;
    }

    static Node tree(int depth, int value) {
      return depth == 0
          ? new Node(value, null, null)
          : new Node(value, tree(depth - 1, 2 * value), tree(depth - 1, 2 * value + 1));
    }

    long sum() {
      return left == null ? value : value + left.sum() + right.sum();
    }
  }
}
