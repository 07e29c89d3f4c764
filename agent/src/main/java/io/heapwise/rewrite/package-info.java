/**
 * How a class file is rewritten: {@link io.heapwise.rewrite.ClassRewriter} drives, {@link
 * io.heapwise.rewrite.Rewrites} lists what there is, each rewrite lives in a package of its own.
 */
package io.heapwise.rewrite;
