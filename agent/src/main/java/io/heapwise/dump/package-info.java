/**
 * What was counted, as a {@link io.heapwise.dump.Profile}, and the files it is written to and read
 * from. Depends on the JDK alone, and on nothing that installs or rewrites: it is loaded when a
 * dump is written or read, and not before.
 *
 * <p><b>One model, several writers.</b> Whoever counts makes a {@link io.heapwise.dump.Profile};
 * {@link io.heapwise.dump.DumpFormat} knows the formats and their file name endings; {@link
 * io.heapwise.dump.DumpFile} puts one into a file, which is there as a whole or not at all. Every
 * format of one profile has the same totals.
 *
 * <p><b>One reader.</b> {@link io.heapwise.dump.ProfileReader} reads what can be read back. The
 * README documents the JSON format, its version included.
 *
 * <p><b>Merging.</b> {@link io.heapwise.dump.ProfileMerger} adds up profiles of any number of JVMs,
 * and the rows of one profile that speak of the same site.
 */
package io.heapwise.dump;
