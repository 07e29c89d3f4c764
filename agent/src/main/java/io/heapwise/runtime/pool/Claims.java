package io.heapwise.runtime.pool;

/**
 * Claim and release, the same for every kind of array: from the thread's own shelf, then from the
 * shared ones, then new. Any thread; what it returns is the caller's alone.
 */
final class Claims {
  /** Larger ones are shared between threads rather than kept by each. */
  static final int MAX_LOCAL_BYTES = 64 << 10;

  private Claims() {}

  /**
   * @param payloadBytes bytes of the elements
   * @param avoidedBytes what a new one would have asked of the heap
   * @param zeroed whether stale elements must be gone
   */
  static Object claim(
      int kind, int length, int payloadBytes, int avoidedBytes, int site, boolean zeroed) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return claimWithoutSlot(kind, length, site);
    }
    if (Governor.isBenched(site)) {
      return claimBenched(slot, kind, length, payloadBytes, site);
    }
    Shelf shelf = slot.openShelf();
    Pooled idle = shelf == null ? null : shelf.idle(kind).take(length);
    if (idle == null) {
      return claimElsewhere(slot, shelf, kind, length, payloadBytes, avoidedBytes, site, zeroed);
    }
    register(slot, shelf, idle, site, zeroed);
    hit(slot, idle, site, avoidedBytes);
    ThreadSlots.exit(slot);
    if (zeroed) {
      Elements.zero(idle);
    }
    return idle.array;
  }

  /** A new one that no pool knows; counted, if there is a slot to count in. */
  static Object unpooled(int kind, int length, int sizeClass, int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return claimWithoutSlot(kind, length, site);
    }
    slot.claimed(sizeClass, ThreadSlot.PLAIN, site, 0);
    ThreadSlots.exit(slot);
    return fresh(kind, length);
  }

  private static Object claimWithoutSlot(int kind, int length, int site) {
    try {
      SiteCounters.countShared(site, 0);
    } catch (OutOfMemoryError e) {
      // Counts less than it should.
    }
    return fresh(kind, length);
  }

  private static Object claimBenched(
      ThreadSlot slot, int kind, int length, int payloadBytes, int site) {
    slot.claimed(Pooled.account(kind, payloadBytes), ThreadSlot.PLAIN, site, 0);
    Governor.ran(site, slot.sum(site, SiteCounters.HITS));
    ThreadSlots.exit(slot);
    return fresh(kind, length);
  }

  private static Object claimElsewhere(
      ThreadSlot slot,
      Shelf shelf,
      int kind,
      int length,
      int payloadBytes,
      int avoidedBytes,
      int site,
      boolean zeroed) {
    Pooled found = null;
    Pooled made = null;
    try {
      found = shelf == null ? null : takeShared(shelf, kind, length, payloadBytes);
      if (found != null) {
        register(slot, shelf, found, site, zeroed);
        hit(slot, found, site, avoidedBytes);
      } else {
        Governor.missed(site);
        slot.claimed(Pooled.account(kind, payloadBytes), ThreadSlot.MISS, site, 0);
        made = shelf == null ? null : make(shelf, kind, length, payloadBytes, zeroed);
        if (made != null) {
          register(slot, shelf, made, site, zeroed);
        }
      }
    } finally {
      ThreadSlots.exit(slot);
    }
    if (found == null) {
      return made != null ? made.array : fresh(kind, length);
    }
    if (zeroed) {
      Elements.zero(found);
    }
    return found.array;
  }

  private static Pooled takeShared(Shelf shelf, int kind, int length, int payloadBytes) {
    Pooled shared = SharedShelves.take(kind, length, payloadBytes);
    if (shared != null && !shelf.adopt(shared.sizeClass, shared.reservedBytes)) {
      PoolBudget.refund(shared.sizeClass, shared.reservedBytes);
      return null;
    }
    return shared;
  }

  /** A new one with its bytes reserved, or null where the budget or the heap has no room. */
  private static Pooled make(Shelf shelf, int kind, int length, int payloadBytes, boolean zeroed) {
    int sizeClass = Pooled.account(kind, payloadBytes);
    int amount = Pooled.reservedFor(payloadBytes);
    if (amount > PoolBudget.maxArrayBytes()) {
      return null;
    }
    if (!shelf.reserve(sizeClass, amount)) {
      shelf.makeRoom(amount);
      SharedShelves.makeRoom(amount);
      if (!shelf.reserve(sizeClass, amount)) {
        return null;
      }
    }
    try {
      Pooled made = new Pooled(Elements.allocate(kind, length), kind, length, payloadBytes);
      if (Pools.verifying) {
        Quarantine.admit(made, zeroed);
      }
      return made;
    } catch (OutOfMemoryError e) {
      shelf.unreserve(sizeClass, amount);
      return null;
    }
  }

  private static void register(
      ThreadSlot slot, Shelf shelf, Pooled claimed, int site, boolean wiped) {
    claimed.claimedBy(slot.claimant(), site, wiped);
    Pooled forgotten = shelf.register.push(claimed);
    if (forgotten != null) {
      Governor.lost(forgotten.site);
      shelf.drop(forgotten);
    }
  }

  private static void hit(ThreadSlot slot, Pooled pooled, int site, int avoidedBytes) {
    Governor.hit(site);
    slot.claimed(pooled.sizeClass, ThreadSlot.HIT, site, avoidedBytes);
  }

  /** As {@code new}: where that fails although the pools hold something, they are emptied first. */
  private static Object fresh(int kind, int length) {
    try {
      return Elements.allocate(kind, length);
    } catch (OutOfMemoryError e) {
      if (!Pools.empty()) {
        throw e;
      }
      return Elements.allocate(kind, length);
    }
  }

  static void release(Object array) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return;
    }
    Shelf shelf = slot.shelf();
    if (shelf != null) {
      Pooled released = shelf.register.remove(array, slot.claimant());
      if (released != null) {
        released.settle();
        retain(slot, shelf, released);
        return;
      }
    }
    ThreadSlots.exit(slot);
  }

  /** What is not claimed here may be somebody else's: it stays as it is. */
  static void wipeAndRelease(Object array, int end) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return;
    }
    Shelf shelf = slot.shelf();
    if (shelf != null) {
      Pooled released = shelf.register.remove(array, slot.claimant());
      if (released != null) {
        released.isWiped = true;
        released.dirtyEnd = end;
        released.settle();
        retain(slot, shelf, released);
        return;
      }
    }
    ThreadSlots.exit(slot);
  }

  /** Leaves the slot. */
  private static void retain(ThreadSlot slot, Shelf shelf, Pooled released) {
    Pooled shared;
    if (Pools.verifying) {
      if (shelf.surrender(released)) {
        Quarantine.add(released);
      }
      shared = null;
    } else if (released.reservedBytes <= MAX_LOCAL_BYTES + Pooled.OVERHEAD_BYTES) {
      wipe(released);
      shared = shelf.idle(released.kind).put(released);
    } else {
      shared = released;
    }
    if (shared != null && !shelf.surrender(shared)) {
      shared = null;
    }
    ThreadSlots.exit(slot);
    if (shared != null) {
      // A large one takes its time: a slot of virtual threads is not to be kept from others.
      wipe(shared);
      SharedShelves.put(shared);
    }
  }

  private static void wipe(Pooled released) {
    if (released.isWiped) {
      Elements.zero(released);
    }
  }

  static void escaped(Object array) {
    giveUp(array, true);
  }

  static void undecided(Object array) {
    giveUp(array, false);
  }

  private static void giveUp(Object array, boolean blamesSite) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      // Not to be lost: what is not heard here must not be released later.
      ThreadSlots.forgetClaims();
      return;
    }
    Shelf shelf = slot.shelf();
    if (shelf != null) {
      Pooled lost = shelf.register.remove(array, slot.claimant());
      if (lost != null) {
        if (blamesSite) {
          Governor.lost(lost.site);
        } else {
          Governor.undecided(lost.site);
        }
        shelf.drop(lost);
      }
    }
    ThreadSlots.exit(slot);
  }

  static void dirtied(Object array, int end) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      // Not to be lost: what is not heard here must not be released later.
      ThreadSlots.forgetClaims();
      return;
    }
    Shelf shelf = slot.shelf();
    if (shelf != null) {
      Pooled claim = shelf.register.find(array, slot.claimant());
      if (claim != null && end > claim.dirtyEnd) {
        claim.dirtyEnd = Math.min(end, claim.length);
      }
    }
    ThreadSlots.exit(slot);
  }

  static boolean isClaimed(Object array) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      return false;
    }
    Shelf shelf = slot.shelf();
    boolean claimed = shelf != null && shelf.register.find(array, slot.claimant()) != null;
    ThreadSlots.exit(slot);
    return claimed;
  }
}
