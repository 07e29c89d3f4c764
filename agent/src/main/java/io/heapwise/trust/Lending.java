package io.heapwise.trust;

import io.heapwise.runtime.trust.LentCall;
import java.util.ArrayList;
import java.util.List;

/** What a method does with a lent array, short of doing harm. */
final class Lending {
  /** Bits of {@link io.heapwise.runtime.trust.Rule}. */
  int level;

  /** Whether a method was entered again, whose needs are not told twice. */
  boolean again;

  /** Whether the method may return what it is lent; of builders alone. */
  boolean returns;

  /** The delegates that the array is lent on to, in turn. */
  final List<Need> needs = new ArrayList<>();

  Lending(int level) {
    this.level = level;
  }

  /** A field of the receiver, and what the object in it must be good for. */
  static final class Need {
    final String owner;
    final String field;
    final LentCall call;
    final int bits;
    final boolean carries;

    /** How the call gets to the use of the field; null where that is not known. */
    final List<BeforeUse.Place> way;

    Need(String owner, String field, LentCall call, int bits, boolean carries) {
      this(owner, field, call, bits, carries, null);
    }

    Need(
        String owner,
        String field,
        LentCall call,
        int bits,
        boolean carries,
        List<BeforeUse.Place> way) {
      this.owner = owner;
      this.field = field;
      this.call = call;
      this.bits = bits;
      this.carries = carries;
      this.way = way;
    }

    Need with(int moreBits, boolean nowCarries) {
      return new Need(owner, field, call, bits | moreBits, nowCarries, way);
    }
  }
}
