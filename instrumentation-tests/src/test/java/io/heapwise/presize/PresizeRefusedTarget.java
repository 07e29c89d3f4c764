package io.heapwise.presize;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/** Lists and builders that a method does not fill, or of which it does not see the end. */
public final class PresizeRefusedTarget {
  private static final int ROWS = 20;
  private static List<Object> kept = new ArrayList<>();

  private PresizeRefusedTarget() {}

  @Refused("presize: nothing is put into it here")
  public static int isStoredAtOnce(Object element) {
    kept = new ArrayList<>();
    kept.add(element);
    return kept.size();
  }

  @Refused("presize: nothing is put into it here")
  public static List<Object> isReturnedAtOnce() {
    return new ArrayList<>();
  }

  @Refused({
    "presize: may be another object where it is used",
    "presize: may be another object where it is used"
  })
  public static List<Object> isOneOfTwo(boolean choice, Object element) {
    List<Object> rows;
    if (choice) {
      rows = new ArrayList<>();
    } else {
      rows = new ArrayList<>();
    }
    rows.add(element);
    return rows;
  }

  @Refused("presize: not always in hand when it is complete")
  public static int isReadByIndex(Object element) {
    List<Object> rows = new ArrayList<>();
    rows.add(element);
    int hash = 0;
    for (int i = 0; i < rows.size(); i++) {
      hash = 31 * hash + (rows.get(i) == null ? 1 : 2);
    }
    return hash;
  }

  @Refused("presize: not always in hand when it is complete")
  public static List<Object> isDroppedOnOneWay(boolean choice, Object element) {
    List<Object> rows = new ArrayList<>();
    rows.add(element);
    for (int i = 0; i < ROWS; i++) {
      rows.add(i);
    }
    if (choice) {
      return List.of();
    }
    return rows;
  }

  @Refused("presize: not always in hand when it is complete")
  public static int isPassedOnInEachRound(Object element) {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(element);
      Recorder.note(rows.size());
    }
    return ROWS;
  }

  @Refused("presize: not at hand for its last use")
  public static boolean isTestedLast(Object element) {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(element);
    }
    return rows instanceof RandomAccess;
  }

  @Refused("presize: ensureCapacity() is called on it")
  public static List<Object> isGivenACapacity(Object element) {
    ArrayList<Object> rows = new ArrayList<>();
    rows.ensureCapacity(ROWS);
    for (int i = 0; i < ROWS; i++) {
      rows.add(element);
    }
    return rows;
  }

  @Refused("presize: capacity() is called on it")
  public static int isAskedForItsCapacity(String text) {
    StringBuilder page = new StringBuilder();
    page.append(text);
    kept.add(page);
    return page.capacity();
  }

  @Refused("presize: leads only to a throw")
  public static int isOnTheWayToAThrow(String text) {
    StringBuilder message = new StringBuilder();
    message.append(text);
    throw new IllegalStateException(message.toString());
  }

  @Refused("presize: the method would grow past 35 bytes, from where on the JIT treats it worse")
  public static List<Object> isInATinyMethod(Object element) {
    List<Object> rows = new ArrayList<>();
    rows.add(element);
    rows.add(element);
    rows.add(element);
    return rows;
  }

  /**
   * No sites at all: they have a capacity, a class of their own, or an order that depends on it.
   */
  @Refused({})
  public static int isNoneOfThese(String text) {
    List<Object> rows = new ArrayList<>(ROWS);
    rows.add(text);
    List<Object> others =
        new ArrayList<>() {
          private static final long serialVersionUID = 1;
        };
    others.addAll(rows);
    Map<String, Object> names = new HashMap<>();
    names.put(text, others);
    return names.size();
  }
}
