/**
 * How a class file is rewritten: {@link io.heapwise.rewrite.ClassRewriter} drives, {@link
 * io.heapwise.rewrite.Rewrites} lists what there is, each rewrite lives in a package of its own.
 *
 * <p>Rewrites whose sites are calls leave those alone that lead only to a throw: from there to the
 * exception nothing branches, so that they run once for each, and an exception costs far more than
 * what could be had. Where a method holds nothing else, it is not even read.
 */
package io.heapwise.rewrite;
