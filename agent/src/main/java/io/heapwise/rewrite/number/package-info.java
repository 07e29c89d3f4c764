/**
 * {@code number}: number formats that stay in their method.
 *
 * <pre>{@code
 * // before                                          // after
 * return new DecimalFormat("0.00").format(x);        return releaseFormatting(
 *                                                        claimFormat(site, "0.00"), x);
 * NumberFormat f = NumberFormat.getInstance();       NumberFormat f = claimFormat(kind, site);
 * f.setMaximumFractionDigits(2);                     f.setMaximumFractionDigits(2);
 * for (double x : all) { out.add(f.format(x)); }     for (double x : all) { ... }
 *                                                    releaseFormat(f);
 * }</pre>
 *
 * <p>The text, and what making it takes, is as ever. What is saved is the format, with its symbols
 * and digits: more than all the rest.
 *
 * <p><b>Applied when</b> a {@code DecimalFormat} is made of a pattern, constant or not, with the
 * default symbols or with those of a locale that are made right in front; or a NumberFormat by
 * {@code getInstance}, {@code getNumberInstance}, {@code getIntegerInstance} or {@code
 * getPercentInstance}; and nobody but this method, and the methods of the same class that it
 * certainly calls, gets hold of it. They may format, parse, and set rounding mode, grouping, and
 * numbers of digits.
 *
 * <p><b>Refused when</b> the format
 *
 * <ul>
 *   <li>is stored in a field or array, returned, captured, concatenated, thrown, locked or compared
 *       by identity;
 *   <li>is passed to a method that is not known to be harmless;
 *   <li>is asked for, or given, anything else: symbols, prefixes, another pattern, a clone;
 *   <li>may be another object where it is used, or is not used;
 *   <li>has symbols that come from elsewhere, or the pattern of a locale ({@code new
 *       DecimalFormat()});
 *   <li>is constructed around a branch;
 *   <li>has no last use on a way that no handler of an exception in one of its uses is on;
 *   <li>is in the initialiser of a class, which runs once, or in a method that handles keys or
 *       passwords, by its name or by what it calls, or in one that would grow past the size up to
 *       which the JIT inlines hot methods.
 * </ul>
 *
 * <p><b>Why equal.</b> What a format does depends on what makes it, its pattern, and a locale, be
 * it the default at that moment: by these it is found again. Before it is, the setters that may
 * have been called are taken back; all other methods that may have been called leave nothing but
 * caches, and digits that the next number overwrites: that was read in the code of 17 and 25. A
 * format is gone from the pool while it is claimed, so that a {@code doubleValue()} which formats
 * gets another. Where {@code java.locale.providers} lets others than the JDK speak for locales, in
 * another JDK than these two, and where the pattern has a currency, none is used again; nor is
 * {@code CompactNumberFormat}, a provider's class, or anything that is not exactly a DecimalFormat.
 * Whatever is thrown leaves the format to the garbage collector.
 *
 * <p><b>Cost.</b> A few tens of nanoseconds for claim and release, where making a format takes 200
 * at least. At most 32 idle formats for each thread, which go with the next garbage collection.
 *
 * <p>Formats that are kept in fields, as most are, format as before. To lend them a pooled buffer
 * for the text would save 38 % of the bytes on Java 17 and 32 % on 25, which writes to a
 * StringBuilder that callers cannot pass; the StringBuffer that they can takes up to twice as long.
 *
 * <p><b>Benchmark</b> {@code NumberBenchmark}.
 */
package io.heapwise.rewrite.number;
