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

  /** Anchors by a text each. */
  private static final class Table {
    final Entry[][] buckets = new Entry[BUCKETS][];

    /** Of the texts, one bit each, by their last six bits. */
    long lengths;

    Table() {
      Arrays.fill(buckets, NONE);
    }

    void add(byte[] text, Entry entry) {
      int bucket = bucketOf(text, 0, text.length);
      Entry[] more = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
      more[more.length - 1] = entry;
      buckets[bucket] = more;
      lengths |= 1L << text.length;
    }

    Entry[] get(byte[] file, int offset, int length) {
      return (lengths >>> length & 1) == 0 ? NONE : buckets[bucketOf(file, offset, length)];
    }
  }

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
  private final Table allocations = new Table();

  private final Table named = new Table();

  /** Arrays, by the descriptors of what must be called as well. */
  private final Table arrays = new Table();

  /** Methods of loggers, by their class. */
  private final Table loggers = new Table();

  private final Entry[] ownCalls;

  /** The rewrites that want arrays of constants. */
  private final long ofArguments;

  private final long ofCalls;

  private AnchorIndex(List<Entry> ownCalls, long ofArguments, long ofCalls) {
    this.ownCalls = ownCalls.toArray(NONE);
    this.ofArguments = ofArguments;
    this.ofCalls = ofCalls;
  }

  static AnchorIndex of(List<Rewrite> rewrites) {
    List<Entry> all = new ArrayList<>();
    List<Entry> ownCalls = new ArrayList<>();
    long ofArguments = 0;
    long ofCalls = 0;
    for (int i = 0; i < rewrites.size(); i++) {
      ofCalls |= rewrites.get(i) instanceof CallRewrite ? 1L << i : 0;
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
    AnchorIndex index = new AnchorIndex(ownCalls, ofArguments, ofCalls);
    for (Entry entry : all) {
      index.add(entry);
    }
    return index;
  }

  private void add(Entry entry) {
    Anchor anchor = entry.anchor;
    if (anchor.elementType > 0) {
      for (byte[] companion : anchor.companions) {
        arrays.add(companion, entry);
      }
    } else if (anchor.isOfLogger()) {
      loggers.add(anchor.owner, entry);
    } else if (anchor.isAllocation()) {
      allocations.add(anchor.owner, entry);
    } else {
      named.add(anchor.name, entry);
    }
  }

  private static int bucketOf(byte[] text, int offset, int length) {
    return length == 0 ? 0 : length + 7 * text[offset + length - 1] & BUCKETS - 1;
  }

  /** Those of one class, and maybe of others, whose name stands in a file. */
  Entry[] allocations(byte[] file, int offset, int length) {
    return allocations.get(file, offset, length);
  }

  /** Those of one name of a method, and maybe of others. */
  Entry[] named(byte[] file, int offset, int length) {
    return named.get(file, offset, length);
  }

  /** Those that a call with this descriptor makes likely, and maybe others. */
  Entry[] arrays(byte[] file, int offset, int length) {
    return arrays.get(file, offset, length);
  }

  /** Those of one class of loggers, and maybe of others. */
  Entry[] loggers(byte[] file, int offset, int length) {
    return loggers.get(file, offset, length);
  }

  /** The rewrites that want arrays of constants that are passed to a call, one bit each. */
  long ofArguments() {
    return ofArguments;
  }

  /** The rewrites whose sites are calls, one bit each. */
  long ofCalls() {
    return ofCalls;
  }

  /** Those of calls within a class, whatever their names. */
  Entry[] ownCalls() {
    return ownCalls;
  }
}
