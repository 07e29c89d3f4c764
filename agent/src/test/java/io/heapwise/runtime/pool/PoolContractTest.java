package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoolContractTest {
  abstract static class Contract {
    abstract BorrowedPool<?> pool();

    @ParameterizedTest
    @EnumSource(PoolContract.class)
    void keeps(PoolContract contract) {
      contract.checkInNewThread(pool());
    }

    @AfterEach
    void emptyPools() {
      Pools.empty();
    }
  }

  @Nested
  class OfBytes extends Contract {
    @Override
    BorrowedPool<?> pool() {
      return new BorrowedPool.Bytes(true);
    }
  }

  @Nested
  class OfScratchBytes extends Contract {
    @Override
    BorrowedPool<?> pool() {
      return new BorrowedPool.Bytes(false);
    }
  }

  @Nested
  class OfChars extends Contract {
    @Override
    BorrowedPool<?> pool() {
      return new BorrowedPool.Chars(true);
    }
  }

  @Nested
  class OfScratchChars extends Contract {
    @Override
    BorrowedPool<?> pool() {
      return new BorrowedPool.Chars(false);
    }
  }

  @Nested
  class OfDirectBuffers extends Contract {
    @Override
    BorrowedPool<?> pool() {
      return new BorrowedPool.Direct(true);
    }
  }

  @Nested
  class OfScratchDirectBuffers extends Contract {
    @Override
    BorrowedPool<?> pool() {
      return new BorrowedPool.Direct(false);
    }
  }

  /** Each check finds the pool that is wrong in just what it is for. */
  @Nested
  class Broken {
    /** A list of what was released, whoever did it and however often. */
    private class Naive extends BorrowedPool.Bytes {
      final ConcurrentLinkedDeque<byte[]> idle = new ConcurrentLinkedDeque<>();
      final Map<byte[], Boolean> claimed = new IdentityHashMap<>();

      Naive() {
        super(true);
      }

      @Override
      byte[] claim(int length) {
        byte[] found = idle.pollLast();
        byte[] borrowed = found != null && found.length == length ? found : new byte[length];
        claimed.put(borrowed, true);
        return borrowed;
      }

      @Override
      void release(byte[] borrowed) {
        if (borrowed != null) {
          idle.add(borrowed);
        }
      }

      @Override
      boolean isClaimed(byte[] borrowed) {
        return claimed.containsKey(borrowed);
      }
    }

    @Test
    void naivePoolBreaksMostOfTheContract() {
      fails(PoolContract.LOOKS_NEW, new Naive());
      fails(PoolContract.CLEARS_WHAT_WAS_DECLARED_DIRTY, new Naive());
      fails(PoolContract.KEEPS_NOTHING_THAT_WAS_WRITTEN, new Naive());
      fails(PoolContract.IGNORES_A_SECOND_RELEASE, new Naive());
      fails(PoolContract.IGNORES_A_RELEASE_BY_ANOTHER_THREAD, new Naive());
      fails(PoolContract.IGNORES_WHAT_IT_DID_NOT_MAKE, new Naive());
      fails(PoolContract.NEVER_GIVES_OUT_WHAT_ESCAPED, new Naive());
      fails(PoolContract.KNOWS_WHO_HAS_CLAIMED, new Naive());
      fails(PoolContract.FORGETS_CLAIMS_THAT_NEVER_END, new Naive());
    }

    @Test
    void poolThatIsTheThreadsBuffer() {
      byte[] buffer = new byte[PoolContract.LENGTH];
      fails(
          PoolContract.KEEPS_OPEN_CLAIMS_APART,
          new BorrowedPool.Bytes(true) {
            @Override
            byte[] claim(int length) {
              return buffer;
            }
          });
    }

    @Test
    void poolThatNeverReuses() {
      fails(
          PoolContract.REUSES_WHAT_WAS_RELEASED,
          new BorrowedPool.Bytes(true) {
            @Override
            byte[] claim(int length) {
              return new byte[length];
            }
          });
    }

    @Test
    void poolThatGivesLargerArrays() {
      fails(
          PoolContract.LOOKS_NEW,
          new BorrowedPool.Bytes(true) {
            @Override
            byte[] claim(int length) {
              return super.claim(length + 1);
            }
          });
    }

    @Test
    void poolThatBelievesTheLastDeclarationOnly() {
      List<Integer> ends = new ArrayList<>();
      fails(
          PoolContract.CLEARS_WHAT_WAS_DECLARED_DIRTY,
          new BorrowedPool.Bytes(true) {
            @Override
            void dirtied(byte[] borrowed, int end) {
              ends.add(end);
            }

            @Override
            void release(byte[] borrowed) {
              super.dirtied(borrowed, ends.get(ends.size() - 1));
              super.release(borrowed);
            }
          });
    }

    @Test
    void directPoolThatDoesNotResetTheBuffer() {
      fails(
          PoolContract.LOOKS_NEW,
          new BorrowedPool.Direct(false) {
            @Override
            java.nio.ByteBuffer claim(int length) {
              return super.claim(length).limit(1);
            }
          });
    }

    private void fails(PoolContract contract, BorrowedPool<?> broken) {
      assertThrows(AssertionError.class, () -> contract.checkInNewThread(broken), contract.name());
    }
  }
}
