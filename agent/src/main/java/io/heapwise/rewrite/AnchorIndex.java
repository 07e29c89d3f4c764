package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The anchors of some rewrites, found by a text that a class file must hold for each: there are
 * dozens, and a class has hundreds of constants that may belong to one.
 */
final class AnchorIndex {
  /** A power of two. */
  private static final int BUCKETS = 64;

  private static final Entry[] NONE = {};

  /** An anchor, and the rewrite that has it, by its place among all, as one bit. */
  static final class Entry {
    final Anchor anchor;
    final long rewrite;

    private Entry(Anchor anchor, long rewrite) {
      this.anchor = anchor;
      this.rewrite = rewrite;
    }
  }

  /** Allocations, by the class; methods of known names, by those. */
  private final Entry[][] allocations = empty();

  private final Entry[][] named = empty();

  /** Arrays, by the descriptors of what must be called as well. */
  private final Entry[][] arrays = empty();

  /** Methods of loggers, by their class. */
  private final Entry[][] loggers = empty();

  private final Entry[] ownCalls;

  /** The rewrites that want arrays of constants. */
  private final long ofArguments;

  private AnchorIndex(List<Entry> ownCalls, long ofArguments) {
    this.ownCalls = ownCalls.toArray(NONE);
    this.ofArguments = ofArguments;
  }

  private static Entry[][] empty() {
    Entry[][] buckets = new Entry[BUCKETS][];
    Arrays.fill(buckets, NONE);
    return buckets;
  }

  static AnchorIndex of(List<Rewrite> rewrites) {
    List<Entry> all = new ArrayList<>();
    List<Entry> ownCalls = new ArrayList<>();
    long ofArguments = 0;
    for (int i = 0; i < rewrites.size(); i++) {
      for (Anchor anchor : rewrites.get(i).anchors()) {
        Entry entry = new Entry(anchor, 1L << i);
        if (anchor.isOwnCall()) {
          ownCalls.add(entry);
        } else if (anchor.isOfArguments()) {
          ofArguments |= entry.rewrite;
        } else {
          all.add(entry);
        }
      }
    }
    AnchorIndex index = new AnchorIndex(ownCalls, ofArguments);
    for (Entry entry : all) {
      index.add(entry);
    }
    return index;
  }

  private void add(Entry entry) {
    Anchor anchor = entry.anchor;
    if (anchor.elementType > 0) {
      for (byte[] companion : anchor.companions) {
        add(arrays, companion, entry);
      }
    } else if (anchor.isOfLogger()) {
      add(loggers, anchor.owner, entry);
    } else if (anchor.isAllocation()) {
      add(allocations, anchor.owner, entry);
    } else {
      add(named, anchor.name, entry);
    }
  }

  private static void add(Entry[][] buckets, byte[] text, Entry entry) {
    int bucket = bucketOf(text, 0, text.length);
    Entry[] more = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
    more[more.length - 1] = entry;
    buckets[bucket] = more;
  }

  private static int bucketOf(byte[] text, int offset, int length) {
    return length == 0 ? 0 : length + 7 * text[offset + length - 1] & BUCKETS - 1;
  }

  /** Those of one class, and maybe of others, whose name stands in a file. */
  Entry[] allocations(byte[] file, int offset, int length) {
    return allocations[bucketOf(file, offset, length)];
  }

  /** Those of one name of a method, and maybe of others. */
  Entry[] named(byte[] file, int offset, int length) {
    return named[bucketOf(file, offset, length)];
  }

  /** Those that a call with this descriptor makes likely, and maybe others. */
  Entry[] arrays(byte[] file, int offset, int length) {
    return arrays[bucketOf(file, offset, length)];
  }

  /** Those of one class of loggers, and maybe of others. */
  Entry[] loggers(byte[] file, int offset, int length) {
    return loggers[bucketOf(file, offset, length)];
  }

  /** The rewrites that want arrays of constants that are passed to a call, one bit each. */
  long ofArguments() {
    return ofArguments;
  }

  /** Those of calls within a class, whatever their names. */
  Entry[] ownCalls() {
    return ownCalls;
  }
}
