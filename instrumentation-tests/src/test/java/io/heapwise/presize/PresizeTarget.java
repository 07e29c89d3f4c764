package io.heapwise.presize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What grows, and a method fills and has in hand when it is complete. */
public final class PresizeTarget {
  private static List<String> lastRows;
  private static StringBuilder lastPage;
  private static ByteArrayOutputStream lastOutput;

  private PresizeTarget() {}

  /** So many that lists outgrow what they begin with; more for some inputs. */
  private static int count(int number) {
    return 20 + (number & 15);
  }

  @Fired("filled+1 presizedList+1")
  public static List<Object> isReturned(int number, String text) {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < count(number); i++) {
      rows.add(i % 3 == 0 ? text : Integer.valueOf(i));
    }
    return rows;
  }

  /** Small ones are as before. */
  @Fired("filled+1 presizedList+1")
  public static List<String> staysSmallOrEmpty(int number, String text) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < (number & 7); i++) {
      rows.add(text);
      Recorder.note(rows.size());
    }
    return rows;
  }

  @Fired("filled+1 presizedList+1")
  public static String[] isCopiedToAnArray(int number, String text) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count(number); i++) {
      rows.add(text + i);
    }
    return rows.toArray(new String[rows.size()]);
  }

  @Fired("filled+1 presizedList+1")
  public static int isIteratedOver(int number, String text) {
    ArrayList<String> rows = new ArrayList<>();
    for (int i = 0; i < count(number); i++) {
      rows.add(text);
      Recorder.note(rows.size());
    }
    int hash = 0;
    for (String row : rows) {
      hash = 31 * hash + String.valueOf(row).length();
    }
    return hash;
  }

  @Fired("filled+1 presizedList+1")
  public static int isPassedOn(int number, String text) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count(number); i++) {
      rows.add(text);
    }
    return hashOf(number, Collections.unmodifiableList(rows), 31L);
  }

  private static int hashOf(int seed, List<String> rows, long factor) {
    return (int) (seed * factor + rows.hashCode());
  }

  /** Below it lie other arguments, two slots wide, and above it as well. */
  @Fired("filled+1 presizedList+1")
  public static int isOneOfManyArguments(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    return hashOf(number, rows, 1L << (number & 31));
  }

  private static void fill(List<String> rows, int number, String text) {
    for (int i = 0; i < count(number); i++) {
      rows.add(text);
    }
  }

  @Fired("filled+1 presizedList+1")
  public static int isStoredInAField(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    fill(rows, 0, null);
    fill(rows, 1, "");
    Recorder.note(number);
    lastRows = rows;
    return lastRows.size();
  }

  @Fired("filled+1 presizedList+1")
  public static int isCaptured(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    Recorder.note(number);
    Supplier<String> last = () -> rows.get(rows.size() - 1);
    return String.valueOf(last.get()).length();
  }

  @Fired("filled+2 presizedList+1")
  public static List<String> isReturnedOnTwoWays(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    Recorder.note(number);
    if ((number & 1) == 0) {
      return rows;
    }
    Collections.reverse(rows);
    fill(rows, 0, "behind");
    return rows;
  }

  @Fired("filled+2 presizedList+2")
  public static List<List<String>> isMadeInEachRound(int number, String text) {
    List<List<String>> table = new ArrayList<>();
    for (int i = 0; i < count(number); i++) {
      List<String> row = new ArrayList<>();
      for (int j = 0; j < (i & 15); j++) {
        row.add(text);
      }
      table.add(row);
    }
    return table;
  }

  /** The tree of a number's halves. */
  @Fired("filled+1 presizedList+1")
  public static List<Integer> isMadeInRecursion(int number) {
    List<Integer> all = new ArrayList<>();
    int rest = number & 255;
    all.add(rest);
    if (rest > 1) {
      all.addAll(isMadeInRecursion(rest / 2));
      all.addAll(isMadeInRecursion(rest - rest / 2 - 1));
    }
    return all;
  }

  @Fired("filled+1 presizedList+1")
  public static List<String> isFilledUntilSomethingFails(int number, Object operand) {
    List<String> rows = new ArrayList<>();
    try {
      for (int i = 0; i < count(number); i++) {
        rows.add(operand.toString());
      }
    } catch (IllegalStateException | NullPointerException e) {
      rows.add(e.getClass().getName());
    }
    return rows;
  }

  @Fired("filled+1 presizedList+1")
  public static List<String> failsAsBefore_whenAnIndexIsWrong(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    for (int index : new int[] {-1, rows.size(), 1 << 20, number}) {
      try {
        rows.add(rows.get(index));
      } catch (IndexOutOfBoundsException e) {
        rows.add(e.getMessage());
      }
      try {
        rows.add(index, "added");
      } catch (IndexOutOfBoundsException e) {
        rows.add(e.getMessage());
      }
    }
    return rows;
  }

  @Fired("filled+1 presizedList+1")
  public static String failsAsBefore_whenItIsModifiedInALoop(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    String outcome = "modified ";
    try {
      for (String row : rows.subList(1, rows.size())) {
        rows.add(row);
      }
    } catch (ConcurrentModificationException e) {
      outcome = e.getMessage() + " ";
    }
    return outcome + rows.size();
  }

  @Fired("filled+1 presizedList+1")
  public static List<String> isEditedThroughItsViews(int number, String text) {
    List<String> rows = new ArrayList<>();
    fill(rows, number, text);
    for (ListIterator<String> it = rows.listIterator(rows.size()); it.hasPrevious(); ) {
      it.previous();
      if (it.nextIndex() % 3 == 0) {
        it.remove();
      } else if (it.nextIndex() % 3 == 1) {
        it.add("added");
        it.previous();
      }
    }
    rows.subList(2, 5).clear();
    return rows;
  }

  /** The serial form has the size, not the capacity. */
  @Fired("filled+2 newOutput-1 presizedList+1 presizedOutput+1")
  public static String isSerialized(int number, String text) throws Exception {
    ArrayList<String> rows = new ArrayList<>();
    fill(rows, number, text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeTo(bytes, rows.clone());
    writeTo(bytes, rows);
    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    return Arrays.hashCode(bytes.toByteArray()) + " " + read;
  }

  private static void writeTo(ByteArrayOutputStream bytes, Object object) throws IOException {
    new ObjectOutputStream(bytes).writeObject(object);
  }

  @Fired("filled+2 new-1 presizedBuilder+1 presizedDeque+1")
  public static String isADeque(int number, String text) {
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < count(number); i++) {
      if (i % 3 == 0) {
        open.addFirst(text + i);
      } else {
        open.addLast(text + i);
      }
    }
    StringBuilder all = new StringBuilder();
    for (Iterator<String> it = open.descendingIterator(); it.hasNext(); ) {
      all.append(it.next()).append(',');
    }
    return all.toString();
  }

  @Fired("filled+1 presizedDeque+1")
  public static ArrayDeque<String> isADequeThatTakesNoNull(int number, String text) {
    ArrayDeque<String> open = new ArrayDeque<>();
    for (int i = 0; i < count(number); i++) {
      try {
        open.push(i == 5 ? null : text);
      } catch (NullPointerException e) {
        open.push("null");
      }
    }
    return open;
  }

  @Fired("filled+1 new-1 presizedBuilder+1")
  public static CharSequence isABuilder(int number, String text) {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < count(number); i++) {
      page.append(text).append(i).append('\n');
    }
    return page;
  }

  @Fired("filled+1 new-1 presizedBuilder+1")
  public static String isABuilderThatIsKept(int number, String text) {
    StringBuilder page = new StringBuilder();
    lastPage = page;
    for (int i = 0; i < count(number); i++) {
      page.append(text);
    }
    return page.append('.').toString() + lastPage.length();
  }

  /** Its buffer is made anew for the first character that does not fit into a byte. */
  @Fired("filled+1 new-1 presizedBuilder+1")
  public static CharSequence isABuilderOfWideCharacters(int number, char c) {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < count(number); i++) {
      page.append(i == 11 ? '\u20ac' : c).append(Character.toChars(0x1F600 + i));
    }
    page.setLength(page.length() - 1);
    page.reverse().insert(0, number).deleteCharAt(0);
    return page;
  }

  @Fired("filled+1 newOutput-1 presizedOutput+1")
  public static byte[] isAnOutputStream(int number, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lastOutput = out;
    byte[] bytes = String.valueOf(text).getBytes(UTF_8);
    for (int i = 0; i < count(number); i++) {
      out.write(i);
      out.write(bytes, 0, bytes.length);
    }
    return out.toByteArray();
  }

  @Fired("filled+1 newOutput-1 presizedOutput+1")
  public static String isAnOutputStreamInsideOfAnother(int number, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lastOutput = out;
    DataOutputStream data = new DataOutputStream(out);
    for (int i = 0; i < count(number); i++) {
      data.writeInt(i);
      data.writeUTF(text);
    }
    data.flush();
    return out.toString(ISO_8859_1);
  }

  @Fired("filled+1 newOutput-1 presizedOutput+1")
  public static OutputStream isAnOutputStreamThatBeginsAnew(int number, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count(number); i++) {
      out.writeBytes(String.valueOf(text).getBytes(UTF_8));
      Recorder.note(out.size());
    }
    out.reset();
    out.write(number);
    return out;
  }

  @Fired("filled+1 presizedCharWriter+1")
  public static String isACharWriter(int number, String text) throws IOException {
    CharArrayWriter writer = new CharArrayWriter();
    for (int i = 0; i < count(number); i++) {
      writer.append(text).append(text, 0, Math.min(i, String.valueOf(text).length()));
      writer.write(i + "\u20ac");
    }
    return writer.toString();
  }

  @Fired("filled+1 presizedCharWriter+1")
  public static char[] isACharWriterInsideOfAnother(int number, String text) {
    CharArrayWriter writer = new CharArrayWriter();
    PrintWriter out = new PrintWriter(writer);
    for (int i = 0; i < count(number); i++) {
      out.printf("%s %d%n", text, i);
    }
    out.flush();
    return writer.toCharArray();
  }

  @Fired("filled+1 presizedCharWriter+1")
  public static int failsAsBefore_whenALengthIsWrong(int number, String text) {
    CharArrayWriter writer = new CharArrayWriter();
    for (int i = 0; i < count(number); i++) {
      try {
        writer.write(text, i - 1, i);
      } catch (RuntimeException e) {
        Recorder.note(e.getClass().getName());
      }
    }
    return writer.size();
  }

  /** Order is what a capacity would change. */
  @Fired("filled+1 presizedList+1")
  public static String hasMapsAndSetsBesides(int number, String text) {
    Map<String, Integer> sizes = new HashMap<>();
    Set<String> names = new HashSet<>();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count(number); i++) {
      rows.add(text + i * 37);
    }
    for (String row : rows) {
      sizes.put(row, row.length());
      names.add(row);
    }
    return sizes + " " + names;
  }
}
