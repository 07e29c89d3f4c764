package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // getId(), since 19
class ThreadSlotsTest {
  /** A thread that stays alive and enters whenever it is told to. */
  private static class Entering extends Thread {
    private final SynchronousQueue<Boolean> orders = new SynchronousQueue<>();
    private final SynchronousQueue<ThreadSlot> slots = new SynchronousQueue<>();

    Entering() {
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        while (orders.take()) {
          ThreadSlot slot = ThreadSlots.enter();
          ThreadSlots.exit(slot);
          slots.put(slot);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    ThreadSlot slot() throws InterruptedException {
      orders.put(true);
      return slots.take();
    }

    void end() throws InterruptedException {
      orders.put(false);
      join();
    }
  }

  /** Says of itself what is not true. */
  private static final class Impostor extends Entering {
    @Override
    public long getId() {
      return 1;
    }
  }

  private static Entering started(Entering thread) {
    thread.start();
    return thread;
  }

  @Test
  void threadsWhoseNumbersShareAPlaceHaveSlotsOfTheirOwn() throws InterruptedException {
    Entering first = started(new Entering());
    Entering second = new Entering();
    while ((second.getId() - first.getId()) % ThreadSlots.NUMBERED != 0) {
      second = new Entering();
    }
    second.start();
    ThreadSlot ofFirst = first.slot();
    ThreadSlot ofSecond = second.slot();

    assertNotSame(ofFirst, ofSecond);
    for (int i = 0; i < 3; i++) {
      assertSame(ofFirst, first.slot());
      assertSame(ofSecond, second.slot());
    }
    first.end();
    second.end();
  }

  @Test
  void aThreadThatTellsAnotherNumberHasASlotOfItsOwn() throws InterruptedException {
    Entering honest = started(new Entering());
    Entering impostor = started(new Impostor());
    Entering other = started(new Impostor());
    ThreadSlot slot = impostor.slot();

    assertNotSame(honest.slot(), slot);
    assertNotSame(other.slot(), slot);
    assertSame(slot, impostor.slot());
    honest.end();
    impostor.end();
    other.end();
  }

  @Test
  void theSlotOfADeadThreadGoesToALivingOne() throws InterruptedException {
    Entering dead = started(new Entering());
    ThreadSlot slot = dead.slot();
    dead.end();
    List<Entering> living = new ArrayList<>();
    boolean isTaken = false;
    // Those of others may be free as well, and come first.
    while (!isTaken && living.size() < 500) {
      Entering next = started(new Entering());
      living.add(next);
      isTaken = next.slot() == slot;
    }
    assertTrue(isTaken);
    assertEquals(living.get(living.size() - 1).getId(), slot.ownerNumber);
    for (Entering each : living) {
      each.end();
    }
  }
}
