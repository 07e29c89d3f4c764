/**
 * {@code dedup}: texts that are decoded over and over. Off by default.
 *
 * <pre>{@code
 * // before                                   // after
 * new String(buf, from, n, UTF_8)             decoded(site, buf, from, n, UTF_8)
 * new String(chars, from, n)                  decoded(site, chars, from, n)
 * new String(codePoints, from, n)             decoded(site, codePoints, from, n)
 * }</pre>
 *
 * <p><b>Applied when</b> a {@code String} is made of a part of a {@code byte[]} with a charset, or
 * of a part of a {@code char[]} or of an {@code int[]} of code points. One of up to 64 characters
 * that is among the last that any site has made is given out again; of bytes only in UTF-8,
 * ISO-8859-1 or US-ASCII, and only where all of them are ASCII. Whether it is the same is asked
 * character by character.
 *
 * <p><b>Refused when</b> the text
 *
 * <ul>
 *   <li>is made in a method that handles keys or passwords, by its name, by what it calls or by the
 *       names of its variables, or that calls such a method of its class or is called by one;
 *   <li>is the message of an exception, or begins it;
 *   <li>is compared by identity or used as a lock in that method;
 *   <li>is constructed around a branch, or in the initialiser of a class, which runs once.
 * </ul>
 *
 * <p><b>Why equal</b>, but for identity: a text never changes, and the one that is given out has
 * the characters that the constructor would have found. Where anything else is asked for, null or
 * what is out of bounds included, the constructor is called.
 *
 * <p><b>What can be seen</b>, and why it is off by default: {@code ==} is true where it was false.
 * A program that compares such texts by identity, locks them, or keys an {@code IdentityHashMap}
 * with them behaves otherwise; references to them in a {@code WeakHashMap} may be cleared later.
 *
 * <p><b>What stays.</b> At most 2,048 texts, of which none is kept that came but once: a password
 * that is decoded in code that cannot be seen to handle one is kept if it comes again. They count
 * in {@code pool.maxBytes}. All of them go every minute, sooner when nobody has found any for ten
 * seconds or when the heap is nearly full; as with all pools, it takes a thread that asks to
 * notice. They hold no class.
 *
 * <p><b>Cost.</b> To find a text takes about as long as to make it. A site whose texts do not come
 * again calls the constructor, and tries again later.
 *
 * <p><b>Benchmark</b> {@code DedupBenchmark}.
 */
package io.heapwise.rewrite.dedup;
