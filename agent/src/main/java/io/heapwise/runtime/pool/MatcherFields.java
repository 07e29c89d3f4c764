package io.heapwise.runtime.pool;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.regex.Matcher;
import jdk.internal.misc.Unsafe;

/**
 * What {@link Matcher#reset(CharSequence)} leaves of earlier use, and how to be rid of it. Of the
 * fields that have been read in the code of 17 and 25:
 *
 * <ul>
 *   <li>{@code hitEnd} and {@code requireEnd} can be asked for before the next match;
 *   <li>{@code transparentBounds} and {@code anchoringBounds} stay as set;
 *   <li>{@code localsPos} keeps sets as large as the longest text needed, which each reset clears;
 *   <li>{@code acceptMode} and {@code lookbehindTo} are written before they are read, {@code
 *       modCount} is only compared with what it was a moment ago, {@code namedGroups} is the
 *       pattern's.
 * </ul>
 */
final class MatcherFields {
  /** Any other, and a matcher may remember more than is forgotten here. */
  private static final String[] KNOWN = {
    "acceptMode",
    "anchoringBounds",
    "first",
    "from",
    "groups",
    "hitEnd",
    "last",
    "lastAppendPosition",
    "locals",
    "localsPos",
    "lookbehindTo",
    "modCount",
    "namedGroups",
    "oldLast",
    "parentPattern",
    "requireEnd",
    "text",
    "to",
    "transparentBounds",
  };

  private static final Unsafe UNSAFE = unsafe();

  private static final long TEXT = offset("text");
  private static final long HIT_END = offset("hitEnd");
  private static final long REQUIRE_END = offset("requireEnd");
  private static final long LOCALS_POS = offset("localsPos");

  /** Whether matchers are as expected: else none may be used again. */
  static final boolean KNOWN_TO_BE_COMPLETE = isComplete();

  private MatcherFields() {}

  /** The text that a matcher is on. */
  static CharSequence text(Matcher matcher) {
    return (CharSequence) UNSAFE.getReference(matcher, TEXT);
  }

  /** Forgets the text, and all that a reset for another does not. */
  static void forget(Matcher matcher) {
    UNSAFE.putReference(matcher, TEXT, "");
    UNSAFE.putBoolean(matcher, HIT_END, false);
    UNSAFE.putBoolean(matcher, REQUIRE_END, false);
    Object[] visited = (Object[]) UNSAFE.getReference(matcher, LOCALS_POS);
    if (visited.length > 0) {
      Arrays.fill(visited, null);
    }
    matcher.useAnchoringBounds(true).useTransparentBounds(false);
  }

  private static Unsafe unsafe() {
    try {
      return Unsafe.getUnsafe();
    } catch (Error e) {
      // Not exported to us.
      return null;
    }
  }

  private static long offset(String field) {
    try {
      return UNSAFE == null ? -1 : UNSAFE.objectFieldOffset(Matcher.class, field);
    } catch (InternalError e) {
      // No such field.
      return -1;
    }
  }

  private static boolean isComplete() {
    if (TEXT < 0 || HIT_END < 0 || REQUIRE_END < 0 || LOCALS_POS < 0) {
      return false;
    }
    try {
      for (Field field : Matcher.class.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && Arrays.binarySearch(KNOWN, field.getName()) < 0) {
          return false;
        }
      }
      return true;
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
