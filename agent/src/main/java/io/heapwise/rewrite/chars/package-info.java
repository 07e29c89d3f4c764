/**
 * {@code chars}: arrays of characters that are made of a text only to be read.
 *
 * <pre>{@code
 * // before                                   // after, as long as readsText(text)
 * char[] chars = text.toCharArray();          String chars = text;
 * for (int i = 0; i < chars.length; i++) {    for (int i = 0; i < chars.length(); i++) {
 *   if (chars[i] == '*') { ... }                if (chars.charAt(i) == '*') { ... }
 * }                                           }
 * }</pre>
 *
 * <p><b>Applied when</b> the array of {@code String.toCharArray()} is stored in a local variable at
 * once, and all that ever happens to it is that its elements and its length are read from there;
 * which is what a loop {@code for (char c : text.toCharArray())} does.
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
 * <p><b>Why equal.</b> The array is a copy of a text that never changes, and nobody writes to it or
 * can tell it from another: to read the text is the same. An index out of bounds throws what an
 * array throws, with the same message. Where the text is null the original call throws as it did.
 * The variable of the array stays where it is, null from then on; the text has one of its own.
 *
 * <p><b>Cost.</b> None in compiled code but a check of the text's coder, which leaves loops that
 * are compiled. A text that is read from end to end many times may be read somewhat slower than an
 * array.
 *
 * <p><b>Benchmark</b> {@code CharsBenchmark}.
 */
package io.heapwise.rewrite.chars;
