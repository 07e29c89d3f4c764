/**
 * {@code chars}: arrays of characters that are made of a text only to be read, parts of a text that
 * are made only to be parsed, and texts with characters replaced that are made only to be
 * concatenated.
 *
 * <pre>{@code
 * // before                                   // after, as long as readsText(text)
 * char[] chars = text.toCharArray();          String chars = text;
 * for (int i = 0; i < chars.length; i++) {    for (int i = 0; i < chars.length(); i++) {
 *   if (chars[i] == '*') { ... }                if (chars.charAt(i) == '*') { ... }
 * }                                           }
 * Integer.parseInt(text.substring(i));        parsePart(i, text);
 * text.replace('.', '/') + ".class"           concatenateReplaced('.', '/', text, "", ".class")
 * }</pre>
 *
 * <p><b>Applied when</b> the array of {@code String.toCharArray()} is stored in a local variable at
 * once, and all that ever happens to it is that its elements and its length are read from there;
 * which is what a loop {@code for (char c : text.toCharArray())} does.
 *
 * <p>Also applied to {@code substring} right in front of {@code Integer.parseInt}, and to {@code
 * replace(char, char)} right in front of a concatenation with constants alone, as javac has
 * compiled it since 9. What is replaced is replaced in the array that becomes the new text's own,
 * where all characters are below U+0100, and else in a builder.
 *
 * <p><b>Refused when</b> the array
 *
 * <ul>
 *   <li>is written, passed on, stored, returned, compared, or locked;
 *   <li>is not stored in a variable at once, or not read from that alone;
 *   <li>may be another array where it is read;
 *   <li>is read around a branch, or across a place that others jump to;
 *   <li>is made in the initialiser of a class, which runs once;
 *   <li>is in a method that would outgrow what the JIT inlines or compiles.
 * </ul>
 *
 * <p>and where the part of a text is made around a branch. Parts that are appended to a builder are
 * made as ever: on Java 17 it takes twice as long to append them from where they are. Methods that
 * handle keys or passwords keep their replaced texts: the builder that takes their place is pooled.
 *
 * <p><b>Why equal.</b> The array is a copy of a text that never changes, and nobody writes to it or
 * can tell it from another: to read the text is the same. An index out of bounds throws what an
 * array throws, with the same message. Where the text is null the original call throws as it did.
 * The variable of the array stays where it is, null from then on; the text has one of its own.
 *
 * <p>Of a part, nobody sees the text. Where it is out of bounds, or all of the text, or not a sign
 * and nine digits at most, the original calls are made with it, and throw what they did; where the
 * text is null they are where they were. A concatenation with a constant is a new text each time,
 * and so is what comes instead.
 *
 * <p><b>Cost.</b> None in compiled code but a check of the text's coder, which leaves loops that
 * are compiled. A text that is read from end to end many times may be read somewhat slower than an
 * array, and a text of forty characters that is replaced and concatenated takes half as long again.
 *
 * <p><b>Benchmark</b> {@code CharsBenchmark}.
 */
package io.heapwise.rewrite.chars;
