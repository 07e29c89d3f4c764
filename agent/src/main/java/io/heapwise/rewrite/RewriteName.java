package io.heapwise.rewrite;

import java.util.List;

/**
 * What options, help and reports must know of a rewrite, apart from its code: a program that starts
 * with the agent reads its options long before the first class is worth a rewrite.
 *
 * @param name the stem that its package, option, tests and benchmark share
 * @param onByDefault whether it runs unless it is switched off
 * @param summary what it does, in a line
 * @param boldly a third value of its switch: on, and with the one relaxation that it knows; or null
 */
public record RewriteName(String name, boolean onByDefault, String summary, String boldly) {
  public static final RewriteName CONCAT =
      new RewriteName(
          "concat",
          true,
          "string concatenations that a compiler spelled out as `StringBuilder` or `StringBuffer`"
              + " appends: javac up to 8, kotlinc, scalac, groovyc");

  public static final RewriteName BUILDER =
      new RewriteName(
          "builder",
          true,
          "local `StringBuilder`s and `StringBuffer`s, filled in loops and branches, or by methods"
              + " that keep nothing: their buffer comes from a pool");

  public static final RewriteName FORMAT =
      new RewriteName(
          "format",
          true,
          "`String.format`, `formatted` and `append(String.format(..))` with a constant format of"
              + " plain conversions");

  public static final RewriteName DIRECT =
      new RewriteName(
          "direct",
          true,
          "`ByteBuffer.allocateDirect` whose buffer stays in its method: it comes from a pool");

  public static final RewriteName BUFFER =
      new RewriteName(
          "buffer",
          true,
          "scratch `byte[]` and `char[]` of 512 bytes and more that stay within their method, or are"
              + " lent to streams that keep nothing: they come from a pool");

  public static final RewriteName STREAMS =
      new RewriteName(
          "streams",
          true,
          "`BufferedReader`, `BufferedWriter`, `InputStreamReader`, `OutputStreamWriter`: their"
              + " buffer comes from a pool, as does the array that `write(text)` copies a long text to;"
              + " `BufferedInputStream`, on Java 17: no buffer before a read needs it");

  public static final RewriteName READ_ALL_BYTES =
      new RewriteName(
          "readAllBytes",
          true,
          "`InputStream.readAllBytes()` and `readNBytes(int)`, `Files.readAllLines`, their likes in"
              + " commons-io, Guava and Spring, and local `ByteArrayOutputStream`s: buffers come from a pool, and not even the result is"
              + " made where only a digest, a text or a write wants the bytes, of `Files.readAllBytes` too. With `readAllBytes=stream` a digest gets"
              + " them as they come, even if what it has got when a read fails can be seen",
          "stream");

  public static final RewriteName MATCHER =
      new RewriteName(
          "matcher",
          true,
          "`Pattern.matcher` whose `Matcher` stays in its method: it is used again, for the same"
              + " pattern on the same thread");

  public static final RewriteName CHARS =
      new RewriteName(
          "chars",
          true,
          "`text.toCharArray()` whose array is only read, as in `for (char c : text.toCharArray())`:"
              + " the text is read in its place; `Integer.parseInt(text.substring(i, j))`: no"
              + " part is made; `text.replace('.', '/') + \".class\"`: one text instead of two");

  public static final RewriteName APPEND =
      new RewriteName(
          "append",
          true,
          "`builder.append(object.toString())`, where the object turns out to be a boxed number: no"
              + " text is made of it");

  public static final RewriteName REGEX =
      new RewriteName(
          "regex",
          true,
          "constant regular expressions in `String.matches`, `replaceAll`, `replaceFirst` and"
              + " `split`, `Pattern.matches`, and `Pattern.compile` whose `Pattern` stays in its"
              + " method: compiled once");

  public static final RewriteName VALUES =
      new RewriteName(
          "values",
          true,
          "`values()` in an enum itself, whose array is only read, as in `for (Color c : values())`:"
              + " no copy is made");

  public static final RewriteName CONSTANTS =
      new RewriteName(
          "constants",
          false,
          "`Color.values()` in other classes, whose array is only read: no copy is made, but to find"
              + " the array takes about as long");

  public static final RewriteName WRITER =
      new RewriteName(
          "writer",
          true,
          "local `StringWriter`s, also inside of writers and in methods that only write to them, and"
              + " `ByteArrayOutputStream`s in such methods: the array of their text comes from a pool");

  public static final RewriteName NUMBER =
      new RewriteName(
          "number",
          true,
          "`new DecimalFormat(pattern)`, `NumberFormat.getInstance()` and their likes whose format"
              + " stays in its method: it is used again, for the same pattern and locale on the"
              + " same thread");

  public static final RewriteName DEDUP =
      new RewriteName(
          "dedup",
          false,
          "`new String(bytes, from, n, charset)`, `new String(chars, from, n)` and the like of code"
              + " points: a short text that came before of late is given out again, which `==` can tell");

  public static final RewriteName PRESIZE =
      new RewriteName(
          "presize",
          false,
          "`new` with no arguments of `ArrayList`, `ArrayDeque`, `StringBuilder`,"
              + " `ByteArrayOutputStream` and `CharArrayWriter` that the method fills: the initial"
              + " capacity is learned for each site, which can be seen");

  public static final RewriteName LOGGING =
      new RewriteName(
          "logging",
          true,
          "`log.debug(\"a \" + b)`, and other levels below `info`, of slf4j, commons-logging, log4j,"
              + " `java.util.logging` and JBoss: no message is made while the real logger is certain"
              + " to do nothing with it");

  public static final RewriteName VARARGS =
      new RewriteName(
          "varargs",
          false,
          "`parser.accepts(Kind.KEY, Kind.VALUE)`, where the method takes any number of an enum's"
              + " constants and the real receiver's only reads them: no array is made, but to ask"
              + " for one may take longer");

  public static final RewriteName ENCODE =
      new RewriteName(
          "encode",
          false,
          "`out.write(text.getBytes(UTF_8))` and `digest.update(text.getBytes(UTF_8))` of long texts:"
              + " the bytes come from a pool, but short texts take longer");

  /** A rewrite that is on or off and nothing else. */
  private RewriteName(String name, boolean onByDefault, String summary) {
    this(name, onByDefault, summary, null);
  }

  /** In the order in which they are documented. */
  public static final List<RewriteName> ALL =
      List.of(
          CONCAT,
          BUILDER,
          FORMAT,
          BUFFER,
          DIRECT,
          STREAMS,
          READ_ALL_BYTES,
          MATCHER,
          CHARS,
          APPEND,
          REGEX,
          VALUES,
          CONSTANTS,
          WRITER,
          NUMBER,
          DEDUP,
          PRESIZE,
          LOGGING,
          VARARGS,
          ENCODE);

  /** The place of a name in {@link #ALL}, or -1. */
  public static int indexOf(String name) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).name.equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
