package io.heapwise.chars;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.util.List;

/** Arrays of characters that are made to be read, and nothing else. */
public final class CharsTarget {
  // Notes that make a method longer than the 35 bytes that are always inlined.

  private CharsTarget() {}

  @Fired("arraylength-1 caload-1 charAt+1 length+1 readsText+1")
  public static int countsInALoop(String text) {
    int count = 0;
    for (char c : text.toCharArray()) {
      if (c == 'a' || c > '\u00ff') {
        count++;
      }
    }
    return count;
  }

  @Fired("arraylength-4 caload-5 charAt+5 length+4 readsText+2")
  public static boolean comparesTwo(String pattern, String text, boolean strict) {
    char[] expected = pattern.toCharArray();
    char[] actual = text.toCharArray();
    if (strict && expected.length != actual.length) {
      return false;
    }
    int i = 0;
    while (i < expected.length && i < actual.length) {
      if (expected[i] != '?' && expected[i] != actual[i]) {
        Recorder.note(expected[i] + "" + actual[i]);
        return false;
      }
      i++;
    }
    return true;
  }

  @Fired("caload-1 charAt+1 readsText+1")
  public static char readsOneAnywhere(String text, int index) {
    char[] chars = text.toCharArray();
    Recorder.note("made");
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    return chars[index];
  }

  @Fired("caload-1 charAt+1 readsText+1")
  public static String catchesAnIndex(String text, int index) {
    char[] chars = text.toCharArray();
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    try {
      return String.valueOf(chars[index]);
    } catch (ArrayIndexOutOfBoundsException e) {
      return e.getMessage();
    }
  }

  @Fired("arraylength-2 caload-3 charAt+3 length+2 readsText+1")
  public static int readsWhereItHasRead(String text) {
    char[] chars = text.toCharArray();
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    return chars[chars[0] % chars.length] + chars[chars.length / 2];
  }

  @Fired("caload-2 charAt+2 readsText+1")
  public static int evaluatesIndexesInOrder(String text, int start) {
    int i = start & 1;
    char[] chars = text.toCharArray();
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    return 31 * chars[i++] + chars[next(i)];
  }

  private static int next(int i) {
    Recorder.note("index " + i);
    return i;
  }

  /** The array of the round before is still there when the next one is not made. */
  @Fired("arraylength-1 length+1 readsText+1")
  public static String keepsTheRoundBefore_whenATextIsNull(List<String> list) {
    StringBuilder lengths = new StringBuilder();
    char[] chars = {};
    for (String text : new String[] {String.valueOf(list), null, "ab", null}) {
      try {
        char[] next = text.toCharArray();
        lengths.append(next.length);
      } catch (NullPointerException e) {
        lengths.append(e.getMessage()).append(chars.length);
      }
    }
    return lengths.toString();
  }

  /** A variable that is assigned in each round, and read in the next one's handler. */
  @Fired("arraylength-2 caload-1 charAt+1 length+2 readsText+1")
  public static String readsAfterAFailure(String first, String second) {
    StringBuilder seen = new StringBuilder();
    char[] chars = String.valueOf(first).toCharArray();
    try {
      seen.append(chars.length).append(second.length());
    } catch (NullPointerException e) {
      seen.append(chars.length == 0 ? '-' : chars[0]);
    }
    return seen.toString();
  }

  @Fired("arraylength-1 caload-2 charAt+2 length+1 readsText+1")
  public static double livesAmongWideVariables(String text, long number, double factor) {
    long sum = number;
    char[] chars = text.toCharArray();
    double product = factor;
    for (int i = 0; i < chars.length; i++) {
      long next = chars[i];
      sum += next;
      product *= chars[0] / 64.0;
    }
    return sum + product;
  }

  @Fired("arraylength-1 caload-1 charAt+1 length+1 readsText+1")
  public static int recurses(String text, int depth) {
    char[] chars = text.toCharArray();
    int sum = 0;
    for (int i = 0; i < chars.length; i++) {
      sum = 31 * sum + chars[i];
      if (i == 1 && (depth & 3) > 0) {
        sum += recurses(text.substring(1), (depth & 3) - 1);
      }
    }
    return sum;
  }

  @Fired("arraylength-1 caload-1 charAt+1 length+1 readsText+1")
  public static int copiesAReference(String text, boolean choice) {
    String other = choice ? text : text + "!";
    char[] chars = other.toCharArray();
    synchronized (other) {
      for (int i = chars.length - 1; i >= 0; i--) {
        if (Character.isWhitespace(chars[i])) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String start(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  /** Read in a loop inside a loop: a text that is long is copied as before. */
  @Fired("arraylength-4 caload-3 charAt+3 length+4 readsShortText+2")
  public static int readsManyTimes(String pattern, String text, int much) {
    char[] few = start(pattern, 300).toCharArray();
    char[] many = start(text + text, much & 0x3FF).toCharArray();
    int found = many.length > 0 ? many[0] : 0;
    for (int i = 0; i + few.length <= many.length; i++) {
      int matching = 0;
      for (int j = 0; j < few.length; j++) {
        if (few[j] == many[i + j]) {
          matching++;
        }
      }
      found += matching;
    }
    return found;
  }

  @Fired("parsePart+2")
  public static String parsesParts(int number, int from, int to) {
    String text = "+" + number + "-0012x\u0661" + Integer.MAX_VALUE + "999";
    String seen = "";
    for (int i = 0; i < text.length(); i++) {
      try {
        seen += Integer.parseInt(text.substring(i, i + (to & 15))) + ",";
        seen += Integer.parseInt(text.substring(i + (from & 3)));
      } catch (RuntimeException e) {
        seen += e;
      }
    }
    return seen;
  }

  @Fired("parsePart+1")
  public static String failsAsBefore_whenThereIsNoNumber(String text) {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    return "number " + Integer.parseInt(text.substring(1));
  }
}
