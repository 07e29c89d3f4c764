/**
 * Runs the same class twice in sibling loaders, once as compiled and once rewritten, and compares
 * all that a program could tell the two apart by. {@link io.heapwise.harness.TargetTests} is the
 * way in for the tests of a rewrite.
 */
package io.heapwise.harness;
